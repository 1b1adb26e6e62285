import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { notifyFromGate } from '../../../platform/notifications/notify.ts'
import { isClassic } from '../rules/password-policy.ts'
import { closedBy, opensByItself } from '../rules/sign-in.ts'
import { listPlaces, recordEvent, type Place } from '../store/accounts.ts'
import { askColleagues, listHelpers } from '../store/help.ts'
import { hasSecondFactor } from '../store/passkeys.ts'
import { countRecoveryCodes } from '../store/recovery-codes.ts'
import { askForHelp, findForgetful, type Forgetful } from '../store/set-up.ts'
import { mailThrough, tellOwner } from '../store/tell-owner.ts'
import { gate, type Access } from './access.ts'
import { mailResetLink } from './reset-password.ts'

/** Nobody's letter box is filled by somebody else's asking. */
const PAUSE_MINUTES = 5

/** What somebody has lost: the password, the second step, or both and the way in. */
export const losses = ['password', 'code', 'both'] as const
export type Loss = (typeof losses)[number]

type Asking = { readonly email: string; readonly loss: Loss; readonly address: string }

/**
 * Answers the same whoever asks. Under the classic profile the request waits with the council. Otherwise its owner
 * helps themself where one of the two steps is left, an administrator of the organisation helps where neither is, and
 * the council where there is no other administrator.
 */
export async function askToComeIn(access: Access, { email, loss, address }: Asking): Promise<void> {
  const now = access.clock.now()
  const today = londonToday(now)
  const wanted = email.trim().toLowerCase()
  await access.db.write(gate, async (tx) => {
    const asker = await findForgetful(tx, wanted)
    await recordEvent(tx, now, { accountId: asker?.accountId ?? null, kind: 'help-asked', address })
    if (asker === undefined) return
    const places = await listPlaces(tx, asker.accountId, today)
    const classic = isClassic(places.map(({ policy }) => policy))
    if (!classic && (await helpsThemself(access, tx, { asker, loss }))) return
    if (!classic && (await colleaguesHelp(access, tx, { asker, places }))) return
    for (const councilId of await askForHelp(tx, wanted, today, now))
      await notifyFromGate(tx, councilId, {
        event: 'help.asked',
        to: { kind: 'staff', roles: ['portal-administration'] },
        text: 'Somebody asks for help with signing in.',
        href: '/council/people?asking=yes',
        key: `help:${councilId}:${asker.accountId}:${now.toISOString()}`,
      })
  })
}

type Losing = { readonly asker: Forgetful; readonly loss: Loss }

/** A link for the password alone, or the way in by what is left of the second step. True when that is enough. */
async function helpsThemself(access: Access, tx: Tx, { asker, loss }: Losing): Promise<boolean> {
  const now = access.clock.now()
  const { accountId, status } = asker
  const mustBeUnlocked = closedBy(asker, now) === 'locked' && !opensByItself(asker)
  if (status !== 'active' || mustBeUnlocked || loss === 'both') return false
  if (loss === 'code') {
    if (!(await hasOtherWay(tx, accountId))) return false
    await mailWaysIn(access, tx, accountId)
    return true
  }
  if (!wasWithin(asker.lastLinkAt, PAUSE_MINUTES, now)) await mailResetLink(access, tx, accountId)
  return true
}

async function hasOtherWay(tx: Tx, accountId: string): Promise<boolean> {
  return (await hasSecondFactor(tx, accountId)) || (await countRecoveryCodes(tx, accountId)) > 0
}

function wasWithin(instant: Date | null, minutes: number, now: Date): boolean {
  return instant !== null && now.getTime() - instant.getTime() < minutes * 60_000
}

async function mailWaysIn({ clock, origin }: Access, tx: Tx, accountId: string): Promise<void> {
  const now = clock.now()
  await tellOwner(tx, {
    accountId,
    subject: 'How to sign in to Provider Portal without your security code',
    body: [
      `Sign in with your password as always: ${origin}/sign-in`,
      'On the second page use a recovery code, your authenticator app or a passkey in place of the digits: you have at least one of them.',
      `Then choose a new security code: ${origin}/account/security-code`,
      `If you have none of them at hand, ask again and say that you have nothing left: ${origin}/forgotten`,
    ].join('\n\n'),
    now,
    today: londonToday(now),
  })
}

type Helped = { readonly asker: Forgetful; readonly places: readonly Place[] }

/** The administrators of one organisation at each council; true when there is somebody to ask. Council staff ask the council. */
async function colleaguesHelp({ clock, origin }: Access, tx: Tx, { asker, places }: Helped): Promise<boolean> {
  const now = clock.now()
  const today = londonToday(now)
  if (places.some(({ face }) => face === 'council')) return false
  const helpers = await listHelpers(tx, asker.accountId, today)
  const [first] = helpers
  if (first === undefined) return false
  const { councilId, providerId } = first
  if (!(await askColleagues(tx, { councilId, providerId, accountId: asker.accountId, now }))) return true
  for (const { email } of helpers.filter((helper) => helper.providerId === providerId))
    await mailThrough(tx, {
      councilId,
      recipient: email,
      subject: 'A colleague asks for help with signing in to Provider Portal',
      body: [
        'Somebody who works with you cannot sign in. Speak to them first, so that you know it is them who asked.',
        `Then see who it is and help: ${origin}/provider/people`,
      ].join('\n\n'),
      now,
    })
  return true
}
