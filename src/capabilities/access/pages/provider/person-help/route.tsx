import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Work } from '../../../../../platform/work.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { mayHelp, sendColleagueLink, unlockColleague, type HelpRefusal } from '../../../commands/help-colleague.ts'
import { listAskedColleagues } from '../../../store/help.ts'
import { listAccountStates } from '../../../store/people.ts'
import { getColleague } from '../../../store/places.ts'
import { helpWords, PersonHelpPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const Params = z.object({ id: z.uuid() })

export function mountPersonHelp(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/:id/help', manage, (request, reply) => show(web, access, { request, reply, errors: [] }))
  for (const { act, said, does } of acts(access))
    app.post(`/people/:id/help/${act}`, manage, async (request, reply) => {
      const { id } = web.params(request, Params)
      const outcome = await web.inWork(request, (work) => does(work, id))
      if (!outcome.ok) {
        const errors = [{ field: 'acts', text: helpWords[outcome.refusal.code] }]
        return show(web, access, { request, reply, errors })
      }
      web.flash(reply, said)
      return reply.redirect(`/provider/people/${id}`, 303)
    })
}

type Act = {
  readonly act: string
  readonly said: string
  readonly does: (work: Work, membershipId: string) => Promise<Outcome<true, HelpRefusal>>
}

function acts({ origin }: Access): readonly Act[] {
  return [
    { act: 'unlocking', said: 'The account is unlocked', does: unlockColleague },
    {
      act: 'set-up-link',
      said: 'The link is on its way',
      does: (work, membershipId) => sendColleagueLink(work, { membershipId, origin }),
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
  const { accountId, scope } = web.visitor(request)
  const today = londonToday(web.clock.now())
  const { person, asked, may } = await web.read(request, async (tx) => {
    const [person, asked] = await Promise.all([getColleague(tx, id), listAskedColleagues(tx)])
    return { person, asked, may: await mayHelp({ tx, today, accountId, role: scope.role }, id) }
  })
  const [state] = await access.db.read(gate, (tx) => listAccountStates(tx, [person.accountId], web.clock.now()))
  const page = (
    <PersonHelpPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      person={person}
      state={state}
      askedAt={asked.find((one) => one.accountId === person.accountId)?.askedAt}
      not={may.ok ? undefined : may.refusal.code}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
