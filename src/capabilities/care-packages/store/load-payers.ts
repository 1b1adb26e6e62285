import { loadBy, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * Who pays what, staged in pack_payers. A row is added where what counts from its day on is not what the pack says, so
 * that the same pack adds nothing and what was paid under a row is kept; what people decided here is theirs. A row that
 * ends is followed by nought, unless the next one begins at once.
 */
export async function loadPayers(tx: Tx): Promise<Loaded> {
  return loadBy(
    tx,
    `with said as (
      select s.council_id, s.cpli_ref, s.payer, s.starts_on as from_on, s.weekly as weekly_pence, true as is_row from pack_payers s
      union all
      select s.council_id, s.cpli_ref, s.payer, s.ends_on + 1, 0, false from pack_payers s
      where s.ends_on is not null and not exists (
        select from pack_payers n where n.council_id = s.council_id and n.cpli_ref = s.cpli_ref and n.payer = s.payer
          and n.starts_on = s.ends_on + 1)
    ), standing as (
      select distinct on (y.council_id, y.package_id, y.payer, y.from_on)
        y.council_id, y.package_id, y.payer, y.from_on, y.weekly_pence, y.change_id
      from care_packages.payer y join pack_packages p on p.council_id = y.council_id and p.id = y.package_id
      order by y.council_id, y.package_id, y.payer, y.from_on, y.id desc
    ), differing as (
      select w.*, l.provider_id, l.service_id, l.contract_id, l.package_id, h.package_id is null as is_new
      from said w
      join pack_package_places l on l.council_id = w.council_id and l.cpli_ref = w.cpli_ref
      left join standing h on h.council_id = w.council_id and h.package_id = l.package_id and h.payer = w.payer and h.from_on = w.from_on
      where h.change_id is null and h.weekly_pence is distinct from w.weekly_pence
    ), added as (
      insert into care_packages.payer (council_id, provider_id, service_id, contract_id, package_id, payer, from_on, weekly_pence)
      select council_id, provider_id, service_id, contract_id, package_id, payer, from_on, weekly_pence from differing
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from differing where is_row`,
  )
}
