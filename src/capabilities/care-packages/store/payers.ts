import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence } from '../../../core/money.ts'
import type { Payer } from '../../../core/payers.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { OpenRange } from '../rules/package.ts'
import type { PayerRow, Payers } from '../rules/payers.ts'
import type { Part } from './part.ts'

/** The provider face says whose; the council sees everyone's. */
type Reach = { readonly providerId: string | undefined }

export type PayersOf = Payers & { readonly packageId: string }
type Which = { readonly packageId: string } | { readonly personId: string }

/** Who pays what of one package, or of each package of a person, by days. */
export async function listPayers(tx: Tx, reach: Reach, which: Which): Promise<readonly PayersOf[]> {
  const [rows, net] = await Promise.all([listRows(tx, reach, which), listNet(tx, reach, which)])
  const packages = new Set([...rows, ...net].map(({ packageId }) => packageId))
  return [...packages].map((packageId) => ({
    packageId,
    rows: rows.filter((row) => row.packageId === packageId),
    net: net.filter((range) => range.packageId === packageId),
  }))
}

export async function getPayers(tx: Tx, reach: Reach, packageId: string): Promise<Payers> {
  const [found] = await listPayers(tx, reach, { packageId })
  return found ?? { rows: [], net: [] }
}

type Of<T> = T & { readonly packageId: string }
const MOST = 500

const listRows = statement((tx: Tx, { providerId }: Reach, which: Which) => {
  const own = providerId === undefined ? sql`` : sql`and y.provider_id = ${providerId}`
  return sql<Of<PayerRow>>`
    select y.package_id as "packageId", y.payer, lower(y.valid) as "from", upper(y.valid) as until, y.weekly_pence as weekly
    from published.payer y
    join care_packages.package p on p.council_id = y.council_id and p.provider_id = y.provider_id and p.id = y.package_id
    where y.council_id = ${tx.councilId} ${own} and ${those(which)}
    order by y.package_id, lower(y.valid), y.payer limit ${MOST}`
})

const listNet = statement((tx: Tx, { providerId }: Reach, which: Which) => {
  const own = providerId === undefined ? sql`` : sql`and p.provider_id = ${providerId}`
  return sql<Of<OpenRange>>`
    select p.id as "packageId", lower(n.days) as "from", upper(n.days) as until
    from care_packages.package p
    join published.net_payment n on n.council_id = p.council_id and n.provider_id = p.provider_id and n.contract_id = p.contract_id
    where p.council_id = ${tx.councilId} ${own} and p.unit = 'week' and ${those(which)}
    order by p.id, lower(n.days) limit ${MOST}`
})

function those(which: Which): RawBuilder<boolean> {
  return 'packageId' in which ? sql<boolean>`p.id = ${which.packageId}` : sql<boolean>`p.person_id = ${which.personId}`
}

export type PayerChangeStatus = 'proposed' | 'approved' | 'refused' | 'withdrawn'
export type PayerChange = {
  readonly id: string
  readonly packageId: string
  readonly packageReference: string
  readonly providerName: string
  readonly personName: string
  readonly payer: Payer
  readonly fromOn: LocalDate
  readonly oldPence: Pence
  readonly weekly: Pence
  readonly reason: string
  readonly status: PayerChangeStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly note: string | null
  readonly version: number
}

/** The history of one package, newest first. */
export function listPayerChanges(tx: Tx, packageId: string): Promise<readonly PayerChange[]> {
  return changes(tx, sql`c.package_id = ${packageId}`, sql`c.proposed_at desc, c.id desc`)
}

/** What waits for a second person, the longest first. */
export function listWaitingPayers(tx: Tx, part: Part): Promise<readonly PayerChange[]> {
  const { after } = part
  const where =
    after === undefined
      ? sql`true`
      : sql`(c.proposed_at, c.id) > (select l.proposed_at, l.id
    from care_packages.payer_change l where l.council_id = ${tx.councilId} and l.id = ${after}::uuid)`
  return changes(tx, sql`c.status = 'proposed' and ${where}`, sql`c.proposed_at, c.id`, part)
}

export async function countWaitingPayers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from care_packages.payer_change c
    where c.council_id = ${tx.councilId} and c.status = 'proposed'`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function getPayerChange(tx: Tx, id: string): Promise<PayerChange> {
  const [change] = await changes(tx, sql`c.id = ${id}`, sql`c.id`)
  if (change === undefined) throw new NotFound('change of who pays what')
  return change
}

export async function lockPayerChange(tx: Tx, id: string): Promise<PayerChange> {
  await sql`select 1 from care_packages.payer_change c where c.council_id = ${tx.councilId} and c.id = ${id} for update`.execute(
    tx,
  )
  return getPayerChange(tx, id)
}

async function changes(
  tx: Tx,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  { rows: most }: Pick<Part, 'rows'> = { rows: 100 },
): Promise<PayerChange[]> {
  const { rows } = await sql<PayerChange>`
    select c.id, c.package_id as "packageId", p.reference as "packageReference", o.trading_name as "providerName",
      w.given_name || ' ' || w.family_name as "personName", c.payer, c.from_on as "fromOn", c.old_pence as "oldPence",
      c.weekly_pence as weekly, c.reason, c.status, c.proposed_by as "proposedBy", c.proposer_name as "proposerName",
      c.proposed_at as "proposedAt", c.decider_name as "deciderName", c.note, c.row_version as version
    from care_packages.payer_change c
    join care_packages.package p on p.council_id = c.council_id and p.id = c.package_id
    join published.provider o on o.council_id = c.council_id and o.id = c.provider_id
    join published.served_person w on w.council_id = c.council_id and w.provider_id = c.provider_id and w.person_id = p.person_id
      and w.service_id = c.service_id and w.contract_id = c.contract_id
    where c.council_id = ${tx.councilId} and ${which}
    order by ${order} limit ${most}`.execute(tx)
  return rows
}

type By = { readonly accountId: string; readonly name: string; readonly at: Date }
type NewChange = {
  readonly packageId: string
  readonly payer: Payer
  readonly fromOn: LocalDate
  readonly weekly: Pence
  readonly reason: string
}

/** Undefined when another change of the same payer waits already. */
export async function recordPayerProposal(tx: Tx, change: NewChange, by: By): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into care_packages.payer_change (council_id, provider_id, service_id, contract_id, package_id, payer, from_on, old_pence,
      weekly_pence, reason, status, proposed_by, proposer_name, proposed_at)
    select p.council_id, p.provider_id, p.service_id, p.contract_id, p.id, ${change.payer}, ${change.fromOn},
      coalesce((select y.weekly_pence from published.payer y where y.council_id = p.council_id and y.package_id = p.id
        and y.payer = ${change.payer} and y.valid @> ${change.fromOn}::date), 0),
      ${change.weekly}, ${change.reason}, 'proposed', ${by.accountId}, ${by.name}, ${by.at}
    from care_packages.package p where p.council_id = ${tx.councilId} and p.id = ${change.packageId}
    on conflict (council_id, package_id, payer) where status = 'proposed' do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

type Decided = { readonly status: PayerChangeStatus; readonly note: string }

export async function recordPayerDecision(tx: Tx, id: string, { status, note }: Decided, by: By): Promise<void> {
  await sql`
    update care_packages.payer_change c set status = ${status}, decided_by = ${by.accountId}, decider_name = ${by.name},
      decided_at = ${by.at}, note = nullif(${note}, ''), row_version = c.row_version + 1
    where c.council_id = ${tx.councilId} and c.id = ${id}`.execute(tx)
}

/** From its day on it is what is paid. What was said for that day before stays to be read. */
export async function applyPayerChange(tx: Tx, id: string): Promise<void> {
  await sql`
    insert into care_packages.payer (council_id, provider_id, service_id, contract_id, package_id, payer, from_on, weekly_pence, change_id)
    select c.council_id, c.provider_id, c.service_id, c.contract_id, c.package_id, c.payer, c.from_on, c.weekly_pence, c.id
    from care_packages.payer_change c where c.council_id = ${tx.councilId} and c.id = ${id}`.execute(tx)
}
