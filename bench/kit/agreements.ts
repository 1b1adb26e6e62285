import type { Client } from 'pg'
import { council, idOf } from './world.ts'

/** One agreement for each package of the first provider; so many of them, the soonest to start, still wait. */
export async function makeAgreements(owner: Client, waiting: number): Promise<void> {
  await owner.query(`
    create temp table made as
    select p.council_id, uuidv7() as id, p.provider_id, p.service_id, p.contract_id, p.person_id, p.reference || '-A1' as reference,
      p.starts_on, p.id as package_id, case when row_number() over (order by p.starts_on desc, p.id) <= ${String(waiting)}
        then 'published' else 'agreed' end as status
    from care_packages.package p where p.council_id = ${council} and p.provider_id = '${idOf('provider', 1)}'`)
  const place = 'provider_id, service_id, contract_id'
  await owner.query(`
    insert into agreements.agreement (council_id, id, ${place}, person_id, reference, status, starts_on, published_at)
    select council_id, id, ${place}, person_id, reference, status, starts_on, now() from made`)
  await owner.query(`
    insert into agreements.revision (council_id, agreement_id, revision, ${place}, cause, content, content_hash, published_at)
    select council_id, id, 1, ${place}, 'new', jsonb_build_object('weeklyPence', '29400', 'reference', reference),
      sha256(id::text::bytea), now() from made`)
  await owner.query(`
    insert into agreements.revision_line (council_id, agreement_id, revision, package_id, package_version, ${place})
    select council_id, id, 1, package_id, 1, ${place} from made`)
  await owner.query('drop table made')
  await owner.query('vacuum analyze agreements.agreement, agreements.revision, agreements.revision_line')
}
