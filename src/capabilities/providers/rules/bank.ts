import { addDays, isAfter, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { accountNumber, sortCode } from './numbers.ts'

/** As it is kept. Whether an approved account is in force yet depends on the day, so that is never kept. */
export type BankStatus = 'entered' | 'approved' | 'refused' | 'cancelled'
export type BankStanding = 'waiting' | 'cooling-off' | 'in-force' | 'replaced' | 'refused' | 'cancelled'

const COOLING_OFF_DAYS = 3
export const LONGEST_COOLING_OFF = 90

/** The council's setting, in days; without one, or with one that makes no sense, three. */
export function coolingOffDays(setting: unknown): number {
  const days = typeof setting === 'string' || typeof setting === 'number' ? Number(setting) : Number.NaN
  return Number.isInteger(days) && days >= 1 && days <= LONGEST_COOLING_OFF ? days : COOLING_OFF_DAYS
}

type Held = { readonly id: string; readonly status: BankStatus; readonly inForceOn: LocalDate | null }

/** The account that is paid to today: of those approved and past their cooling-off, the one that came last. */
export function inForce<A extends Held>(accounts: readonly A[], today: LocalDate): A | undefined {
  return accounts
    .filter(({ status, inForceOn }) => status === 'approved' && inForceOn !== null && !isAfter(inForceOn, today))
    .reduce<A | undefined>((last, one) => (last === undefined || laterOf(one, last) ? one : last), undefined)
}
function laterOf(one: Held, other: Held): boolean {
  return (one.inForceOn ?? '') > (other.inForceOn ?? '')
}

export function standingOf(account: Held, accounts: readonly Held[], today: LocalDate): BankStanding {
  switch (account.status) {
    case 'entered':
      return 'waiting'
    case 'refused':
      return 'refused'
    case 'cancelled':
      return 'cancelled'
    case 'approved':
      if (account.inForceOn !== null && isAfter(account.inForceOn, today)) return 'cooling-off'
      return inForce(accounts, today)?.id === account.id ? 'in-force' : 'replaced'
  }
}

export type BankEntry = {
  readonly sortCode: string
  readonly accountNumber: string
  readonly accountName: string
  readonly calledName: string
  readonly calledNumber: string
  readonly numberSource: string
  readonly calledOn: LocalDate | undefined
}
export type BankBox = keyof BankEntry
export type EntryFault = { readonly box: BankBox; readonly code: 'missing' | 'malformed' | 'too-long' | 'in-future' }

/** Everything that is wrong, so that it can be put right at one go. Passing the format only means that it could exist. */
export function entryFaults(entry: BankEntry, today: LocalDate): readonly EntryFault[] {
  const faults: EntryFault[] = []
  if (sortCode(entry.sortCode) === undefined) faults.push(missingOr('sortCode', entry.sortCode))
  if (accountNumber(entry.accountNumber) === undefined) faults.push(missingOr('accountNumber', entry.accountNumber))
  for (const [box, longest] of LONGEST) {
    if (entry[box].trim() === '') faults.push({ box, code: 'missing' })
    else if (entry[box].length > longest) faults.push({ box, code: 'too-long' })
  }
  if (entry.calledOn === undefined) faults.push({ box: 'calledOn', code: 'malformed' })
  else if (isAfter(entry.calledOn, today)) faults.push({ box: 'calledOn', code: 'in-future' })
  return faults
}
const LONGEST = [
  ['accountName', 100],
  ['calledName', 200],
  ['calledNumber', 30],
  ['numberSource', 500],
] as const

function missingOr(box: BankBox, typed: string): EntryFault {
  return { box, code: typed.trim() === '' ? 'missing' : 'malformed' }
}

export type EnterRefusal = { readonly code: 'already-waiting' } | { readonly code: 'still-cooling-off' }

/** One change at a time: with two under way, nobody could say which account was confirmed by telephone. */
export function mayEnter(accounts: readonly Held[], today: LocalDate): Outcome<null, EnterRefusal> {
  const standings = accounts.map((account) => standingOf(account, accounts, today))
  if (standings.includes('waiting')) return refused({ code: 'already-waiting' })
  return standings.includes('cooling-off') ? refused({ code: 'still-cooling-off' }) : done(null)
}

type Shown = { readonly shown: number; readonly by: string; readonly today: LocalDate }
type Waiting = Held & { readonly version: number; readonly enteredBy: string }
type Moved =
  | { readonly code: 'changed-since'; readonly shown: number; readonly current: number }
  | { readonly code: 'not-waiting'; readonly status: BankStatus }
export type DecideBankRefusal = Moved | { readonly code: 'same-person' } | { readonly code: 'reason-missing' }
export type BankDecision =
  { readonly kind: 'approve'; readonly days: number } | { readonly kind: 'refuse'; readonly reason: string }

/** Two people: whoever entered an account can stop it, and somebody else must let it through. */
export function decideBank(
  account: Waiting,
  decision: BankDecision,
  { shown, by, today }: Shown,
): Outcome<{ readonly status: 'approved' | 'refused'; readonly inForceOn: LocalDate | null }, DecideBankRefusal> {
  if (account.status !== 'entered') return refused({ code: 'not-waiting', status: account.status })
  if (account.version !== shown) return refused({ code: 'changed-since', shown, current: account.version })
  if (account.enteredBy === by) return refused({ code: 'same-person' })
  if (decision.kind === 'approve') return done({ status: 'approved', inForceOn: addDays(today, decision.days) })
  if (decision.reason.trim() === '') return refused({ code: 'reason-missing' })
  return done({ status: 'refused', inForceOn: null })
}

export type CancelRefusal = Moved | { readonly code: 'in-force-already' } | { readonly code: 'reason-missing' }

/** Before it is approved or while it cools off; once it is in force, another account has to replace it. */
export function cancelBank(
  account: Waiting,
  reason: string,
  { shown, today }: Omit<Shown, 'by'>,
): Outcome<'cancelled', CancelRefusal> {
  if (account.version !== shown) return refused({ code: 'changed-since', shown, current: account.version })
  switch (account.status) {
    case 'refused':
    case 'cancelled':
      return refused({ code: 'not-waiting', status: account.status })
    case 'approved':
      if (account.inForceOn !== null && !isAfter(account.inForceOn, today)) return refused({ code: 'in-force-already' })
      break
    case 'entered':
      break
  }
  return reason.trim() === '' ? refused({ code: 'reason-missing' }) : done('cancelled')
}
