import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseDecimal } from '../../../../../core/decimal.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { AWAY_FIELDS, tiersTyped, tierValues } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import {
  VISIT_TERM_FAULTS,
  visitTermShape,
  visitTermValues,
} from '../../../../../platform/web/patterns/visit-terms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { compareTried } from '../../../rules/tried-terms.ts'
import type { TriedVisits } from '../../../store/supposed.ts'
import { findLastPeriod, getTrialContract, tryTerms, type TrialContract } from '../../../store/try-terms.ts'
import { TrialPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const VISIT_FIELDS = ['visitRounding', 'visitMinutes', 'visitCapped', 'visitWindowMinutes'] as const
const Query = z.object({
  paymentTerms: z.enum(['actual', 'planned']).optional().catch(undefined),
  frustratedPercent: z.string().max(100).default(''),
  tolerancePercent: z.string().max(100).default(''),
  reach: z.enum(['contract', 'calendar']).catch('contract'),
  ...Object.fromEntries([...AWAY_FIELDS, ...VISIT_FIELDS].map((name) => [name, z.string().max(100).optional()])),
})
type Asked = z.infer<typeof Query>
const VisitTerms = z.object(visitTermShape)

/** A test bench: other terms against the last period's actuals, before anybody says them. */
export function mountTermsTrial(app: FastifyInstance, web: Web): void {
  app.get('/contracts/:id/trial', { config: { permission: 'prices.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const asked = web.parse(Query, request.query)
    const at = web.clock.now()
    const today = londonToday(at)
    const errors = asked.paymentTerms === undefined ? [] : faultsOf(asked)
    const isAsked = asked.paymentTerms !== undefined && errors.length === 0
    const { contract, period, tried } = await web.read(request, async (tx) => {
      const contract = await getTrialContract(tx, id, today)
      const period = await findLastPeriod(tx, contract.calendar, today)
      if (!isAsked) return { contract, period, tried: undefined }
      return {
        contract,
        period,
        tried: period === undefined ? [] : await compared(tx, { contract, asked, period, at }),
      }
    })
    const page = (
      <TrialPage
        contract={contract}
        tried={tried}
        periodName={period?.name}
        proposeHref={isAsked && web.may(request, 'prices.change') ? proposeHref(id, asked) : undefined}
        form={web.form(request, valuesOf(asked, contract), errors)}
        view={web.view(request)}
      />
    )
    return web.html(reply, page, errors.length === 0 ? 200 : 422)
  })
}

type Period = NonNullable<Awaited<ReturnType<typeof findLastPeriod>>>
type Comparison = {
  readonly contract: TrialContract
  readonly asked: Asked
  readonly period: Period
  readonly at: Date
}

async function compared(tx: Tx, { contract, asked, period, at }: Comparison) {
  const { paymentTerms = 'actual', frustratedPercent, tolerancePercent, reach } = asked
  const scope = { calendar: contract.calendar, contractId: reach === 'contract' ? contract.id : undefined, period, at }
  const tolerance = tolerancePercent.trim() === '' ? null : tolerancePercent.trim()
  const away = tiersTyped(asked)
  const terms = {
    ...{ paymentTerms, frustratedPercent: Number(frustratedPercent), tolerancePercent: tolerance },
    absenceTiers: 'errors' in away ? [] : (away.tiers ?? contract.absenceTiers),
    visits: visitsOf(asked),
  }
  const before = await tryTerms(tx, { ...scope, terms: undefined })
  return compareTried(before, await tryTerms(tx, { ...scope, terms }))
}

/** Undefined where the form did not ask, as for contracts without logged visits: they stay as they were counted. */
function visitsOf(asked: Asked): TriedVisits | undefined {
  const read = VisitTerms.safeParse(asked)
  if (!read.success) return undefined
  const { visitRounding: rounding, visitMinutes, visitCapped: capped, visitWindowMinutes } = read.data
  return { rounding, minutes: visitMinutes, capped, windowMinutes: visitWindowMinutes }
}

function visitFaults(asked: Asked): readonly FieldError[] {
  if (VISIT_FIELDS.every((name) => !(name in asked))) return []
  const faulty = new Set(VisitTerms.safeParse(asked).error?.issues.map(({ path }) => path[0]))
  return VISIT_FIELDS.filter((name) => faulty.has(name)).map((field) => ({ field, text: VISIT_TERM_FAULTS[field] }))
}

function faultsOf(asked: Asked): readonly FieldError[] {
  const { frustratedPercent, tolerancePercent } = asked
  const away = tiersTyped(asked)
  return [
    ...numberFault('frustratedPercent', frustratedPercent, { most: 100, places: 0 }),
    ...(tolerancePercent.trim() === ''
      ? []
      : numberFault('tolerancePercent', tolerancePercent, { most: 999, places: 2 })),
    ...('errors' in away ? away.errors : []),
    ...visitFaults(asked),
  ]
}

type Bounds = { readonly most: number; readonly places: number }

function numberFault(field: string, text: string, { most, places }: Bounds): readonly FieldError[] {
  const parsed = parseDecimal(text.trim(), places)
  if (parsed.ok && Number(text) >= 0 && Number(text) <= most) return []
  return [{ field, text: `Enter a number from 0 to ${String(most)}` }]
}

/** Before anything is asked: the terms as they are. */
function valuesOf(asked: Asked, contract: TrialContract): Readonly<Record<string, string>> {
  if (asked.paymentTerms !== undefined) return textsOf(asked)
  return {
    paymentTerms: contract.paymentTerms,
    frustratedPercent: String(contract.frustratedPercent),
    tolerancePercent: contract.tolerancePercent ?? '',
    reach: 'contract',
    ...tierValues(contract.absenceTiers),
    ...visitValues(contract.visits),
  }
}

function visitValues({ rounding, minutes, capped, windowMinutes }: TriedVisits): Readonly<Record<string, string>> {
  return visitTermValues({
    ...{ visitRounding: rounding, visitMinutes: minutes, visitCapped: capped, visitWindowMinutes: windowMinutes },
  })
}

function textsOf(asked: Asked): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

function proposeHref(id: string, asked: Asked): string {
  const terms = new URLSearchParams(textsOf(asked))
  terms.delete('reach')
  return `/council/contracts/${id}?${terms.toString()}#say-terms`
}
