import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { plainRecoveryCode } from '../rules/recovery-code.ts'
import { isSetUp, type SetUpFacts } from '../rules/set-up-tasks.ts'
import { getCredentials, listPlaces, recordEvent, type Place } from '../store/accounts.ts'
import { getOwnCredentials } from '../store/credentials.ts'
import { hasSecondFactor } from '../store/passkeys.ts'
import { keepAcceptance, listDuePolicies, type DuePolicy } from '../store/policies.ts'
import {
  activate,
  endSettingUp,
  findSettingUp,
  findSetUpLink,
  getSetUpState,
  lockSettingUp,
  noteResumed,
  openSetUpLink,
  saveDetails,
  type SettingUp,
} from '../store/setting-up.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { takesDigits } from './second-step.ts'
import { takeTry, type TooManyTries } from './throttle.ts'

/** How long one browser may go on before the password is asked for again. */
const OPEN_MINUTES = 60

export function isOpen({ openedAt }: SettingUp, now: Date): boolean {
  return openedAt !== null && now.getTime() - openedAt.getTime() < OPEN_MINUTES * 60_000
}

/** Whether the link still works. Looking uses nothing up: programs that test the links of a mail may look. */
export async function mayStartSetUp(access: Access, token: string): Promise<boolean> {
  const now = access.clock.now()
  return (await access.db.read(gate, (tx) => findSetUpLink(tx, hashToken(token), now))) !== undefined
}

/** From now on this browser sets the account up, and no other. Answers its cookie; undefined when the link is over. */
export async function startSetUp(access: Access, token: string): Promise<string | undefined> {
  return access.db.write(gate, (tx) => openIn(tx, hashToken(token), access.clock.now()))
}

/** A temporary password in place of the link: it opens the same page and nothing else. */
export async function startByTemporary(
  access: Access,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<string | undefined> {
  if (plainRecoveryCode(password) === undefined) return undefined
  return access.db.write(gate, (tx) => openIn(tx, temporaryHash(email, password), access.clock.now()))
}

/** Eighty random bits each, so a plain hash is enough; together with the user name it is found like a link. */
export function temporaryHash(email: string, password: string): Buffer {
  return hashToken(`temporary ${email.trim().toLowerCase()} ${plainRecoveryCode(password) ?? 'none'}`)
}

async function openIn(tx: Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const browser = newToken()
  const accountId = await openSetUpLink(tx, { tokenHash, browserHash: hashToken(browser), now })
  return accountId === undefined ? undefined : browser
}

export type Standing = SettingUp & { readonly open: boolean }

/** What is being set up in this browser; undefined when nothing is, or when the time for it is over. */
export async function settingUpIn(access: Access, browser: string): Promise<Standing | undefined> {
  const now = access.clock.now()
  const found = await access.db.read(gate, (tx) => findSettingUp(tx, hashToken(browser), now))
  if (found === undefined) return undefined
  const open = isOpen(found, now)
  return open || found.chosen ? { ...found, open } : undefined
}

type Resuming = { readonly browser: string; readonly password: string; readonly address: string }

/** Whoever left comes back with the password that was chosen. */
export async function resumeSetUp(
  access: Access,
  { browser, password, address }: Resuming,
): Promise<Outcome<true, TooManyTries | { readonly code: 'wrong-password' | 'link-over' }>> {
  const standing = await settingUpIn(access, browser)
  if (standing === undefined) return refused({ code: 'link-over' })
  const { accountId, tokenHash } = standing
  const [{ email }, { passwordHash }] = await access.db.read(gate, (tx) =>
    Promise.all([getOwnCredentials(tx, accountId), getCredentials(tx, accountId)]),
  )
  const throttled = await takeTry(access, { address, email })
  if (throttled !== undefined) return refused(throttled)
  if (!(await access.passwords.verify(password, passwordHash))) return refused({ code: 'wrong-password' })
  await access.db.write(gate, (tx) => noteResumed(tx, tokenHash, access.clock.now()))
  return done(true)
}

export type PolicyDue = { readonly place: Place; readonly policies: readonly DuePolicy[] }
export type SetUpView = SetUpFacts & {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly places: readonly Place[]
  readonly due: readonly PolicyDue[]
  readonly digits: boolean
}

export async function viewSetUp(access: Access, standing: SettingUp): Promise<SetUpView> {
  return access.db.read(gate, (tx) => readSetUp(tx, standing, access.clock.now()))
}

async function readSetUp(tx: Tx, { accountId, chosen, madeAt }: SettingUp, now: Date): Promise<SetUpView> {
  const [places, own, state, hasFactor] = await Promise.all([
    listPlaces(tx, accountId, londonToday(now)),
    getOwnCredentials(tx, accountId),
    getSetUpState(tx, accountId),
    hasSecondFactor(tx, accountId),
  ])
  const due = await Promise.all(
    onePerCouncil(places).map(async (place) => ({
      place,
      policies: await listDuePolicies(tx, { councilId: place.councilId, accountId }),
    })),
  )
  const digits = takesDigits(places)
  const waiting = due.filter(({ policies }) => policies.length > 0)
  return {
    passwordChosen: chosen,
    // A code that was there before may be what was forgotten; an app or a passkey cannot be.
    hasSecondStep: hasFactor || (digits && state.codeChangedAt !== null && state.codeChangedAt >= madeAt),
    policiesDue: waiting.flatMap(({ policies }) => policies).length,
    detailsConfirmed: state.detailsConfirmedAt !== null && state.detailsConfirmedAt >= madeAt,
    name: own.name,
    email: own.email,
    phone: state.phone,
    places,
    due: waiting,
    digits,
  }
}

function onePerCouncil(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.councilId, place])).values()]
}

type Acting = { readonly standing: SettingUp; readonly address: string }

/** Only the versions that were shown; a newer one is shown before it is accepted. */
export async function acceptAtSetUp(
  access: Access,
  { standing, address, shown }: Acting & { readonly shown: readonly string[] },
): Promise<boolean> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const { due } = await readSetUp(tx, standing, now)
    if (due.some(({ policies }) => policies.some(({ id }) => !shown.includes(id)))) return false
    const { accountId } = standing
    for (const { place, policies } of due) {
      const { councilId, membershipId } = place
      const policyIds = policies.map(({ id }) => id)
      await keepAcceptance(tx, { councilId, accountId, policyIds, address, now })
      await recordEvent(tx, now, { accountId, kind: 'policies-accepted', address, details: { membershipId } })
    }
    return true
  })
}

export async function confirmDetails(access: Access, standing: SettingUp, phone: string): Promise<void> {
  const now = access.clock.now()
  await access.db.write(gate, (tx) => saveDetails(tx, standing.accountId, { phone, now }))
}

/** A passkey or an app was added: the account may be signed in to. */
export async function noteSecondStep(access: Access, accountId: string): Promise<void> {
  await access.db.write(gate, (tx) => activate(tx, accountId))
}

/** The link is used up. Signing in is still to be done, by both steps like anybody. */
export async function finishSetUp(
  access: Access,
  { browser, address }: { readonly browser: string; readonly address: string },
): Promise<Outcome<true, { readonly code: 'not-done' | 'link-over' }>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const standing = await lockSettingUp(tx, hashToken(browser), now)
    if (standing === undefined || !isOpen(standing, now)) return refused({ code: 'link-over' })
    if (!isSetUp(await readSetUp(tx, standing, now))) return refused({ code: 'not-done' })
    await endSettingUp(tx, standing.tokenHash, now)
    await recordEvent(tx, now, { accountId: standing.accountId, kind: 'set-up', address })
    return done(true)
  })
}
