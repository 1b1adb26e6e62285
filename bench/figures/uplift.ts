import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { draftUplift, addUpliftRule } from '../../src/capabilities/contracts/commands/draft-uplift.ts'
import { simulate } from '../../src/capabilities/contracts/commands/uplift.ts'
import { localDate, type LocalDate } from '../../src/core/dates.ts'
import { rate } from '../../src/core/money.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db/db.ts'
import { workRunner, type Actor } from '../../src/platform/work.ts'
import { withDatabase } from '../kit/database.ts'
import type { Figure } from '../kit/figure.ts'
import { inTurn, seconds } from '../kit/median.ts'
import { makeWeeks } from '../kit/weeks.ts'
import { makeWorld } from '../kit/world.ts'

const PACKAGES = 100_000
const ROUNDS = 3

/** An uplift of size L simulated on its actuals, against one statement on the same tables that finds the same pounds. */
export const uplift: Figure = {
  names: ['uplift'],
  measure: (say) =>
    withDatabase(say, async ({ owner, url }) => {
      const { councilId } = await makeWorld(owner, { providers: 1200, packages: PACKAGES, underWay: true })
      await makeWeeks(owner, PACKAGES)
      await owner.query('create table public.bench_uplift (rate_line_id uuid, price bigint, extra numeric)')
      const last = await owner.query<{ day: LocalDate }>(
        `select (current_date + 1)::text as day from actuals.week limit 1`,
      )
      const effectiveOn = localDate(last.rows[0]?.day ?? '2027-04-01')
      const db = openDb(url, { connections: 2 })
      const actor = procurement(councilId)
      const work = workRunner(db, systemClock)
      const id = await work.run(actor, async (unit) => {
        const drafted = await draftUplift(unit, {
          ...{ name: 'Bench', starts: 'on-day', effectiveOn, roundTo: rate(100n), outlierPercent: '10' },
          ...{ recentSince: null, overPence: null, renewsAgreements: false },
        })
        if (!drafted.ok) throw new Error('not drafted')
        await addUpliftRule(unit, drafted.value, {
          ...{ sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null },
          ...{ change: 'percent', amount: 40_000n, cap: null },
        })
        return drafted.value
      })
      const ours = async (): Promise<number> => {
        const started = performance.now()
        await work.run(actor, (unit) => simulate(unit, id))
        const took = seconds(started)
        say(`simulated: ${took.toFixed(2)} s`)
        return PACKAGES / took
      }
      const limit = async (): Promise<number> => {
        await owner.query('truncate public.bench_uplift')
        const started = performance.now()
        await owner.query(BY_ONE_STATEMENT, [effectiveOn])
        const took = seconds(started)
        say(`one statement: ${took.toFixed(2)} s`)
        await mustEqual(owner)
        return PACKAGES / took
      }
      const speeds = await inTurn(ROUNDS, ours, limit)
      await db.close()
      return [
        {
          figure: 'uplift',
          value: speeds.ours,
          unit: 'packages/s',
          limit: speeds.limit,
          limitIs: 'one SQL statement on the same tables',
          bar: 0.5,
          sense: 'at-least',
        },
      ]
    }),
}

const BY_ONE_STATEMENT = `
  insert into public.bench_uplift
  select r.rate_line_id, (round(r.price * 1.04 / 100) * 100)::bigint,
    round(coalesce(u.units, 0) * (round(r.price * 1.04 / 100) * 100 - r.price) / 3000000)
  from contracts.rate r
  left join (
    select v.rate_line_id, (sum(case k.payment_terms when 'planned' then w.planned * 100
      else w.actual * 100 + w.frustrated * k.frustrated_percent end) / 100)::bigint as units
    from actuals.week w
    join care_packages.package_version v on v.council_id = w.council_id and v.package_id = w.package_id and v.valid @> w.week_start
    join contracts.contract_rule k on k.council_id = w.council_id and k.contract_id = w.contract_id and k.valid @> w.week_start
    where w.status = 'confirmed' and w.week_start >= current_date - 364 and w.week_start < current_date
      and k.recording <> 'none'
    group by v.rate_line_id
  ) u on u.rate_line_id = r.rate_line_id
  where r.valid @> $1::date`

/** A limit that finds other pounds is no limit. */
async function mustEqual(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ same: boolean; extra: string }>(`
    select (select sum(extra) from public.bench_uplift) as extra,
      (select sum(extra) from public.bench_uplift) = (
        select sum(extra_pence) from contracts.uplift_line x
        join contracts.contract_rule k on k.council_id = x.council_id and k.contract_id = x.contract_id and k.valid @> current_date
        where k.recording <> 'none') as same`)
  if (rows[0]?.same !== true)
    throw new Error(`the statement found ${rows[0]?.extra ?? 'nothing'} pence, and the simulation another sum`)
}

function procurement(councilId: string): Actor {
  return { scope: { role: 'portal_council', councilId, accountId: randomUUID() }, name: 'Petra Bench', face: 'council' }
}
