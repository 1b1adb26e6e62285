import { addDays, localDate, type LocalDate } from '../core/dates.ts'
import { penceText } from '../core/decimal.ts'
import { pence } from '../core/money.ts'
import type { Care } from './care.ts'
import { seededRandom } from './random.ts'
import { row, type Making, type Row } from './rows.ts'

/** NHS-funded nursing care a week, in pence, from 1 April of the year (domain, glossary). */
const NURSING = [
  { year: 2023, pence: 21_971n },
  { year: 2024, pence: 23_588n },
  { year: 2025, pence: 25_406n },
  { year: 2026, pence: 26_768n },
] as const

type Step = { readonly from: LocalDate; readonly pence: bigint }

/**
 * Who bears part of a place in a home: most people their assessed contribution, uprated each April with their pension;
 * some families a top-up; the NHS the nursing care of a nursing home. Where the council says how it pays for that; by
 * choices of their own, so that nothing else moves.
 */
export function* payerRows(
  { priceYear, profile }: Making,
  { reference, place, startsOn, endsOn }: Care,
): Generator<Row> {
  if (profile.settings['payer-terms'] === undefined) return
  const random = seededRandom(`who pays ${reference}`)
  const april = localDate(`${String(priceYear)}-04-06`)
  const contribution = BigInt(random.between(140, 195)) * 100n + BigInt(random.below(20)) * 5n
  const hasContribution = random.percent(80)
  const topUp = BigInt(random.between(4, 9)) * 1_000n
  const hasTopUp = random.percent(30)
  if (hasContribution)
    yield* stepRows({ reference, payer: 'contribution', endsOn }, [
      { from: startsOn, pence: (contribution * 100n) / 104n },
      ...(startsOn < april ? [{ from: april, pence: contribution }] : []),
    ])
  if (hasTopUp) yield* stepRows({ reference, payer: 'top-up', endsOn }, [{ from: startsOn, pence: topUp }])
  if (place.sector === 'nursing') yield* stepRows({ reference, payer: 'nursing', endsOn }, nursingFrom(startsOn))
}

function nursingFrom(startsOn: LocalDate): readonly Step[] {
  return NURSING.flatMap(({ year, pence: amount }, index) => {
    const [first, next] = [localDate(`${String(year)}-04-01`), NURSING[index + 1]]
    if (next !== undefined && localDate(`${String(next.year)}-04-01`) <= startsOn) return []
    return [{ from: first < startsOn ? startsOn : first, pence: amount }]
  })
}

type Of = { readonly reference: string; readonly payer: string; readonly endsOn: LocalDate | undefined }

/** Each holds until the day before the next; after the care nobody pays. */
function* stepRows({ reference, payer, endsOn }: Of, steps: readonly Step[]): Generator<Row> {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]
    if (endsOn !== undefined && step.from > endsOn) continue
    yield row('payers', {
      cpli_ref: reference,
      payer,
      starts_on: step.from,
      ...(next === undefined ? {} : { ends_on: addDays(next.from, -1) }),
      weekly: penceText(pence(step.pence)),
    })
  }
}
