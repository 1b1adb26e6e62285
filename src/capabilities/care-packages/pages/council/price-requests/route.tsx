import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { paidAgainFile } from '../../../../../platform/web/patterns/paid-again.tsx'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { findChangedCare, type PreviewChange } from '../../../commands/change-package.ts'
import { decidePriceRequest, type PriceRequestRefusal } from '../../../commands/decide-price-request.ts'
import type { DraftAgreement } from '../../../commands/vary-package.ts'
import { getPriceRequest, listWaitingPriceRequests, type PriceRequest } from '../../../store/price-requests.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { PriceRequestPage, PriceRequestsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().positive(),
  kind: z.enum(['approve', 'refuse']).optional(),
  note: z.string().max(20_000).default(''),
})
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

type RequestWays = { readonly draftAgreement: DraftAgreement; readonly previewChange: PreviewChange }

/** Prices of single packages, for the second of two people. */
export function mountPriceRequests(app: FastifyInstance, web: Web, ways: RequestWays): void {
  app.get('/price-requests', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listWaitingPriceRequests(tx, partAfter(after)))
    return web.html(reply, <PriceRequestsPage {...pageOf(found, '/council/price-requests')} view={web.view(request)} />)
  })
  app.get('/price-requests/:id', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [], ways }),
  )
  const deciding = { permission: 'prices.approve', stepUp: 'approve a price' } as const
  app.post('/price-requests/:id/decision', { config: deciding }, async (request, reply) => {
    const { version, kind, note } = web.parse(Form, request.body)
    const again = (error: FieldError) =>
      show(web, { request, reply }, { values: { kind: kind ?? '', note }, errors: [error], ways })
    if (kind === undefined) return again({ field: 'kind', text: 'Select whether you approve it' })
    if (note.length > 2_000) return again({ field: 'note', text: 'Why must be 2,000 characters or fewer' })
    return decide(web, { request, reply }, { shownVersion: version, decision: { kind, note }, ways })
  })
  mountTable(app, {
    ...{ path: '/price-requests/:id/effect', permission: 'packages.view' },
    read: async (request) => {
      const { id } = web.params(request, Params)
      const asked = await web.read(request, (tx) => getPriceRequest(tx, id))
      const { paid } = await look(web, request, { asked, ways })
      return paidAgainFile(`price-${asked.packageReference ?? 'new'}`, paid?.lines ?? [])
    },
  })
  // Whoever asked for it may take it back, without being one who approves.
  app.post('/price-requests/:id/withdrawal', { config: { permission: 'packages.decide' } }, (request, reply) => {
    const { version } = web.parse(Form, request.body)
    const decision = { kind: 'withdraw', note: '' } as const
    return decide(web, { request, reply }, { shownVersion: version, decision, ways })
  })
}

const DECIDED = { approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' } as const

type Deciding = Omit<Parameters<typeof decidePriceRequest>[1], 'id'> & { readonly ways: RequestWays }

async function decide(web: Web, { request, reply }: Exchange, { ways, ...decided }: Deciding) {
  const { id } = web.params(request, Params)
  const outcome = await web.inWork(request, (work) => decidePriceRequest(work, { id, ...decided }, ways.draftAgreement))
  if (!outcome.ok) {
    const values = { kind: decided.decision.kind, note: decided.decision.note }
    return show(web, { request, reply }, { values, errors: [decideWords[outcome.refusal.code]], ways })
  }
  web.flash(reply, DECIDED[outcome.value.status])
  return reply.redirect(`/council/price-requests/${id}`, 303)
}

const decideWords = {
  'not-waiting': { field: 'main-content', text: 'Somebody decided about it in the meantime' },
  'changed-since': { field: 'main-content', text: 'It changed while you had it open. It is shown as it is now' },
  'same-person': { field: 'main-content', text: 'You asked for this, so somebody else has to approve it' },
  'not-yours': { field: 'main-content', text: 'Only the person who asked for it can take it back' },
  'reason-missing': { field: 'note', text: 'Enter why you refuse it' },
  'no-longer-fits': {
    field: 'main-content',
    text: 'The care, its contract or its price has changed since, and it no longer fits. Refuse it, or have it taken back',
  },
} satisfies Record<PriceRequestRefusal['code'], FieldError>

type Shown = {
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly ways: RequestWays
}

async function show(web: Web, { request, reply }: Exchange, { values, errors, ways }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const asked = await web.read(request, (tx) => getPriceRequest(tx, id))
  const looked = await look(web, request, { asked, ways })
  const page = (
    <PriceRequestPage
      {...{ asked, ...looked }}
      isOwn={asked.proposedBy === web.visitor(request).accountId && web.may(request, 'packages.decide')}
      mayApprove={web.may(request, 'prices.approve')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}

type Looking = { readonly asked: PriceRequest; readonly ways: RequestWays }

/** What approving a change of care would do to what was paid; whether it still fits the care as it is now. */
async function look(web: Web, request: FastifyRequest, { asked, ways }: Looking) {
  const { care, packageId, status } = asked
  if (care.kind === 'new' || packageId === null || status !== 'proposed') return { fits: true, paid: undefined }
  const { wanted } = care
  const changed = await web.read(request, (tx) => findChangedCare(tx, { packageId, wanted }))
  if (changed === undefined) return { fits: false, paid: undefined }
  const at = web.clock.now()
  const asOf = { today: londonToday(at), at }
  return { fits: true, paid: await web.read(request, (tx) => ways.previewChange(tx, changed, asOf)) }
}
