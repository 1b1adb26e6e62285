import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decideChange } from '../../../commands/decide-change.ts'
import { LONGEST_NOTE, type DecideRefusal } from '../../../rules/change.ts'
import { getChange } from '../../../store/changes.ts'
import { OrganisationChangePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().positive(),
  kind: z.enum(['approve', 'reject']).optional(),
  reason: z.string().max(20_000).default(''),
})

const wording = {
  'changed-since': {
    field: 'main-content',
    text: 'This request changed while you had it open. It is shown as it is now: look at it again',
  },
  'not-waiting': { field: 'main-content', text: 'This request was decided or withdrawn in the meantime' },
  'own-request': { field: 'main-content', text: 'You asked for this yourself, so somebody else has to decide it' },
  'reason-missing': { field: 'reason', text: 'Enter why, and what you checked' },
  'value-moved': {
    field: 'kind',
    text: 'The details have changed since this was asked for. Reject it, and say what they are now',
  },
} satisfies Record<DecideRefusal['code'], FieldError>

const SAID = {
  approved: 'Approved. The details change on the day it takes effect',
  applied: 'Approved, and the details were changed',
  rejected: 'Rejected. The details stay as they were',
} as const

export function mountOrganisationChange(app: FastifyInstance, web: Web): void {
  app.get(
    '/organisation-changes/:id',
    { config: { permission: 'organisation.view', drafts: true } },
    (request, reply) => show(web, { request, reply }, { values: {}, errors: [] }),
  )
  app.post(
    '/organisation-changes/:id/decision',
    { config: { permission: 'organisation.decide' } },
    async (request, reply) => {
      const { id } = web.params(request, Params)
      const { version, kind, reason } = web.parse(Form, request.body)
      const faults: FieldError[] = [
        ...(kind === undefined ? [{ field: 'kind', text: 'Select what you decide' }] : []),
        ...(reason.length > LONGEST_NOTE
          ? [{ field: 'reason', text: 'Why, and what you checked must be 2,000 characters or fewer' }]
          : []),
      ]
      if (kind === undefined || faults.length > 0)
        return show(web, { request, reply }, { values: { kind: kind ?? '', reason }, errors: faults })
      const outcome = await web.inWork(request, (work) =>
        decideChange(work, { changeId: id, shownVersion: version, decision: { kind, reason } }),
      )
      if (!outcome.ok)
        return show(web, { request, reply }, { values: { kind, reason }, errors: [wording[outcome.refusal.code]] })
      web.flash(reply, SAID[outcome.value])
      return reply.redirect('/council/organisation-changes', 303)
    },
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const change = await web.read(request, (tx) => getChange(tx, { providerId: undefined }, id))
  const page = (
    <OrganisationChangePage
      change={change}
      mayDecide={web.may(request, 'organisation.decide')}
      own={change.requestedBy === web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
