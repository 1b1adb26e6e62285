import { randomInt } from 'node:crypto'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { mintReference } from '../../../core/reference.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { agreePackagePrice } from '../../contracts/index.ts'
import { getPerson, servePerson, type PersonRow } from '../../service-users/index.ts'
import {
  commissionFaults,
  commissionWarnings,
  ruleOn,
  type BookLine,
  type Commission,
  type CommissionFault,
  type CommissionWarning,
  type Place,
} from '../rules/commission.ts'
import {
  getPlace,
  hasSignatory,
  isFree,
  listBookLines,
  listOverlappingWith,
  recordPackage,
} from '../store/commissioning.ts'
import { askForPrice } from './ask-for-price.ts'

export type CommissionRefusal = { readonly code: 'faulty'; readonly faults: readonly CommissionFault[] }
/** Commissioned, or waiting for a second person to decide about its price. */
export type Commissioned = { readonly packageId: string } | { readonly requestId: string }

/** Care for somebody at a place, at the price of the book; another price waits for a second person first. */
export async function commissionPackage(
  work: Work,
  wanted: Commission,
): Promise<Outcome<Commissioned, CommissionRefusal>> {
  const known = await look(work.tx, wanted)
  const faults = commissionFaults({ ...known, wanted })
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  if (wanted.ownPrice === null) return done({ packageId: await add(work, wanted, { ...known, own: undefined }) })

  const requestId = await askForPrice(work, {
    ...{ place: known.place, line: known.line, person: known.person, packageId: null },
    ...{ fromOn: wanted.startsOn, ownPrice: wanted.ownPrice },
    care: { kind: 'new', wanted },
    said: { place: known.place.contract.number },
  })
  if (requestId === undefined) throw new Error('care that is new has no other request')
  return done({ requestId })
}

type AskedBy = { readonly by: string; readonly name: string; readonly at: Date }

/** Part of approving its price: the care is looked at once more, and commissioned at that price. */
export async function commissionAtPrice(
  work: Work,
  wanted: Commission,
  asked: AskedBy,
): Promise<Outcome<{ packageId: string }, CommissionRefusal>> {
  const known = await look(work.tx, wanted)
  const faults = commissionFaults({ ...known, wanted })
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  return done({ packageId: await add(work, wanted, { ...known, own: asked }) })
}

type Known = {
  readonly place: Place
  readonly line: BookLine
  readonly diedOn: LocalDate | null
  readonly person: PersonRow
}

async function look(tx: Tx, { personId, serviceId, contractId, rateLineId }: Commission): Promise<Known> {
  const [person, place, lines] = await Promise.all([
    getPerson(tx, personId),
    getPlace(tx, { serviceId, contractId }),
    listBookLines(tx, contractId),
  ])
  const line = lines.find(({ id }) => id === rateLineId)
  if (line === undefined) throw new NotFound('price line')
  return { person, place, line, diedOn: person.diedOn }
}

type Adding = Pick<Known, 'place' | 'line'> & { readonly own: AskedBy | undefined }

async function add(work: Work, wanted: Commission, { place, line, own }: Adding): Promise<string> {
  const { tx, now } = work
  const { startsOn, endsOn } = wanted
  const whose = { providerId: place.provider.id, serviceId: place.service.id, contractId: place.contract.id }
  await servePerson(work, wanted.personId, whose)
  const reference = await freeReference(tx)
  const rateLineId = own === undefined ? line.id : await ownLine(work, wanted, { reference, asked: own })
  // Where no agreement is asked for, care is open from its first day; elsewhere publishing and agreeing open it.
  const waits = ruleOn(place, startsOn)?.signGate !== false
  const state = waits
    ? ({ status: 'authorised', openedAt: null } as const)
    : ({ status: 'active', openedAt: now } as const)
  const id = await recordPackage(tx, { reference, wanted, place, line, rateLineId, ...state })
  await work.audit(
    'package.commissioned',
    { type: 'package', id },
    { reference, startsOn, endsOn, line: line.reference },
  )
  return id
}

const TRIES = 5

async function freeReference(tx: Tx): Promise<string> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const reference = mintReference('CP', (below) => randomInt(below))
    if (await isFree(tx, reference)) return reference
  }
  throw new Error('no reference for a package was free')
}

type Own = { readonly reference: string; readonly asked: AskedBy }

async function ownLine(work: Work, { rateLineId, startsOn, ownPrice }: Commission, own: Own): Promise<string> {
  if (ownPrice === null) return rateLineId
  const { price, reason } = ownPrice
  const { reference, asked } = own
  return agreePackagePrice(work, {
    like: rateLineId,
    packageReference: reference,
    number: 1,
    fromOn: startsOn,
    price,
    reason,
    asked,
  })
}

/** What staff should know before they commission it. */
export async function warningsAbout(
  tx: Tx,
  wanted: Pick<Commission, 'personId' | 'startsOn' | 'endsOn'>,
  on: { readonly place: Place; readonly serviceLevel: string; readonly today: LocalDate; readonly except?: string },
): Promise<readonly CommissionWarning[]> {
  const { place, serviceLevel, today, except } = on
  const [overlapping, signable] = await Promise.all([
    listOverlappingWith(tx, { ...wanted, serviceLevel, ...(except !== undefined && { except }) }),
    hasSignatory(tx, place, today),
  ])
  return commissionWarnings(wanted, {
    ...{ contractEndsOn: place.contract.endsOn, overlapping, hasSignatory: signable, today },
  })
}
