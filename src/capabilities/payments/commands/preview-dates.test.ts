import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysBetween, earliest, latest, localDate, type LocalDate } from '../../../core/dates.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { changeDates } from '../../care-packages/commands/change-package.ts'
import { redatedCare } from '../../care-packages/rules/changed-care.ts'
import { getRowVersion } from '../../care-packages/store/commissioning.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { APRIL, MARCH, moreOf, NEXT, someBooks, told, type Books, type Dates } from '../testing/foretold.ts'
import { asOwner } from '../testing/world.ts'

let stage: Stage
const everyone = { providerId: undefined }
const noAgreement = () => Promise.resolve({ ok: false, refusal: { code: 'none' } } as const)

beforeAll(async () => {
  stage = await aStage('2025-05-01T09:00:00Z')
})
afterAll(() => stage.strike())

const datesOf = ([from, to]: readonly [string, string | null]): Dates => ({
  startsOn: localDate(from),
  endsOn: to === null ? null : localDate(to),
})
const DATES: readonly (readonly [string, string | null])[] = [
  ...([
    ['2025-03-10', null],
    ['2025-03-03', null],
    ['2025-02-20', null],
    ['2025-03-31', null],
    ['2025-04-25', null],
  ] as const),
  ...([
    ['2025-03-05', '2025-03-25'],
    ['2025-04-03', '2025-04-20'],
    ['2025-04-02', '2025-04-30'],
  ] as const),
  ...([
    ['2025-03-20', '2025-04-10'],
    ['2025-04-12', '2025-04-12'],
  ] as const),
]
const STAYS: typeof DATES = [
  ['2025-03-05', null],
  ['2025-03-20', '2025-03-31'],
  ['2025-04-02', null],
  ['2025-04-10', '2025-04-16'],
]
/** Looks at other dates, sets them, and answers what was foretold; nothing where they may not be. */
async function redated(books: Books, id: string, dates: Dates): Promise<PaidAgain['lines']> {
  const [care, shownVersion] = await books.read((tx) =>
    Promise.all([getPackage(tx, everyone, id), getRowVersion(tx, id)]),
  )
  const preview = await books.looked(redatedCare(care, dates))
  const outcome = await stage.work.run(books.broker, (work) =>
    changeDates(work, { packageId: id, shownVersion, ...dates }, noAgreement),
  )
  return outcome.ok ? (preview?.lines ?? []) : []
}

/** All that stands in lines for the nights of a stay before a day, without the shares of who pays. */
function standsFor({ read }: Books, id: string, before: LocalDate): Promise<bigint> {
  return read(async (tx) => {
    const { rows } = await sql<{ pence: bigint }>`
      select coalesce(sum(amount_pence), 0)::bigint as pence from payments.payment_line
      where council_id = ${tx.councilId} and package_id = ${id} and kind in ('stay', 'adjustment') and covers_from < ${before}`.execute(
      tx,
    )
    return rows[0]?.pence ?? 0n
  })
}

describe('the preview of other dates of a stay', () => {
  it('is, line for line, what the next payment takes back and pays, with the shares of who pays', async () => {
    const books = await someBooks(stage)
    const stays: { readonly id: string; readonly dates: Dates; readonly rule: 'nights' | 'inclusive' }[] = []
    for (const [index, stay] of STAYS.entries())
      for (const other of DATES) {
        const rule = index % 2 === 0 ? 'inclusive' : 'nights'
        stays.push({ id: await books.aStay(datesOf(stay), rule), dates: datesOf(other), rule })
      }
    await books.readable()
    await books.paid(MARCH)
    await books.paid(APRIL)
    const begin = await books.nextPeriod()
    const foretold: string[] = []
    const moved: typeof stays = []
    for (const { id, dates, rule } of stays) {
      const lines = await redated(books, id, dates)
      if (lines.length > 0) moved.push({ id, dates, rule })
      foretold.push(...told(id, lines))
    }
    await begin()
    expect(moved.length).toBeGreaterThan(25)
    expect(await books.paid(NEXT)).toEqual(foretold.toSorted())
    for (const { id, dates, rule } of moved)
      expect([id, await standsFor(books, id, NEXT.startsOn)]).toEqual([id, BigInt(nightsOf(dates, rule)) * 11_800n])
  }, 180_000)

  it('counts a run that is prepared as paid', async () => {
    const books = await someBooks(stage)
    const dates = datesOf(['2025-03-20', null])
    const ids = [await books.aStay(dates), await books.aStay(dates)]
    await books.readable()
    await books.paid(MARCH)
    await books.paid(APRIL)
    await asOwner(
      stage,
      `update payments.run set status = 'prepared', released_by = null, released_name = null, released_at = null
       where council_id = '${books.councilId}' and period_id in (select id from payments.period where starts_on = '2025-03-31')`,
    )
    await books.nextPeriod()
    const lines = await redated(books, ids[0] ?? '', datesOf(['2025-03-20', '2025-04-10']))
    // Eighteen nights, from 10 April on, less what the person pays of them.
    expect(moreOf(lines)).toBe(-18n * 11_800n + 41_181n)
  })

  it('says of a stay that no run has paid yet only what the dates change', async () => {
    const books = await someBooks(stage)
    await books.aStay(datesOf(['2025-03-05', null]))
    await books.readable()
    await books.paid(MARCH)
    await books.paid(APRIL)
    const late = await books.aStay(datesOf(['2025-04-10', null]))
    await books.readable()
    await books.nextPeriod()
    // Five nights more, of which the person pays: 23 sevenths of £160.15 less 18 of them, each rounded.
    expect(moreOf(await redated(books, late, datesOf(['2025-04-05', null])))).toBe(5n * 11_800n - 11_440n)
  })
})

function nightsOf({ startsOn, endsOn }: Dates, rule: 'nights' | 'inclusive'): number {
  const first = latest(startsOn, MARCH.startsOn)
  const isWhole = rule === 'inclusive' || endsOn === startsOn
  const after = endsOn === null ? NEXT.startsOn : earliest(addDays(endsOn, isWhole ? 1 : 0), NEXT.startsOn)
  return Math.max(0, daysBetween(first, after))
}
