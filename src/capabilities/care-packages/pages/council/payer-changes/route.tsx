import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decidePayer, type DecidePayerRefusal } from '../../../commands/change-payers.ts'
import { getPayerChange, listWaitingPayers } from '../../../store/payers.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { PayerChangePage, PayerChangesPage } from './page.tsx'

const Params = z.object({ changeId: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().positive(),
  kind: z.enum(['approve', 'refuse', 'withdraw']).optional(),
  note: z.string().max(20_000).default(''),
})

export function mountPayerChanges(app: FastifyInstance, web: Web): void {
  app.get('/payer-changes', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listWaitingPayers(tx, partAfter(after)))
    return web.html(reply, <PayerChangesPage {...pageOf(found, '/council/payer-changes')} view={web.view(request)} />)
  })
  app.get('/payer-changes/:changeId', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  const deciding = { permission: 'payers.approve', stepUp: 'approve who pays what' } as const
  app.post('/payer-changes/:changeId/decision', { config: deciding }, (request, reply) =>
    decide(web, { request, reply }),
  )
  // Whoever said it may take it back, without being one who approves.
  app.post('/payer-changes/:changeId/withdrawal', { config: { permission: 'payers.change' } }, (request, reply) =>
    withdraw(web, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

const DECIDED = { approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' } as const

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { changeId } = web.params(request, Params)
  const { version, kind, note } = web.parse(Form, request.body)
  const again = (error: FieldError) =>
    show(web, { request, reply }, { values: { kind: kind ?? '', note }, errors: [error] })
  if (kind === undefined) return again({ field: 'kind', text: 'Select whether you approve it' })
  if (note.length > 2_000) return again({ field: 'note', text: 'Why must be 2,000 characters or fewer' })
  const decision = { kind, note }
  const outcome = await web.inWork(request, (work) => decidePayer(work, { changeId, shownVersion: version, decision }))
  if (!outcome.ok) return again(decideWords[outcome.refusal.code])
  web.flash(reply, DECIDED[outcome.value])
  return reply.redirect(`/council/payer-changes/${changeId}`, 303)
}

async function withdraw(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { changeId } = web.params(request, Params)
  const { version } = web.parse(Form, request.body)
  const decision = { kind: 'withdraw', note: '' } as const
  const outcome = await web.inWork(request, (work) => decidePayer(work, { changeId, shownVersion: version, decision }))
  if (!outcome.ok) return show(web, { request, reply }, { values: {}, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, DECIDED.withdrawn)
  return reply.redirect(`/council/payer-changes/${changeId}`, 303)
}

const decideWords = {
  'not-waiting': { field: 'main-content', text: 'Somebody decided about it in the meantime' },
  'changed-since': { field: 'main-content', text: 'It changed while you had it open. It is shown as it is now' },
  'same-person': { field: 'main-content', text: 'You said this, so somebody else has to approve it' },
  'not-yours': { field: 'main-content', text: 'Only the person who said it can take it back' },
  'reason-missing': { field: 'note', text: 'Enter why you refuse it' },
  'no-longer-fits': {
    field: 'main-content',
    text: 'The care or its price has changed since, and it no longer fits. Refuse it, or have it taken back',
  },
} satisfies Record<DecidePayerRefusal['code'], FieldError>

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { changeId } = web.params(request, Params)
  const change = await web.read(request, (tx) => getPayerChange(tx, changeId))
  const page = (
    <PayerChangePage
      change={change}
      today={londonToday(web.clock.now())}
      isOwn={change.proposedBy === web.visitor(request).accountId}
      mayApprove={web.may(request, 'payers.approve')}
      mayChange={web.may(request, 'payers.change')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
