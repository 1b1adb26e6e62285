import { randomInt } from 'node:crypto'
import type { LocalDate } from '../../../core/dates.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { browserName } from '../rules/browser-name.ts'
import { isOpenTo } from '../rules/sign-on.ts'
import { mustChange } from '../rules/password-policy.ts'
import { LONGEST_IDLE_SECONDS, SWEEP_EVERY } from '../rules/session-limits.ts'
import { listPlaces, recordEvent, recordSignIn, type LockedAccount, type Place } from '../store/accounts.ts'
import { endSession, forgetEndedSessions, openSession } from '../store/sessions.ts'
import { noteDevice } from '../store/devices.ts'
import { forgetOldBrowsers, keepKnownBrowser } from '../store/known-browsers.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { hashToken, newToken } from './access.ts'
import { passwordAge } from './password-age.ts'

/** From where, and in place of which session, somebody comes in. */
export type Arrival = {
  readonly address: string
  readonly browser: string
  /** The session that the browser had before, which ends. */
  readonly earlier: string | undefined
  /** The cookie of a browser in which somebody came in before. */
  readonly known?: string | undefined
}
export type SignedIn = {
  readonly token: string
  readonly returnTo: string
  /** Undefined when there is a choice to make, or a password to change first. */
  readonly place: Place | undefined
  readonly mustChangePassword: boolean
  /** The only place, when its council's policies are to be accepted first. */
  readonly policiesFor: string | undefined
  /** By which this browser is known from now on; undefined for who came through their organisation. */
  readonly known: string | undefined
}
type Entering = {
  readonly arrival: Arrival
  readonly accountId: string
  readonly account: LockedAccount | undefined
  readonly now: Date
  readonly returnTo: string
  /** Which digits to ask next time, when digits were what was answered. */
  readonly next: readonly number[] | undefined
  /** Where the person works today, when that is known already. */
  readonly places?: readonly Place[]
  /** The organisation's own service that they signed in with, in place of both steps. */
  readonly through?: { readonly councilId: string; readonly id: string } | undefined
  /** The password is easy to guess by the lists of today, and another is chosen before anything opens. */
  readonly weak?: boolean
  /** The browser counts for itself, so what was counted elsewhere stays. */
  readonly countsAlone?: boolean
}

/** Both steps are passed, whichever way: a session of its own, and a place if there is only one. */
export async function enter(tx: Tx, entering: Entering): Promise<SignedIn> {
  const { accountId, now, returnTo, next, through, countsAlone, weak = false } = entering
  const { address, browser, earlier } = entering.arrival
  const today = londonToday(now)
  const all = entering.places ?? (await listPlaces(tx, accountId, today))
  const places = all.filter((place) => isOpenTo(place, through?.id ?? null))
  const mustChangePassword = hasToChoose(entering, all, today)
  const only = places.length === 1 && !mustChangePassword ? places[0] : undefined
  const place = only?.policiesDue === true ? undefined : only
  const here = keyOf(place)
  const token = newToken()
  const tokenHash = hashToken(token)
  const known = through === undefined ? newToken() : undefined
  // Handed over together, in this order: one round trip for all of them.
  await Promise.all([
    recordSignIn(tx, accountId, { next, now, keepsCount: countsAlone === true, weak, place: here }),
    endEarlier(tx, earlier),
    sweep(tx, accountId, now),
    openSession(tx, { tokenHash, accountId, now, place: here, address, browser, through }),
    recordEvent(tx, now, { accountId, kind: 'signed-in', address, details: { browser } }),
    tellOfNewDevice(tx, { accountId, browser, now }),
    knowBrowser(tx, entering, known),
  ])
  const policiesFor = only?.policiesDue === true ? only.membershipId : undefined
  return { token, returnTo, place, mustChangePassword, policiesFor, known }
}

function keyOf(place: Place | undefined): Pick<Place, 'councilId' | 'membershipId'> | undefined {
  return place && { councilId: place.councilId, membershipId: place.membershipId }
}

/** Whoever came through their organisation has no password here that could be too old or too easy. */
function hasToChoose({ through, account, weak }: Entering, places: readonly Place[], today: LocalDate): boolean {
  if (through !== undefined) return false
  const policies = places.map(({ policy }) => policy)
  return weak === true || mustChange(passwordAge(account), policies, today)
}

async function knowBrowser(tx: Tx, { arrival, accountId, now }: Entering, known: string | undefined): Promise<void> {
  if (known === undefined) return
  const from = arrival.known === undefined ? undefined : hashToken(arrival.known)
  await keepKnownBrowser(tx, { accountId, from, to: hashToken(known), now })
}

/** Now and then, for the person who comes in. */
async function sweep(tx: Tx, accountId: string, now: Date): Promise<void> {
  if (randomInt(SWEEP_EVERY) > 0) return
  await Promise.all([
    forgetEndedSessions(tx, accountId, new Date(now.getTime() - LONGEST_IDLE_SECONDS * 1000)),
    forgetOldBrowsers(tx, accountId, now),
  ])
}

async function endEarlier(tx: Tx, token: string | undefined): Promise<void> {
  if (token !== undefined) await endSession(tx, hashToken(token))
}

/** By the name people call it, so that an update of the browser is no news. The first of all is no news either. */
async function tellOfNewDevice(
  tx: Tx,
  { accountId, browser, now }: { readonly accountId: string; readonly browser: string; readonly now: Date },
): Promise<void> {
  const name = browserName(browser)
  if (!(await noteDevice(tx, accountId, { name, now }))) return
  await tellOwner(tx, {
    accountId,
    subject: 'Your Provider Portal account was opened in a new browser',
    body: `It was opened in ${name}, for the first time. If it was not you, change your password and tell the council.`,
    now,
    today: londonToday(now),
  })
}
