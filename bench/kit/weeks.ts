import type { Client } from 'pg'
import { council, idOf, sqlId } from './world.ts'

export const PERIOD_ID = idOf('package', 0)
const FIRST_MONDAY = '2026-06-01'
const WEEKS = 4

/**
 * Four confirmed weeks for every package: most as planned, some with care that was frustrated, missed or extra, and
 * one package in a hundred whose price changes in the middle of a week.
 */
export async function makeWeeks(owner: Client, packages: number): Promise<number> {
  await owner.query('begin')
  await owner.query(
    `insert into payments.period (council_id, id, calendar, name, starts_on, ends_on, submit_by, finalise_on, paid_on)
     select ${council}, '${PERIOD_ID}', 'main', 'June 2026', d, d + ${String(7 * WEEKS)}, d + 30, d + 31, d + 35
     from (values ('${FIRST_MONDAY}'::date)) one(d)`,
  )
  await owner.query(
    `with ended as (
       update care_packages.package_version v set valid = daterange(lower(v.valid), '2026-06-10')
       from care_packages.package p
       where v.council_id = ${council} and upper_inf(v.valid) and p.council_id = v.council_id and p.id = v.package_id
         and right(p.reference, 2) = '07'
       returning v.*
     )
     insert into care_packages.package_version (council_id, package_id, version, provider_id, service_id, contract_id,
       valid, planned, planned_by_day, rate_line_id, cause)
     select e.council_id, e.package_id, e.version + 1, e.provider_id, e.service_id, e.contract_id, '[2026-06-10,)',
       e.planned, e.planned_by_day, other.id, 'social-work-decision'
     from ended e
     join contracts.rate_line mine on mine.council_id = e.council_id and mine.id = e.rate_line_id
     join lateral (select id from contracts.rate_line r where r.council_id = e.council_id
       and r.contract_id = e.contract_id and r.id <> mine.id order by id limit 1) other on true`,
  )
  const { rowCount } = await owner.query(
    `insert into actuals.week (council_id, week_start, package_id, provider_id, service_id, contract_id, status, planned,
       frustrated, missed, extra, actual, visits, source, recorded_at, confirmed_at)
     select council_id, week_start, package_id, provider_id, service_id, contract_id, 'confirmed', planned,
       frustrated, missed, extra, planned - frustrated - missed + extra, 14, 'screen', '2026-06-29', '2026-06-29'
     from (
       select ${council} as council_id, '${FIRST_MONDAY}'::date + 7 * w as week_start, p.id as package_id, p.provider_id,
         p.service_id, p.contract_id, 7 * 15000 * (1 + n % 4) as planned,
         case when (n * 13 + w) % 100 between 88 and 93 then 15000 else 0 end as frustrated,
         case when (n * 13 + w) % 100 between 94 and 96 then 15000 else 0 end as missed,
         case when (n * 13 + w) % 100 >= 97 then 22500 else 0 end as extra
       from generate_series(0, ${String(WEEKS - 1)}) w, generate_series(1, ${String(packages)}) n
       join care_packages.package p on p.council_id = ${council} and p.id = ${sqlId('package', 'n')}
     ) each`,
  )
  await owner.query('commit')
  await owner.query('vacuum analyze')
  return rowCount ?? 0
}

/** As if nothing had been paid yet. */
export async function unpay(owner: Client): Promise<void> {
  await owner.query(
    `truncate payments.payment_line, payments.run_exception, payments.remittance, payments.cleared_invoice,
       payments.run, ledger.transfer, ledger.account`,
  )
  await owner.query('analyze payments.payment_line, ledger.transfer')
}
