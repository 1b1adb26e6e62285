import { randomUUID } from 'node:crypto'
import { localDate } from '../../../core/dates.ts'
import { quantity, rate, type Rate } from '../../../core/money.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { AProvider, APackage, Builder } from '../../../testing/world.ts'
import { buildContent, type Cause, type Offer } from '../rules/content.ts'

export type AnAgreement = { readonly id: string; readonly reference: string; readonly hash: string }
type Over = {
  readonly status?: string
  readonly reference?: string
  readonly revision?: number
  readonly startsOn?: string
  readonly price?: Rate
  readonly cause?: Cause
  /** Further packages of the same person's care, each a line. */
  readonly also?: readonly Pick<APackage, 'id' | 'reference'>[]
  readonly publishedAt?: string
  readonly publishedBy?: string
  readonly respondBy?: string
}

/** What a test offers unless it says otherwise: 14 hours a week at £21.00. */
export function anOffer(care: Pick<APackage, 'id' | 'reference'>, over: Over = {}): Offer {
  const startsOn = localDate(over.startsOn ?? '2025-01-06')
  return {
    reference: over.reference ?? `${care.reference}-A1`,
    revision: over.revision ?? 1,
    cause: over.cause ?? 'new',
    startsOn,
    provider: { reference: 'S1', name: 'Test Care' },
    service: { reference: 'V1', name: 'Test Care at home' },
    contract: { number: 'K1', title: 'Framework' },
    person: { reference: 'W1', nhsNumber: '9990000018', givenName: 'Test', familyName: 'Person', bornOn: null },
    lines: [care, ...(over.also ?? [])].map(({ id, reference }) => ({
      packageId: id,
      packageReference: reference,
      packageVersion: 1,
      serviceLevel: 'Standard',
      unit: 'hour' as const,
      startsOn,
      endsOn: null,
      planned: quantity(14n * 30_000n),
      plannedByDay: null,
      timetable: [],
      paymentTerms: 'actual' as const,
      prices: [{ from: startsOn, until: null, price: over.price ?? rate(210_000n) }],
      paid: null,
    })),
  }
}

/** An agreement about a package, published and waiting unless said otherwise. */
export async function anAgreement(
  build: Builder,
  provider: AProvider,
  care: APackage,
  over: Over = {},
): Promise<AnAgreement> {
  const id = randomUUID()
  const offer = anOffer(care, over)
  const { reference, revision, cause } = offer
  const content = buildContent(offer)
  const hash = canonicalHash(content)
  const published = over.status === 'draft' ? null : (over.publishedAt ?? '2025-04-01T09:00:00Z')
  const place = {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
  }
  const key = { ...place, agreement_id: id, revision }
  await build.insert('agreements.agreement', {
    ...place,
    ...{ id, reference, revision, person_id: care.personId, starts_on: offer.startsOn },
    status: over.status ?? 'published',
    published_at: published,
    respond_by: over.respondBy ?? null,
  })
  await build.insert('agreements.revision', {
    ...key,
    ...{
      cause,
      content: JSON.stringify(content),
      content_hash: hash,
      published_at: published,
      published_by: over.publishedBy ?? null,
    },
  })
  for (const { id: packageId } of [care, ...(over.also ?? [])])
    await build.insert('agreements.revision_line', { ...key, package_id: packageId, package_version: 1 })
  return { id, reference, hash: hash.toString('hex') }
}
