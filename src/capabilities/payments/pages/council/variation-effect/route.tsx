import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, localDate, type LocalDate } from '../../../../../core/dates.ts'
import { isEmpty, overlapOf } from '../../../../../core/periods.ts'
import { penceText, quantityText } from '../../../../../core/decimal.ts'
import type { Pence } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { plannedByDay, plannedInWeek, type Plan } from '../../../../actuals/index.ts'
import {
  changeVersions,
  counted,
  getPackage,
  getVariation,
  type Package,
  type Variation,
} from '../../../../care-packages/index.ts'
import { askedWeek, type AskedWeek, type WeekOnPlan } from '../../../rules/asked-week.ts'
import { listRecordedWeeks, type RecordedWeek } from '../../../store/recorded-weeks.ts'
import { ASKED_WORDS, VariationEffectPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }
const path = '/variations/:id/effect'
const permission = 'packages.view'
const COLUMNS = [
  { heading: 'Week of', width: 12 },
  { heading: 'Planned as recorded', width: 16 },
  { heading: 'Planned as asked', width: 16 },
  { heading: 'Delivered', width: 12 },
  { heading: 'Paid', width: 12 },
  { heading: 'Once recorded anew', width: 16 },
  { heading: 'What happens', width: 60 },
]

/** Before a change of care that looks back is decided: what it does to the weeks that were recorded, one by one. */
export function mountVariationEffect(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { variation, weeks } = await effectOf(web, request)
    return web.html(reply, <VariationEffectPage {...{ variation, weeks }} view={web.view(request)} />)
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => {
      const { variation, weeks } = await effectOf(web, request)
      const money = (amount: Pence | null) => (amount === null ? '' : { number: penceText(amount) })
      const rows = weeks.map((week) => [
        { day: week.weekStart },
        { number: quantityText(week.planned) },
        { number: quantityText(week.plannedAfter) },
        { number: quantityText(week.actual) },
        money(week.paidPence),
        money(week.duePence),
        ASKED_WORDS[week.happens],
      ])
      return { name: `change-${variation.packageReference}`, title: 'Weeks', columns: COLUMNS, rows }
    },
  })
}

async function effectOf(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  return web.read(request, async (tx) => {
    const variation = counted(await getVariation(tx, everyone, id))
    const [care, recorded] = await Promise.all([
      getPackage(tx, everyone, variation.packageId),
      listRecordedWeeks(tx, variation.packageId, {
        from: variation.fromOn,
        until: variation.lastOn === null ? null : addDays(variation.lastOn, 1),
      }),
    ])
    return { variation, weeks: weeksOnPlan(care, variation, { recorded, today }) }
  })
}

type Recorded = { readonly recorded: readonly RecordedWeek[]; readonly today: LocalDate }

/** None where the change no longer fits: it cannot be accepted then. */
function weeksOnPlan(care: Package, variation: Variation, { recorded, today }: Recorded): readonly AskedWeek[] {
  const changed = changeVersions(care.versions, variation)
  if (!changed.ok) return []
  const { closed, added } = changed.value
  const kept = care.versions.map((one) => (one.version === closed.version ? { ...one, until: closed.until } : one))
  const versions = [...kept, ...added].map((one) => planOf(care, one))
  return recorded.map((week) => {
    const plan: Plan = {
      ...{ unit: care.unit, stepMinutes: week.stepMinutes, startsOn: care.startsOn, endsOn: care.endsOn },
      versions,
    }
    const byDay = plannedByDay(plan, week.weekStart)
    const onPlan: WeekOnPlan = {
      ...{
        unit: care.unit,
        planned: plannedInWeek(plan, week.weekStart),
        prices: versions.flatMap(({ prices }) => prices),
      },
      ...{ packageFrom: care.startsOn, packageTo: care.endsOn ?? undefined, today },
      ...(byDay === undefined ? {} : { plannedByDay: byDay }),
    }
    return askedWeek(week, onPlan)
  })
}

const EVER = localDate('9999-12-31')
type AnyVersion = Pick<Package['versions'][number], 'from' | 'until' | 'planned' | 'plannedByDay' | 'rateLineId'>

function planOf({ rates }: Package, { from, until, planned, plannedByDay: byDay, rateLineId }: AnyVersion) {
  const days = { from, until: until ?? EVER }
  const prices = rates
    .filter((row) => row.rateLineId === rateLineId)
    .map((row) => ({ ...overlapOf(days, { from: row.from, until: row.until ?? EVER }), price: row.price }))
    .filter((row) => !isEmpty(row))
  return { ...days, planned, byDay: byDay ?? undefined, prices }
}
