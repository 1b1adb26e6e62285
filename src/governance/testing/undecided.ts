import type { Stage } from '../../testing/stage.ts'
import { ask } from './ask.ts'

/** In each council prices of visits wait for a second person, and somebody who left waits for the care to be ended. */
export async function leaveSomeUndecided({ ownerUrl }: Stage): Promise<void> {
  await ask(
    ownerUrl,
    `insert into contracts.visit_price_change (council_id, rate_line_id, contract_id, provider_id, from_on, split, fixed, bands, reason, status,
       proposed_by, proposer_name, proposed_at)
     select distinct on (council_id) council_id, id, contract_id, provider_id, date '2030-06-01', true, '[]',
       '[{"days": ["weekend"], "from": 0, "until": 1440, "price": 310000}]', 'Said', 'proposed', gen_random_uuid(), 'Ann', now() from contracts.rate_line where unit = 'hour' order by council_id, id`,
  )
  await ask(
    ownerUrl,
    `insert into care_packages.life_event (council_id, provider_id, service_id, contract_id, package_id, kind, happened_on, effect,
       told_by, teller_name, told_at)
     select distinct on (council_id) council_id, provider_id, service_id, contract_id, id, 'moved', date '2026-11-20', '{}',
       gen_random_uuid(), 'Ann', now() from care_packages.package where status = 'active' order by council_id, id`,
  )
}
