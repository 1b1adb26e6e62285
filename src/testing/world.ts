import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { quantity, rate, type Quantity, type Rate } from '../core/money.ts'

/**
 * Builders with defaults, one override per test. They write as the owner of the tables, as a council's history
 * would be found, so that a test can start anywhere in a story; what is tested runs as a face's role.
 */
export type Builder = {
  readonly insert: (table: string, row: Row) => Promise<void>
  readonly close: () => Promise<void>
}
type Row = Readonly<Record<string, unknown>>

export async function builder(ownerUrl: string): Promise<Builder> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  return {
    insert: async (table, row) => {
      const names = Object.keys(row)
      const places = names.map((_, index) => `$${String(index + 1)}`)
      await client.query(
        `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
        Object.values(row).map((value) => (typeof value === 'bigint' ? value.toString() : value)),
      )
    },
    close: () => client.end(),
  }
}

export type ACouncil = { readonly id: string; readonly code: string }

export async function aCouncil(build: Builder, over: Row = {}): Promise<ACouncil> {
  const id = randomUUID()
  const code = `c-${id.slice(0, 8)}`
  await build.insert('platform.council', { council_id: id, code, name: `Council ${code}`, short_name: code, ...over })
  await build.insert('platform.audit_head', { council_id: id })
  return { id, code }
}

export type AProvider = {
  readonly councilId: string
  readonly id: string
  readonly serviceId: string
  readonly contractId: string
  readonly rateLineId: string
  readonly accountId: string
  readonly membershipId: string
}
type ProviderOver = {
  readonly name?: string
  readonly sector?: string
  readonly unit?: string
  readonly rates?: readonly { readonly from: string; readonly to?: string; readonly price: Rate }[]
  readonly rule?: Row
  readonly contract?: Row
}

/** A care company with one service under one contract, one rate line and one person with every right. */
export async function aProvider(build: Builder, councilId: string, over: ProviderOver = {}): Promise<AProvider> {
  const [id, serviceId, contractId, rateLineId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const short = id.slice(0, 8)
  const name = over.name ?? `Care ${short}`
  const own = { council_id: councilId, provider_id: id }
  await build.insert('providers.organisation', {
    council_id: councilId,
    id,
    reference: short,
    legal_name: `${name} Ltd`,
    trading_name: name,
  })
  await build.insert('providers.service', {
    ...own,
    id: serviceId,
    reference: `S${short}`,
    name: `${name} at home`,
    sector: over.sector ?? 'home-support',
  })
  await build.insert('contracts.contract', {
    ...own,
    id: contractId,
    number: `K${short}`,
    title: 'Framework',
    kind: 'framework',
    calendar: 'main',
    starts_on: '2024-01-01',
    ...over.contract,
  })
  await build.insert('contracts.contract_service', { ...own, contract_id: contractId, service_id: serviceId })
  await build.insert('contracts.contract_rule', {
    ...own,
    contract_id: contractId,
    valid: '[2024-01-01,)',
    version: 1,
    payment_terms: 'actual',
    paid_by: 'invoice',
    recording: 'weekly',
    ...over.rule,
  })
  await build.insert('contracts.rate_line', {
    ...own,
    id: rateLineId,
    contract_id: contractId,
    reference: `R${short}`,
    service_level: 'Standard',
    unit: over.unit ?? 'hour',
  })
  for (const { from, to, price } of over.rates ?? [{ from: '2024-01-01', price: rate(210_000n) }])
    await build.insert('contracts.rate', {
      ...own,
      rate_line_id: rateLineId,
      contract_id: contractId,
      valid: `[${from},${to ?? ''})`,
      price,
    })
  const person = await aMember(build, councilId, id)
  return { councilId, id, serviceId, contractId, rateLineId, ...person }
}

/** An account with a place at a provider (full and signatory, whole organisation) or, without one, on the council's staff. */
export async function aMember(
  build: Builder,
  councilId: string,
  providerId: string | null,
  staffRoles: readonly string[] = [],
): Promise<{ accountId: string; membershipId: string; email: string }> {
  const [accountId, membershipId] = [randomUUID(), randomUUID()]
  const email = `p-${accountId.slice(0, 8)}@example.org`
  const name = `Person ${accountId.slice(0, 4)}`
  await build.insert('access.account', { id: accountId, email, name })
  await build.insert('access.membership', {
    council_id: councilId,
    id: membershipId,
    account_id: accountId,
    provider_id: providerId,
    name,
    email,
  })
  for (const role of providerId === null ? [] : ['full', 'signatory'])
    await build.insert('access.access_grant', {
      council_id: councilId,
      membership_id: membershipId,
      provider_id: providerId,
      scope: 'organisation',
      role,
      mode: 'edit',
    })
  for (const role of staffRoles)
    await build.insert('access.staff_role', { council_id: councilId, membership_id: membershipId, role })
  return { accountId, membershipId, email }
}

export type APackage = { readonly id: string; readonly personId: string; readonly reference: string }
type PackageOver = {
  readonly startsOn?: string
  readonly endsOn?: string | null
  readonly planned?: Quantity
  readonly plannedByDay?: readonly bigint[] | null
  readonly unit?: string
  /** Null when its agreement waits to be agreed. */
  readonly recordableFrom?: string | null
  readonly package?: Row
}

/** Care for one new person, agreed and recordable from its first day unless said otherwise: 14 hours a week. */
export async function aPackage(build: Builder, provider: AProvider, over: PackageOver = {}): Promise<APackage> {
  const [id, personId] = [randomUUID(), randomUUID()]
  const reference = `P-${id.slice(0, 8)}`
  const startsOn = over.startsOn ?? '2025-01-06'
  const endsOn = over.endsOn ?? null
  const place = {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
  }
  const who = {
    reference: `W-${personId.slice(0, 8)}`,
    nhs_number: '9990000018',
    given_name: 'Test',
    family_name: `Person ${personId.slice(0, 4)}`,
  }
  await build.insert('service_users.person', { council_id: provider.councilId, id: personId, ...who })
  await build.insert('service_users.served_person', { ...place, person_id: personId, ...who })
  await build.insert('care_packages.package', {
    ...place,
    id,
    person_id: personId,
    reference,
    service_level: 'Standard',
    unit: over.unit ?? 'hour',
    status: 'active',
    starts_on: startsOn,
    ends_on: endsOn,
    recordable_from: over.recordableFrom === undefined ? startsOn : over.recordableFrom,
    ...over.package,
  })
  await build.insert('care_packages.package_version', {
    ...place,
    package_id: id,
    version: 1,
    valid: `[${startsOn},)`,
    planned: over.planned ?? quantity(14n * 30_000n),
    planned_by_day: over.plannedByDay?.map(String) ?? null,
    rate_line_id: provider.rateLineId,
    cause: 'new',
  })
  return { id, personId, reference }
}

type PeriodOver = {
  readonly startsOn: string
  readonly endsOn: string
  readonly submitBy?: string
  readonly calendar?: string
}

export async function aPeriod(build: Builder, councilId: string, over: PeriodOver): Promise<{ id: string }> {
  const id = randomUUID()
  await build.insert('payments.period', {
    council_id: councilId,
    id,
    calendar: over.calendar ?? 'main',
    name: `Period from ${over.startsOn}`,
    starts_on: over.startsOn,
    ends_on: over.endsOn,
    submit_by: over.submitBy ?? `${over.endsOn}T17:00:00Z`,
    finalise_on: over.endsOn,
    paid_on: over.endsOn,
  })
  return { id }
}
