import { londonMoment, londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { notifyFromGate } from '../../../platform/notifications/notify.ts'
import { LOCK_MINUTES } from '../rules/sign-in.ts'
import { listPlaces, recordEvent, type Place } from '../store/accounts.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { raiseAlarm } from './lock-alarm.ts'

type Locking = {
  readonly accountId: string
  readonly address: string
  readonly now: Date
  /** When it opens by itself; null when somebody must unlock it. */
  readonly closedUntil: Date | null
  readonly origin: string
}

/** The page says nothing of a lock; the owner is told by mail, so that a stranger's guesses do not go unnoticed. */
export async function recordLock(tx: Tx, { accountId, address, now, closedUntil, origin }: Locking): Promise<void> {
  const today = londonToday(now)
  await recordEvent(tx, now, { accountId, kind: 'locked', address })
  await tellOwner(tx, {
    accountId,
    subject: 'Your Provider Portal account is locked',
    body: (closedUntil === null ? untilUnlocked(origin) : untilThen(closedUntil, origin)).join('\n\n'),
    now,
    today,
  })
  const places = await listPlaces(tx, accountId, today)
  for (const place of places)
    await tellHelpers(tx, place, { closedUntil, key: `lock:${accountId}:${now.toISOString()}` })
  const councils = new Set(places.map(({ councilId }) => councilId))
  for (const councilId of councils) await raiseAlarm(tx, { councilId, now, origin })
}

type Told = { readonly closedUntil: Date | null; readonly key: string }

/** Who can open the lock sooner: the council where only it can, otherwise the administrators at the organisation. */
async function tellHelpers(tx: Tx, { councilId, membershipId, providerId }: Place, lock: Told): Promise<void> {
  const key = `${lock.key}:${membershipId}`
  if (lock.closedUntil === null)
    return notifyFromGate(tx, councilId, {
      event: 'account.locked',
      to: { kind: 'staff', roles: ['portal-administration'] },
      text: 'Wrong tries locked an account until you unlock it.',
      href: `/council/people/${membershipId}`,
      key,
    })
  if (providerId === null) return
  return notifyFromGate(tx, councilId, {
    event: 'colleague.locked',
    to: { kind: 'administrators', providerId },
    text: 'Wrong tries locked the account of somebody at your organisation for some minutes.',
    href: `/provider/people/${membershipId}`,
    key,
  })
}

function untilUnlocked(origin: string): readonly string[] {
  return [
    'There were three wrong tries to sign in with your email address, so your account is locked.',
    `If it was you, ask the council to unlock it: ${origin}/forgotten`,
    'If it was not, tell the council: your account was not opened.',
  ]
}

function untilThen(closedUntil: Date, origin: string): readonly string[] {
  const { time } = londonMoment(closedUntil)
  return [
    `There were many wrong tries to sign in with your email address, so your account is locked for ${String(LOCK_MINUTES)} minutes. It opens by itself at ${time}.`,
    'If it was you, try again then. A passkey works before that too, and an administrator at your organisation or the council can unlock the account sooner.',
    `If you forgot your password, choose a new one meanwhile: ${origin}/forgotten`,
    'If it was not you, tell the council: your account was not opened, and where you are signed in you stay signed in.',
  ]
}
