import type { Stage } from '../../testing/stage.ts'
import { ask } from './ask.ts'

/**
 * Neither council buys visits at prices of their own, or has weeks that were added up from logged visits: a day of the
 * calendar, prices for every line by the hour, and such a week of each company.
 */
export async function priceSomeVisits({ ownerUrl }: Stage): Promise<void> {
  await ask(
    ownerUrl,
    `insert into contracts.calendar_day (council_id, day, kind, name, proposer_name, proposed_at, approver_name, approved_at)
     select council_id, '2026-12-24', 'special-day', 'Christmas Eve', 'Ann', now(), 'Ben', now() from platform.council`,
  )
  await ask(
    ownerUrl,
    `insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
     select council_id, id, contract_id, provider_id, '[2030-01-01,)', true, '[]',
       '[{"days": ["weekend"], "from": 0, "until": 1440, "price": 300000}]' from contracts.rate_line where unit = 'hour'`,
  )
  await ask(
    ownerUrl,
    `update actuals.week w set source = 'monitoring'
     from (select distinct on (provider_id) council_id, week_start, package_id from actuals.week order by provider_id, week_start, package_id) o
     where w.council_id = o.council_id and w.week_start = o.week_start and w.package_id = o.package_id`,
  )
}
