import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Subject, SubjectRef } from '../rules/subject.ts'
import type { Reach } from './reach.ts'

/** Looked up with the eyes of whoever asks: what they may not see, they cannot write about either. */
export async function getSubject(tx: Tx, reach: Reach, about: SubjectRef): Promise<Subject> {
  const found = await find(tx, reach, about)
  if (found === undefined) throw new NotFound(about.type)
  return found
}

function find(tx: Tx, reach: Reach, about: SubjectRef): Promise<Subject | undefined> {
  switch (about.type) {
    case 'organisation':
      return findOrganisation(tx, reach, about.id)
    case 'service':
      return findService(tx, reach, about.id)
    case 'package':
      return findPackage(tx, reach, about.id)
    case 'agreement':
      return findAgreement(tx, reach, about.id)
    case 'uplift':
      return findLetter(tx, reach, about.id)
    case 'payment-line':
      return findLine(tx, reach, about)
  }
}

async function findOrganisation(tx: Tx, { providerId }: Reach, id: string): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.provider')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('id', '=', providerId ?? ''))
    .select(['id as provider_id', 'trading_name'])
    .executeTakeFirst()
  if (found === undefined) return undefined
  const whole = { serviceId: null, contractId: null, personId: null }
  return { type: 'organisation', id, text: found.trading_name, providerId: found.provider_id, ...whole }
}

/** With the contract, where whoever asks sees only one for the service: people who work under it then see it too. */
async function findService(tx: Tx, { providerId, narrow = false }: Reach, id: string): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.service as s')
    .leftJoin('published.contract_service as k', (join) =>
      join
        .on('k.council_id', '=', tx.councilId)
        .onRef('k.provider_id', '=', 's.provider_id')
        .onRef('k.service_id', '=', 's.id'),
    )
    .where('s.council_id', '=', tx.councilId)
    .where('s.id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('s.provider_id', '=', providerId ?? ''))
    .select(['s.name', 's.provider_id', 'k.contract_id'])
    .orderBy('k.contract_id')
    .limit(2)
    .execute()
  const [service] = found
  if (service === undefined) return undefined
  return {
    type: 'service',
    id,
    text: service.name,
    providerId: service.provider_id,
    serviceId: id,
    contractId: narrow || found.length === 1 ? service.contract_id : null,
    personId: null,
  }
}

async function findPackage(tx: Tx, { providerId }: Reach, id: string): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.package')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('status', '!=', 'draft')
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'reference', 'provider_id', 'service_id', 'contract_id', 'person_id'])
    .executeTakeFirst()
  return found === undefined ? undefined : ofCare('package', found, `Package ${found.reference}`)
}

async function findAgreement(tx: Tx, { providerId }: Reach, id: string): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.agreement')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'reference', 'provider_id', 'service_id', 'contract_id', 'person_id'])
    .executeTakeFirst()
  return found === undefined ? undefined : ofCare('agreement', found, `Agreement ${found.reference}`)
}

/** The letter of an uplift, while it stands; it is for the whole organisation. */
async function findLetter(tx: Tx, { providerId }: Reach, id: string): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.uplift_letter')
    .where('council_id', '=', tx.councilId)
    .where('uplift_id', '=', id)
    .where('provider_id', '=', providerId ?? '')
    .where('withdrawn_at', 'is', null)
    .select(['provider_id', 'name'])
    .executeTakeFirst()
  if (found === undefined) return undefined
  const whole = { serviceId: null, contractId: null, personId: null }
  return { type: 'uplift', id, text: `Letter about prices: ${found.name}`, providerId: found.provider_id, ...whole }
}

async function findLine(
  tx: Tx,
  { providerId }: Reach,
  { id, from }: { readonly id: string; readonly from: LocalDate },
): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('published.payment_line as l')
    .innerJoin('published.package as p', (join) =>
      join.on('p.council_id', '=', tx.councilId).onRef('p.id', '=', 'l.package_id'),
    )
    .where('l.council_id', '=', tx.councilId)
    .where('l.from_on', '=', from)
    .where('l.id', '=', id)
    .$if(providerId !== undefined, (query) => query.where('l.provider_id', '=', providerId ?? ''))
    .select(['l.id', 'l.provider_id', 'l.service_id', 'l.contract_id', 'l.person_id', 'l.covers_from', 'p.reference'])
    .executeTakeFirst()
  if (found === undefined) return undefined
  return ofCare('payment-line', found, `Payment for package ${found.reference} from ${found.covers_from}`)
}

type CareRow = {
  readonly id: string
  readonly provider_id: string
  readonly service_id: string
  readonly contract_id: string
  readonly person_id: string
}

function ofCare(type: Subject['type'], row: CareRow, text: string): Subject {
  return {
    type,
    id: row.id,
    text,
    providerId: row.provider_id,
    serviceId: row.service_id,
    contractId: row.contract_id,
    personId: row.person_id,
  }
}

type OfProvider = { readonly providerId: string; readonly personId: string }

export async function isRestricted(tx: Tx, { providerId, personId }: OfProvider): Promise<boolean> {
  const found = await tx
    .selectFrom('published.served_person')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('person_id', '=', personId)
    .where('restricted', '=', true)
    .select('person_id')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** By our reference or the provider's own, as it was typed. */
export async function findPackageId(tx: Tx, providerId: string, typed: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('published.package')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('status', '!=', 'draft')
    .where((eb) => eb.or([eb('reference', 'in', [typed, typed.toUpperCase()]), eb('own_reference', '=', typed)]))
    .select('id')
    .orderBy('starts_on', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return found?.id
}
