import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { localDate, type LocalDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import type { ChangedCare } from '../../care-packages/index.ts'
import { previewChangedCare } from '../commands/preview-changed-care.ts'
import { lookBackFrom, priceLines } from '../store/price-lines.ts'
import { aPayer } from './payers.ts'
import { asOwner } from './world.ts'

export const MARCH = { startsOn: localDate('2025-03-03'), endsOn: localDate('2025-03-31') }
export const APRIL = { startsOn: localDate('2025-03-31'), endsOn: localDate('2025-04-28') }
export const NEXT = { startsOn: localDate('2025-04-28'), endsOn: localDate('2025-05-26') }
const TODAY = localDate('2025-05-01')

export type Dates = { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }

/** A council whose care is paid period by period, so that what was foretold can be held against what is posted. */
export type Books = Awaited<ReturnType<typeof someBooks>>

export async function someBooks(stage: Stage) {
  const { id: councilId } = await aCouncil(stage.build)
  const [broker, second] = [councilActor(councilId, randomUUID()), councilActor(councilId, randomUUID())]
  const read = <T>(use: (tx: Tx) => Promise<T>) => stage.db.read(broker.scope, use)
  return {
    ...{ councilId, broker, second, read },
    paid: (period: typeof NEXT) => paid(stage, councilId, period),
    /** The period whose run is to come; answers how it is taken away again, so that its run may begin it. */
    nextPeriod: async (period = NEXT) => {
      const { id } = await aPeriod(stage.build, councilId, period)
      return () => asOwner(stage, `delete from payments.period where id = '${id}'`)
    },
    readable: () => readable(stage, councilId),
    looked: (changed: ChangedCare): Promise<PaidAgain | undefined> =>
      read((tx) => previewChangedCare(tx, changed, { today: TODAY, at: stage.clock.now() })),
    aStay: (dates: Dates, rule: 'nights' | 'inclusive' = 'nights') => aStay(stage, councilId, { ...dates, rule }),
  }
}

/** What one pricing of a period posts for days before it, and its run is released. */
async function paid(stage: Stage, councilId: string, period: typeof NEXT): Promise<readonly string[]> {
  const { id } = await aPeriod(stage.build, councilId, period)
  const runId = randomUUID()
  const since = lookBackFrom(period.startsOn)
  const lines = await stage.work.run(councilActor(councilId, randomUUID()), async ({ tx, now }) => {
    await priceLines(tx, { paidBy: 'schedule', calendar: 'main', period: { id, ...period }, since, runId, at: now })
    const { rows } = await sql<{ line: string }>`
      select package_id || ' ' || covers_from || ' ' || to_on || ' ' || amount_pence as line from payments.payment_line
      where council_id = ${councilId} and run_id = ${runId} and amount_pence <> 0 and covers_from < ${period.startsOn}`.execute(
      tx,
    )
    return rows.map(({ line }) => line).toSorted()
  })
  await stage.build.insert('payments.run', {
    ...{ council_id: councilId, period_id: id, reference: randomUUID().slice(0, 8), status: 'released' },
    ...{ prepared_by: randomUUID(), prepared_name: 'A', prepared_at: '2025-04-28T09:00:00Z' },
    ...{ released_by: randomUUID(), released_name: 'B', released_at: '2025-04-28T10:00:00Z' },
  })
  return lines
}

async function readable(stage: Stage, councilId: string): Promise<void> {
  await asOwner(
    stage,
    `insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name)
     select p.council_id, p.provider_id, p.service_id, p.contract_id, w.id, w.reference, w.given_name, w.family_name
     from care_packages.package p join service_users.person w on w.council_id = p.council_id and w.id = p.person_id
     where p.council_id = '${councilId}' on conflict do nothing; analyze`,
  )
}

type AStay = Dates & { readonly rule: 'nights' | 'inclusive' }

/** £118.00 a night, of which the person pays £160.15 a week to the home. Answers the package. */
async function aStay(stage: Stage, councilId: string, { startsOn, endsOn, rule }: AStay): Promise<string> {
  const home = await aProvider(stage.build, councilId, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', payer_terms: 'net', day_rule: rule },
  })
  const care = await aPackage(stage.build, home, { unit: 'week', startsOn, ...(endsOn !== null && { endsOn }) })
  await aPayer(stage.build, home, care, { payer: 'contribution', weekly: 16_015n })
  return care.id
}

export function told(packageId: string, lines: PaidAgain['lines'] = []): readonly string[] {
  return lines.map(({ from, to, now, then }) => `${packageId} ${from} ${to} ${(then - now).toString()}`)
}

export function moreOf(lines: PaidAgain['lines'] = []): bigint {
  return lines.reduce((total, { now, then }) => total + then - now, 0n)
}
