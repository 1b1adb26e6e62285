import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, hashToken, type Access } from '../../../commands/access.ts'
import { sessionCookie } from '../../../commands/cookies.ts'
import { takesDigits } from '../../../commands/second-step.ts'
import { signOutOther, signOutOthers } from '../../../commands/sign-out.ts'
import { grantSentence, staffSentence } from '../../../rules/sentences.ts'
import { hasEnded } from '../../../rules/session-limits.ts'
import { listPlaces, listRecentEvents } from '../../../store/accounts.ts'
import { getOwnCredentials } from '../../../store/credentials.ts'
import { listOwnGrants, listOwnStaffRoles } from '../../../store/grants.ts'
import { getOwnSignIn } from '../../../store/own-sign-in.ts'
import { findPhone } from '../../../store/person-details.ts'
import { listSessions } from '../../../store/sessions.ts'
import { StartedEntry } from '../../shared/started-entry.ts'
import { PROOF_ADDRESS } from '../step-up/before-act.tsx'
import { AccountPage } from './page.tsx'

const Proved = z.object({ to: z.string().max(200).default('') })
const provedPages = [
  '/account/password',
  '/account/security-code',
  '/account/authenticator',
  '/account/passkeys',
  '/account/recovery-codes',
]

export function mountAccount(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/account', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const { accountId, idleSeconds } = web.visitor(request)
    const now = access.clock.now()
    const [[person, phone, places, own, sessions, events], sentences] = await Promise.all([
      access.db.read(gate, (tx) =>
        Promise.all([
          getOwnCredentials(tx, accountId),
          findPhone(tx, accountId),
          listPlaces(tx, accountId, londonToday(now)),
          getOwnSignIn(tx, accountId),
          listSessions(tx, accountId),
          listRecentEvents(tx, accountId),
        ]),
      ),
      sentencesOf(web, request),
    ])
    const here = hashToken(request.cookies[sessionCookie(access)] ?? '')
    const page = (
      <AccountPage
        view={web.view(request)}
        form={web.form(request)}
        person={person}
        phone={phone}
        sentences={sentences}
        places={places.length}
        own={own}
        takesDigits={takesDigits(places)}
        sessions={sessions
          .filter((session) => !hasEnded({ ...session, idleMinutes: idleSeconds / 60 }, now))
          .map((session) => ({ ...session, isThis: session.tokenHash.equals(here) }))}
        events={events}
      />
    )
    return web.html(reply, page)
  })
  // Where the page that asks for a proof leads, when it stands before a page and not before an act.
  app.post(
    PROOF_ADDRESS,
    { config: { permission: 'signed-in', stepUp: 'change how you sign in' } },
    (request, reply) => {
      const { to } = web.parse(Proved, request.body)
      return reply.redirect(provedPages.find((page) => page === to) ?? '/account', 303)
    },
  )
  app.post('/account/other-sessions', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    const kept = request.cookies[sessionCookie(access)] ?? ''
    const { started } = web.parse(StartedEntry, request.body)
    if (started === undefined) await signOutOthers(access, accountId, kept)
    else await signOutOther(access, { accountId, startedAt: started, kept })
    web.flash(reply, started === undefined ? 'You are signed out everywhere else' : 'You are signed out there')
    return reply.redirect('/account', 303)
  })
}

async function sentencesOf(web: Web, request: FastifyRequest): Promise<readonly string[]> {
  const { accountId, face } = web.visitor(request)
  if (face === 'council') return (await web.read(request, (tx) => listOwnStaffRoles(tx, accountId))).map(staffSentence)
  const today = londonToday(web.clock.now())
  return (await web.read(request, (tx) => listOwnGrants(tx, accountId, today))).map(grantSentence)
}
