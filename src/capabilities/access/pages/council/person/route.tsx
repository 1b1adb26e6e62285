import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Work } from '../../../../../platform/work.ts'
import { gate, type Access } from '../../../commands/access.ts'
import {
  endPersonPlace,
  forceNewPassword,
  sendSetUpLink,
  unlockPerson,
  type CareRefusal,
} from '../../../commands/care-for-person.ts'
import { declineWishes, type DeclineRefusal } from '../../../commands/tell-of-grants.ts'
import { grantSentence, staffSentence } from '../../../rules/sentences.ts'
import { getPerson, listAccountStates, listPersonGrants, listPersonRoles } from '../../../store/people.ts'
import { PersonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

type ActRefusal = CareRefusal | DeclineRefusal
const refusalWords: Readonly<Record<ActRefusal['code'], string>> = {
  'nothing-asked': 'Somebody has answered this already',
  'not-locked': 'The account is not locked: somebody may have unlocked it just now',
  'ended-already': 'This place has ended already',
  yourself: 'Somebody else must do this for you',
}

export function mountPerson(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/:id', { config: { permission: 'people.view' } }, (request, reply) =>
    show(web, access, { request, reply, errors: [] }),
  )
  for (const { act, said, does } of acts(access))
    app.post(`/people/:id/${act}`, { config: { permission: 'people.manage' } }, async (request, reply) => {
      const { id } = web.params(request, Params)
      const outcome = await web.inWork(request, (work) => does(work, id))
      if (!outcome.ok) {
        const errors = [{ field: 'acts', text: refusalWords[outcome.refusal.code] }]
        return show(web, access, { request, reply, errors })
      }
      web.flash(reply, said)
      return reply.redirect(`/council/people/${id}`, 303)
    })
}

type Act = {
  readonly act: string
  readonly said: string
  readonly does: (work: Work, membershipId: string) => Promise<Outcome<true, ActRefusal>>
}

function acts({ origin }: Access): readonly Act[] {
  return [
    { act: 'unlocking', said: 'The account is unlocked', does: unlockPerson },
    {
      act: 'set-up-link',
      said: 'The link is on its way',
      does: (work, membershipId) => sendSetUpLink(work, { membershipId, origin }),
    },
    { act: 'wish-refusal', said: 'Your answer is sent', does: declineWishes },
    { act: 'new-password', said: 'A new password will be asked for', does: forceNewPassword },
    {
      act: 'end',
      said: 'The place has ended',
      does: (work, membershipId) => endPersonPlace(work, { membershipId, origin }),
    },
  ]
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply, errors }: Showing): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [person, grants, roles] = await web.read(request, (tx) =>
    Promise.all([getPerson(tx, id), listPersonGrants(tx, id), listPersonRoles(tx, id)]),
  )
  const [state] = await access.db.read(gate, (tx) => listAccountStates(tx, [person.accountId], web.clock.now()))
  const page = (
    <PersonPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      person={person}
      state={state}
      sentences={[...grants.map(grantSentence), ...roles.map(staffSentence)]}
      today={londonToday(web.clock.now())}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
