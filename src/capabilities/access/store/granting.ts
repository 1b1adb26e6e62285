import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { DatedGrant, GivenGrant } from '../rules/given.ts'
import { permissionsOf } from '../rules/permissions.ts'

export type TargetChoice = {
  readonly scope: 'contract' | 'service'
  readonly id: string
  readonly name: string
  readonly hint: string
}

/** What a grant can be for, by name: the services and contracts of a provider that the one who asks sees. */
export async function listTargets(tx: Tx, providerId: string): Promise<readonly TargetChoice[]> {
  const { rows } = await sql<TargetChoice>`
    select 'service' as scope, s.id, s.name, s.reference as hint from published.service s
    where s.council_id = ${tx.councilId} and s.provider_id = ${providerId}
    union all
    select 'contract', k.id, k.number, k.title from published.contract k
    where k.council_id = ${tx.councilId} and k.provider_id = ${providerId}
    order by scope, name, id limit 500`.execute(tx)
  return rows
}

export type HeldGrant = DatedGrant & {
  readonly id: string
  readonly membershipId: string
  readonly target: string | null
  readonly startsOn: LocalDate
  readonly covers: string | null
}

/** What a person holds today or will: grants that are over are left out. */
export async function listHeldGrants(
  tx: Tx,
  { providerId, membershipId }: { readonly providerId: string; readonly membershipId: string },
  today: LocalDate,
): Promise<readonly HeldGrant[]> {
  const { rows } = await sql<HeldGrant>`
    select g.id, g.membership_id as "membershipId", g.scope, g.role, g.mode, g.contract_id as "contractId",
      g.service_id as "serviceId", coalesce(s.name, k.number) as target, g.starts_on as "startsOn",
      g.ends_on as "endsOn", g.covers
    from access.access_grant g
    left join published.service s on s.council_id = g.council_id and s.id = g.service_id
    left join published.contract k on k.council_id = g.council_id and k.id = g.contract_id
    where g.council_id = ${tx.councilId} and g.provider_id = ${providerId} and g.membership_id = ${membershipId}
      and (g.ends_on is null or g.ends_on > ${today})
    order by g.covers nulls first, g.scope desc, target, g.role, g.id limit 100`.execute(tx)
  return rows
}

type Giving = {
  readonly providerId: string
  readonly membershipId: string
  readonly today: LocalDate
}

/** Given anew, a grant that was over or of the other mode is the same row again: a person holds each work once. */
export async function giveGrants(
  tx: Tx,
  { providerId, membershipId, today }: Giving,
  grants: readonly DatedGrant[],
): Promise<void> {
  for (const { scope, contractId, serviceId, role, mode, endsOn } of grants)
    await sql`
      insert into access.access_grant as g
        (council_id, membership_id, provider_id, scope, contract_id, service_id, role, mode, starts_on, ends_on)
      values (${tx.councilId}, ${membershipId}, ${providerId}, ${scope}, ${contractId}, ${serviceId}, ${role}, ${mode},
        ${today}, ${endsOn})
      on conflict on constraint granted_once do update set mode = excluded.mode, ends_on = excluded.ends_on,
        starts_on = case when g.ends_on <= ${today} then excluded.starts_on else g.starts_on end`.execute(tx)
}

/** For somebody whose place is new: there is nothing to come in conflict with, and nothing is changed. */
export async function giveFirstGrants(
  tx: Tx,
  { providerId, membershipId, today }: Giving,
  grants: readonly GivenGrant[],
): Promise<void> {
  for (const { scope, contractId, serviceId, role, mode } of grants)
    await sql`
      insert into access.access_grant
        (council_id, membership_id, provider_id, scope, contract_id, service_id, role, mode, starts_on)
      values (${tx.councilId}, ${membershipId}, ${providerId}, ${scope}, ${contractId}, ${serviceId}, ${role}, ${mode}, ${today})`.execute(
      tx,
    )
}

/** The day it ends is the first without it. */
export async function endGrant(
  tx: Tx,
  { providerId, grantId }: { readonly providerId: string; readonly grantId: string },
  endsOn: LocalDate,
): Promise<void> {
  await tx
    .updateTable('access.access_grant')
    .set({ ends_on: endsOn })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', grantId)
    .execute()
}

type Cover = {
  readonly membershipId: string
  readonly covers: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

/** Arranged again from the same day it is the same cover with another end; from another day it is one beside it. */
export async function giveCover(
  tx: Tx,
  { membershipId, covers, startsOn, endsOn }: Cover,
  grants: readonly GivenGrant[],
): Promise<void> {
  for (const { scope, contractId, serviceId, role, mode } of grants)
    await sql`
      insert into access.access_grant
        (council_id, membership_id, provider_id, scope, contract_id, service_id, role, mode, starts_on, ends_on, covers)
      values (${tx.councilId}, ${membershipId}, ${tx.providerId}, ${scope}, ${contractId}, ${serviceId}, ${role}, ${mode},
        ${startsOn}, ${endsOn}, ${covers})
      on conflict on constraint granted_once do update
        set mode = excluded.mode, ends_on = excluded.ends_on`.execute(tx)
}

/** How many records somebody with these grants would see, of each kind that the grants open; null is closed. */
export type Revealed = {
  readonly people: number | null
  readonly packages: number | null
  readonly agreements: number | null
  readonly invoices: number | null
  readonly paymentLines: number | null
}

export async function countRevealed(tx: Tx, providerId: string, grants: readonly GivenGrant[]): Promise<Revealed> {
  const care = placesOf(grants, 'packages.view')
  const { rows } = await sql<Record<keyof Revealed, bigint>>`
    select
      (select count(distinct x.person_id) from published.package x
        where x.council_id = ${tx.councilId} and x.provider_id = ${providerId} and ${seen} and ${within(care)}) as people,
      (select count(*) from published.package x
        where x.council_id = ${tx.councilId} and x.provider_id = ${providerId} and ${seen} and ${within(care)}) as packages,
      (select count(*) from published.agreement x where x.council_id = ${tx.councilId} and x.provider_id = ${providerId}
        and x.published_at is not null and ${within(placesOf(grants, 'agreements.view'))}) as agreements,
      (select count(*) from published.invoice x where x.council_id = ${tx.councilId} and x.provider_id = ${providerId}
        and ${within(placesOf(grants, 'invoices.view'))}) as invoices,
      (select count(*) from published.payment_line x where x.council_id = ${tx.councilId} and x.provider_id = ${providerId}
        and ${within(placesOf(grants, 'payments.view'))}) as "paymentLines"`.execute(tx)
  const row = rows[0]
  const shown = (count: bigint | undefined, permission: string) =>
    opens(grants, permission) ? Number(count ?? 0n) : null
  return {
    people: shown(row?.people, 'packages.view'),
    packages: shown(row?.packages, 'packages.view'),
    agreements: shown(row?.agreements, 'agreements.view'),
    invoices: shown(row?.invoices, 'invoices.view'),
    paymentLines: shown(row?.paymentLines, 'payments.view'),
  }
}

const seen = sql`x.status not in ('draft', 'authorised', 'cancelled')`

type Places = { readonly whole: boolean; readonly services: readonly string[]; readonly contracts: readonly string[] }

function opens(grants: readonly GivenGrant[], permission: string): boolean {
  return grants.some((grant) => (permissionsOf(grant) as readonly string[]).includes(permission))
}

function placesOf(grants: readonly GivenGrant[], permission: string): Places {
  const giving = grants.filter((grant) => opens([grant], permission))
  return {
    whole: giving.some(({ scope }) => scope === 'organisation'),
    services: giving.flatMap(({ serviceId }) => serviceId ?? []),
    contracts: giving.flatMap(({ contractId }) => contractId ?? []),
  }
}

function within({ whole, services, contracts }: Places) {
  return sql`(${whole} or x.service_id = any(${[...services]}::uuid[]) or x.contract_id = any(${[...contracts]}::uuid[]))`
}
