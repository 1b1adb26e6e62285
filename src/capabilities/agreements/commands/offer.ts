import { latest, type LocalDate } from '../../../core/dates.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import {
  atLasting,
  atPlan,
  inForceOn,
  lastDayOf,
  listOverlapping,
  planOf,
  type About,
  type Package,
} from '../../care-packages/index.ts'
import { buildContent, type Cause, type Content, type Offer, type OfferLine } from '../rules/content.ts'
import { paidOf, type LinePaid } from '../rules/paid.ts'
import { findingsOf, type Finding } from '../rules/publishing.ts'
import { alteredPaid, listPaidPackages, type PaidPackage } from './paid-packages.ts'
import type { PlanOfAgreement } from '../store/plans.ts'
import { listSignatoryScopes } from '../store/signing.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Heading = { readonly reference: string; readonly revision: number; readonly cause: Cause }

/**
 * What the packages say now, as an offer, each of the plan that it is at. They are for one person at one service under one
 * contract. With a day, from that day on: an earlier text is about what was before it.
 */
export function offerOf(
  heading: Heading,
  packages: readonly PaidPackage[],
  fromOn: LocalDate | null = null,
): Offer | undefined {
  const [first] = packages
  if (first === undefined) return undefined
  const lines = packages.map((care) => lineOf(care, fromOn))
  const starts = lines.map(({ startsOn }) => startsOn).toSorted()
  const { provider, service, contract, person } = first
  return { ...heading, startsOn: starts[0] ?? first.startsOn, provider, service, contract, person, lines }
}

/** The day that a text about these plans of one agreement speaks from, whenever it is made again. */
export function speaksFrom(about: readonly Pick<PlanOfAgreement, 'speaksFrom'>[]): LocalDate | null {
  return about[0]?.speaksFrom ?? null
}

/** One plan, from the day it is in force: another one has its own agreement. */
function lineOf(care: PaidPackage, fromOn: LocalDate | null): OfferLine {
  const version = planOf(care)
  const started = latest(version.from, care.startsOn)
  const startsOn = fromOn === null ? started : latest(started, fromOn)
  const terms = inForceOn(care.terms, startsOn) ?? care.terms.at(-1)
  const endsOn = lastDayOf(care)
  return {
    packageId: care.id,
    packageReference: care.reference,
    packageVersion: version.version,
    serviceLevel: care.serviceLevel,
    unit: care.unit,
    startsOn,
    // A change for a time ends before the care does; the lasting plan goes on after it.
    endsOn,
    planned: version.planned,
    plannedByDay: version.plannedByDay,
    timetable: care.timetable.filter((visit) => visit.version === version.version),
    paymentTerms: terms?.paymentTerms ?? 'actual',
    prices: pricesFrom(care, version.rateLineId, startsOn),
    paid: paidOfLine(care, { startsOn, endsOn, rateLineId: version.rateLineId }, terms),
  }
}

type Line = Pick<OfferLine, 'startsOn' | 'endsOn'> & { readonly rateLineId: string }

function paidOfLine(
  { paid, unit }: PaidPackage,
  line: Line,
  terms: Package['terms'][number] | undefined,
): LinePaid | null {
  if (paid === null) return null
  return paidOf(paid, line, {
    frustratedPercent: terms?.frustratedPercent ?? 100,
    // Only of a stay are nights away anything that is paid.
    nightsTiers: unit === 'week' ? (terms?.absenceTiers ?? []) : [],
    ...(unit === 'week' && terms !== undefined ? afterOf(terms) : {}),
  })
}

function afterOf({ deathDays, noticeDays }: Package['terms'][number]): Pick<LinePaid, 'nightsAfter'> {
  return deathDays + noticeDays === 0 ? {} : { nightsAfter: { deathDays, noticeDays } }
}

/** From the price of the first day on; without one there is no offer to price. */
function pricesFrom(care: Package, rateLineId: string, startsOn: LocalDate): OfferLine['prices'] {
  const rates = care.rates.filter((row) => row.rateLineId === rateLineId)
  if (inForceOn(rates, startsOn) === undefined) return []
  return rates
    .filter((row) => row.until === null || row.until > startsOn)
    .filter((row) => care.endsOn === null || row.from <= care.endsOn)
    .map(({ from, until, price }) => ({ from: latest(from, startsOn), until, price }))
}

export type Prepared = { readonly content: Content; readonly hash: Buffer; readonly findings: readonly Finding[] }

/** The offer as it would be published now, and what staff should know before they do. */
export async function prepareOffer(tx: Tx, heading: Heading, on: PreparedOn): Promise<Prepared | undefined> {
  const [found, overlapping] = await Promise.all([
    listPaidPackages(tx, { providerId: undefined }, on.packageIds),
    listOverlapping(tx, on.packageIds),
  ])
  const meant = found.map((care) => meantBy(care, on))
  const { altered } = on
  const packages = altered === undefined ? meant : meant.map((care) => alteredPaid(care, altered(care)))
  const signable = await listSignable(tx, packages, on.today)
  const offer = offerOf(heading, packages, speaksFrom(on.about ?? []))
  if (offer === undefined) return undefined
  const content = buildContent(offer)
  const findings = findingsIn(offer, packages, { overlapping, signable, today: on.today })
  return { content, hash: canonicalHash(content), findings }
}
export type PreparedOn = {
  readonly packageIds: readonly string[]
  readonly today: LocalDate
  /** Which plan of each package, and from when; today’s lasting one where nothing is said. */
  readonly about?: readonly PlanOfAgreement[]
  /** The packages as they would be after a change that nobody has decided yet. */
  readonly altered?: (care: Package) => Package
}

/** The package at the plan that an agreement is about, or at today’s lasting one. */
export function meantBy<T extends Package>(
  care: T,
  { about, today }: { readonly about?: readonly About[]; readonly today: LocalDate },
): T {
  const said = about?.find(({ packageId }) => packageId === care.id)
  return said === undefined ? atLasting(care, today) : atPlan(care, said)
}

type Beside = {
  readonly overlapping: readonly { readonly packageId: string; readonly reference: string }[]
  /** The packages for which somebody at their provider may sign. */
  readonly signable: ReadonlySet<string>
  readonly today: LocalDate
}

export function findingsIn(offer: Offer, packages: readonly Package[], { overlapping, signable, today }: Beside) {
  return offer.lines.flatMap((line) => {
    const care = packages.find(({ id }) => id === line.packageId)
    const checked = {
      line,
      contractEndsOn: care?.contract.endsOn ?? null,
      providerEnded: care?.provider.status === 'ended',
      careEnded: care?.status === 'ended' || care?.status === 'cancelled',
      hasSignatory: signable.has(line.packageId),
      overlapping: overlapping.filter((one) => one.packageId === line.packageId).map((one) => one.reference),
    }
    return findingsOf(checked, today)
  })
}

/** Which of these packages somebody may sign for: their authority is for the organisation, its service or its contract. */
export async function listSignable(
  tx: Tx,
  packages: readonly Package[],
  today: LocalDate,
): Promise<ReadonlySet<string>> {
  const scopes = await listSignatoryScopes(tx, [...new Set(packages.map(({ provider }) => provider.id))], today)
  const covered = packages.filter(({ provider, service, contract }) =>
    scopes.some(
      (one) =>
        one.providerId === provider.id &&
        (one.scope === 'organisation' || one.serviceId === service.id || one.contractId === contract.id),
    ),
  )
  return new Set(covered.map(({ id }) => id))
}
