import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { stagedAs } from '../rules/cells.ts'
import type { PackFile } from '../rules/columns.ts'
import { stagingTable } from '../rules/format.ts'

/**
 * A pack is staged in tables that only this connection sees and that end with the transaction, whatever happens to it:
 * a load that is killed leaves nothing, and no council can meet another's rows.
 */
export async function createStaging(tx: Tx, files: readonly PackFile[]): Promise<void> {
  // Keys of two columns make the planner expect a handful of rows, and loop over them or merge them by the council
  // alone, which all of them share: 17 s where hashing takes 0.3 s.
  for (const setting of ['enable_nestloop = off', 'enable_mergejoin = off', 'jit = off', `work_mem = '64MB'`])
    await sql`${sql.raw(`set local ${setting}`)}`.execute(tx)
  // `create table` takes no parameters; councilId is a canonical uuid, which the scope has made sure of.
  const council = `council_id uuid not null default '${tx.councilId}'`
  for (const file of files) {
    const columns = file.columns.map(({ name, type }) => `${name} ${stagedAs[type]}`)
    const id = file.identified === true ? ['id uuid not null default uuidv7()'] : []
    const all = [council, 'line integer not null', ...id, ...columns].join(', ')
    await sql`${sql.raw(`create temp table ${stagingTable(file.name)} (${all}) on commit drop`)}`.execute(tx)
  }
}

/** The planner knows nothing of a new table, and guesses nested loops. */
export async function analyseStaged(tx: Tx, file: PackFile): Promise<void> {
  await sql`${sql.raw(`analyze ${stagingTable(file.name)}`)}`.execute(tx)
}

/** Where each package is: the ids of its surroundings, once every file's own ids are settled. */
export async function placePackages(tx: Tx): Promise<void> {
  await sql`
    create temp table pack_package_places on commit drop as
    select p.council_id, p.cpli_ref, p.id as package_id, o.id as provider_id, s.id as service_id, c.id as contract_id, w.id as person_id
    from pack_packages p
    join pack_contracts c on c.council_id = p.council_id and c.contract_number = p.contract_number
    join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref
    join pack_services s on s.council_id = p.council_id and s.service_ref = p.service_ref
    join pack_people w on w.council_id = p.council_id and w.person_ref = p.person_ref`.execute(tx)
  await sql`analyze pack_package_places`.execute(tx)
}
