import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Purpose } from '../rules/fields.ts'

export type Organisation = {
  readonly id: string
  readonly reference: string
  readonly legalName: string
  readonly tradingName: string
  readonly registeredAddress: string
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly cqcProviderId: string | null
  readonly companyNumber: string | null
  readonly vatNumber: string | null
  readonly bankLastFour: string | null
  readonly status: 'active' | 'ended'
  readonly version: number
}

export async function getOrganisation(tx: Tx, id: string): Promise<Organisation> {
  return organisations(tx).where('id', '=', id).executeTakeFirstOrThrow(absent)
}

/** Whoever changes an organisation, its contacts or its bank account waits here for whoever came before. */
export async function lockOrganisation(tx: Tx, id: string): Promise<Organisation> {
  return organisations(tx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)
}

type Search = {
  readonly words: string
  readonly after: { readonly name: string; readonly id: string } | undefined
  readonly rows: number
}

/** By name or reference, in the order of the names. One more than asked for tells whether another page follows. */
export async function listOrganisations(tx: Tx, { words, after, rows }: Search): Promise<Organisation[]> {
  const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return organisations(tx)
    .$if(words !== '', (query) =>
      query.where((where) =>
        where.or([
          where('trading_name', 'ilike', pattern),
          where('legal_name', 'ilike', pattern),
          where('reference', 'ilike', pattern),
        ]),
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(trading_name, id) > (${after?.name}::text, ${after?.id}::uuid)`),
    )
    .orderBy('trading_name')
    .orderBy('id')
    .limit(rows + 1)
    .execute()
}

function organisations(tx: Tx) {
  return tx
    .selectFrom('providers.organisation')
    .where('council_id', '=', tx.councilId)
    .select([
      'id',
      'reference',
      'legal_name as legalName',
      'trading_name as tradingName',
      'registered_address as registeredAddress',
      'address',
      'email',
      'phone',
      'cqc_provider_id as cqcProviderId',
      'company_number as companyNumber',
      'vat_number as vatNumber',
      'bank_last_four as bankLastFour',
      'status',
      'row_version as version',
    ])
    .$narrowType<{ status: Organisation['status'] }>()
}

export type ContactRow = {
  readonly purpose: Purpose
  readonly name: string
  readonly email: string
  readonly phone: string
}

export async function listContacts(tx: Tx, providerId: string): Promise<ContactRow[]> {
  return tx
    .selectFrom('providers.contact')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .select(['purpose', 'name', 'email', 'phone'])
    .$narrowType<{ purpose: Purpose }>()
    .orderBy('purpose')
    .limit(20)
    .execute()
}

export type Service = {
  readonly id: string
  readonly providerId: string
  readonly reference: string
  readonly name: string
  readonly sector: string
  readonly cqcLocationId: string | null
  readonly odsCode: string | null
  readonly address: string
  readonly openingDays: readonly number[]
  readonly closedFrom: LocalDate | null
  readonly closedUntil: LocalDate | null
  readonly version: number
}

/** More services than this one company has not been seen to run for one council. */
const MOST_SERVICES = 500

export async function listServices(tx: Tx, providerId: string): Promise<Service[]> {
  return services(tx, providerId).orderBy('name').orderBy('id').limit(MOST_SERVICES).execute()
}

export async function getService(tx: Tx, providerId: string, id: string): Promise<Service> {
  return services(tx, providerId).where('id', '=', id).executeTakeFirstOrThrow(absentService)
}

export async function lockService(tx: Tx, providerId: string, id: string): Promise<Service> {
  return services(tx, providerId).where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absentService)
}

function services(tx: Tx, providerId: string) {
  return tx
    .selectFrom('providers.service')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .select([
      'id',
      'provider_id as providerId',
      'reference',
      'name',
      'sector',
      'cqc_location_id as cqcLocationId',
      'ods_code as odsCode',
      'address',
      'opening_days as openingDays',
      'closed_from as closedFrom',
      'closed_until as closedUntil',
      'row_version as version',
    ])
}

function absent(): NotFound {
  return new NotFound('organisation')
}
function absentService(): NotFound {
  return new NotFound('service')
}
