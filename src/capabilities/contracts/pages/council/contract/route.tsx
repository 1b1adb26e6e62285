import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseDecimal } from '../../../../../core/decimal.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { AWAY_FIELDS } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { addRateLine } from '../../../commands/add-rate-line.ts'
import { decideTerms, proposeTerms, type ProposeTerms } from '../../../commands/change-terms.ts'
import type { ProposeTermsRefusal } from '../../../rules/terms-change.ts'
import { listContractPeriods, listContractWeeks } from '../../../store/contract-figures.ts'
import { findWaitingOf, listCommitments, listServiceIds, listServicesOf } from '../../../store/contract-proposals.ts'
import { getContract, listRateLines } from '../../../store/price-book.ts'
import { listTerms, listTermsChanges } from '../../../store/terms.ts'
import { addedTyped, CARE_FIELDS } from '../../shared/care-terms.tsx'
import { decideWords, DecisionForm, decisionTyped } from '../../shared/decision.ts'
import { dayTyped, type Values } from '../../shared/typed.ts'
import { ContractPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }
const OneChange = z.object({ id: z.uuid(), changeId: z.uuid() })
const Box = z.string().max(20_000).default('')
const LineForm = z.object({
  reference: Box,
  serviceLevel: Box,
  band: Box,
  unit: z.enum(['hour', 'session', 'day', 'night', 'week']),
  days: z.enum(['any', 'weekday', 'weekend', 'bank-holiday', 'night']),
})
const TermsForm = z.object({
  paymentTerms: z.enum(['actual', 'planned']).optional(),
  frustratedPercent: Box,
  tolerancePercent: Box,
  claimLimitWeeks: Box,
  recording: z.enum(['weekly', 'timetabled', 'visits', 'none']).optional(),
  paidBy: z.enum(['invoice', 'schedule']).optional(),
  stepMinutes: Box,
  signGate: z.enum(['yes', 'no']).optional(),
  'terms-day': Box,
  'terms-month': Box,
  'terms-year': Box,
  termsReason: Box,
  ...Object.fromEntries([...AWAY_FIELDS, ...CARE_FIELDS].map((name) => [name, z.string().max(100).optional()])),
})

/** Terms that were tried on the last period fill the form. */
const TriedTerms = z
  .object(
    Object.fromEntries(
      ['paymentTerms', 'frustratedPercent', 'tolerancePercent', ...AWAY_FIELDS].map((name) => [
        name,
        z.string().max(100).optional(),
      ]),
    ),
  )
  .transform((values) => filledOnly(values))

const termsWords = {
  'already-waiting': { field: 'main-content', text: 'Other terms for this contract wait for a second person already' },
  'in-the-past': { field: 'terms-day', text: 'The day must be after today: what is recorded is paid as it was agreed' },
  'before-contract': { field: 'terms-day', text: 'The day must be after the first day of the contract' },
  'reason-missing': { field: 'termsReason', text: 'Enter why the terms change' },
} satisfies Record<ProposeTermsRefusal['code'], FieldError>

export function mountContract(app: FastifyInstance, web: Web): void {
  app.get('/contracts/:id', { config: { permission: 'prices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: web.parse(TriedTerms, request.query), errors: [] }),
  )
  app.post('/contracts/:id/prices', { config: { permission: 'prices.change' } }, (request, reply) =>
    addLine(web, { request, reply }),
  )
  app.post('/contracts/:id/terms', { config: { permission: 'prices.change' } }, (request, reply) =>
    changeTerms(web, { request, reply }),
  )
  const deciding = { permission: 'prices.approve', stepUp: 'approve terms' } as const
  app.post('/contracts/:id/terms/:changeId/decision', { config: deciding }, (request, reply) =>
    decide(web, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function addLine(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const values = web.parse(LineForm, request.body)
  const line = { ...values, reference: values.reference.trim(), serviceLevel: values.serviceLevel.trim() }
  const band = values.band.trim()
  const errors: FieldError[] = [
    ...lengthFault('reference', line.reference, 'a reference for the price'),
    ...lengthFault('serviceLevel', line.serviceLevel, 'the service level'),
    ...(band.length > 60 ? [{ field: 'band', text: 'The band must be 60 characters or fewer' }] : []),
  ]
  if (errors.length > 0) return show(web, { request, reply }, { values, errors })
  const outcome = await web.inWork(request, (work) => addRateLine(work, { ...line, band, contractId: id }))
  if (!outcome.ok) {
    const taken = { field: 'reference', text: 'Another price has this reference. Enter one of its own' }
    return show(web, { request, reply }, { values, errors: [taken] })
  }
  web.flash(reply, 'Added. Say its first price')
  return reply.redirect(`/council/prices/${outcome.value}`, 303)
}

function lengthFault(field: string, text: string, what: string): FieldError[] {
  if (text === '') return [{ field, text: `Enter ${what}` }]
  return text.length > 60 ? [{ field, text: 'It must be 60 characters or fewer' }] : []
}

async function changeTerms(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const values = web.parse(TermsForm, request.body)
  const again = (errors: readonly FieldError[]) => show(web, { request, reply }, { values: filled(values), errors })
  const terms = termsTyped(values)
  if ('errors' in terms) return again(terms.errors)
  const outcome = await web.inWork(request, (work) => proposeTerms(work, { ...terms, contractId: id }))
  if (!outcome.ok) return again([termsWords[outcome.refusal.code]])
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/contracts/${id}`, 303)
}

type TypedTerms = z.infer<typeof TermsForm>

function termsTyped(values: TypedTerms): Omit<ProposeTerms, 'contractId'> | { readonly errors: readonly FieldError[] } {
  const { paymentTerms } = values
  const fromOn = dayTyped(filled(values), 'terms', 'the day from which they hold')
  const added = addedTyped(values)
  const errors: FieldError[] = [
    ...(paymentTerms === undefined ? [{ field: 'paymentTerms', text: 'Select what is paid' }] : []),
    ...numberFaults(values),
    ...('errors' in added ? added.errors : []),
    ...(fromOn.ok ? [] : [fromOn.refusal]),
    ...(values.termsReason.length > 2_000
      ? [{ field: 'termsReason', text: 'Why must be 2,000 characters or fewer' }]
      : []),
  ]
  if (paymentTerms === undefined || !fromOn.ok || 'errors' in added || errors.length > 0) return { errors }
  return {
    ...{ paymentTerms, fromOn: fromOn.value, reason: values.termsReason },
    frustratedPercent: Number(values.frustratedPercent),
    tolerancePercent: textOrNull(values.tolerancePercent),
    claimLimitWeeks: Number(values.claimLimitWeeks),
    ...moreTyped(values),
    ...added,
  }
}

/** What is not said stays as it is. */
function moreTyped({ recording, paidBy, stepMinutes, signGate }: TypedTerms) {
  return {
    recording: recording ?? null,
    paidBy: paidBy ?? null,
    stepMinutes: textOrNull(stepMinutes) === null ? null : Number(stepMinutes),
    signGate: signGate === undefined ? null : signGate === 'yes',
  }
}

function numberFaults(values: TypedTerms): readonly FieldError[] {
  const optional = (field: 'tolerancePercent' | 'stepMinutes', bounds: Bounds) =>
    textOrNull(values[field]) === null ? [] : numberFault(field, values[field], bounds)
  return [
    ...numberFault('frustratedPercent', values.frustratedPercent, { most: 100, places: 0 }),
    ...optional('tolerancePercent', { most: 999, places: 2 }),
    ...numberFault('claimLimitWeeks', values.claimLimitWeeks, { most: 520, places: 0 }),
    ...optional('stepMinutes', { most: 60, places: 0 }),
  ]
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function filledOnly(values: Readonly<Record<string, string | undefined>>): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function filled(values: Readonly<Record<string, string | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

type Bounds = { readonly most: number; readonly places: number }

function numberFault(field: string, text: string, { most, places }: Bounds): FieldError[] {
  const parsed = parseDecimal(text.trim(), places)
  const least = field === 'claimLimitWeeks' || field === 'stepMinutes' ? 1 : 0
  if (parsed.ok && Number(text) >= least && Number(text) <= most) return []
  return [{ field, text: `Enter a number from ${String(least)} to ${String(most)}` }]
}

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id, changeId } = web.params(request, OneChange)
  const typed = web.parse(DecisionForm, request.body)
  const values = { kind: typed.kind ?? '', note: typed.note }
  const decision = decisionTyped(typed)
  if (!('kind' in decision)) return show(web, { request, reply }, { values, errors: decision })
  const outcome = await web.inWork(request, (work) =>
    decideTerms(work, { changeId, shownVersion: typed.version, decision }),
  )
  if (!outcome.ok) {
    const { code } = outcome.refusal
    const noRule = { field: 'main-content', text: 'No rule holds on that day, or another one begins on it' }
    return show(web, { request, reply }, { values, errors: [code === 'no-rule-then' ? noRule : decideWords[code]] })
  }
  web.flash(reply, outcome.value === 'approved' ? 'Approved' : 'Not changed')
  return reply.redirect(`/council/contracts/${id}`, 303)
}

type Shown = { readonly values: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const sees = web.may(request, 'actuals.view')
  const [contract, lines, terms, changes, proposal, commitments, serviceIds, weeks, periods] = await web.read(
    request,
    (tx) =>
      Promise.all([
        getContract(tx, id),
        listRateLines(tx, id, today),
        listTerms(tx, id),
        listTermsChanges(tx, id),
        findWaitingOf(tx, id),
        listCommitments(tx, id),
        listServiceIds(tx, id),
        sees ? listContractWeeks(tx, everyone, { contractId: id, today }) : [],
        listContractPeriods(tx, everyone, { contractId: id, today }),
      ]),
  )
  const services = await web.read(request, (tx) => listServicesOf(tx, contract.providerId))
  const page = (
    <ContractPage
      contract={contract}
      lines={lines}
      terms={terms}
      proposal={proposal}
      commitments={commitments}
      weeks={weeks}
      periods={periods}
      services={services.filter((one) => serviceIds.includes(one.id)).map(({ name }) => name)}
      waiting={changes.find(({ status }) => status === 'proposed')}
      mayChange={web.may(request, 'prices.change')}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
