import { sql, type SqlBool } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Belonging } from './record.ts'

/** A person as one service cares for them: what a document is filed on. */
export type Served = Belonging & {
  readonly personId: string
  readonly givenName: string
  readonly familyName: string
  readonly reference: string
  readonly restricted: boolean
  readonly serviceName: string
  readonly providerName: string
}

const MOST = 30

export function findServed(tx: Tx, providerId: string | undefined, search: string): Promise<Served[]> {
  const start = `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return served(tx, providerId)
    .where(
      sql<SqlBool>`(lower(w.family_name) like ${start} or lower(w.given_name || ' ' || w.family_name) like ${start}
        or w.reference = ${search})`,
    )
    .orderBy('w.family_name')
    .orderBy('w.given_name')
    .orderBy('w.person_id')
    .orderBy('s.name')
    .limit(MOST)
    .execute()
}

export function listServed(tx: Tx, providerId: string | undefined, personId: string): Promise<Served[]> {
  return served(tx, providerId)
    .where('w.person_id', '=', personId)
    .orderBy('o.trading_name')
    .orderBy('s.name')
    .orderBy('w.contract_id')
    .limit(MOST)
    .execute()
}

type Place = { readonly personId: string; readonly serviceId: string; readonly contractId: string }

export async function getServed(tx: Tx, providerId: string | undefined, place: Place): Promise<Served> {
  return served(tx, providerId)
    .where('w.person_id', '=', place.personId)
    .where('w.service_id', '=', place.serviceId)
    .where('w.contract_id', '=', place.contractId)
    .executeTakeFirstOrThrow(() => new NotFound('person'))
}

function served(tx: Tx, providerId: string | undefined) {
  return tx
    .selectFrom('published.served_person as w')
    .innerJoin('published.service as s', (join) =>
      join.on('s.council_id', '=', tx.councilId).onRef('s.id', '=', 'w.service_id'),
    )
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'w.provider_id'),
    )
    .where('w.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('w.provider_id', '=', providerId ?? ''))
    .select(['w.provider_id as providerId', 'w.service_id as serviceId', 'w.contract_id as contractId'])
    .select(['w.person_id as personId', 'w.given_name as givenName', 'w.family_name as familyName', 'w.reference'])
    .select('w.restricted')
    .select(['s.name as serviceName', 'o.trading_name as providerName'])
}
