import { londonToday, type Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { dormancyOf, dormantDaysOf, EARLIEST_WARNING_DAY } from '../rules/password-policy.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { forgetOpenedLocks, listSleepers, lockDormant, lockSleeper, noteWarned } from '../store/dormancy.ts'
import { makeLink } from '../store/set-up.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, hashToken, newToken, nobody } from './access.ts'

const ROWS = 200
const DAY_MILLISECONDS = 86_400_000

type Watching = { readonly db: Db; readonly clock: Clock; readonly origin: string }

/** Each account in a transaction of its own, so that a crash half way costs nothing and a second run finds what is done. */
export async function watchAccounts({ db, clock, origin }: Watching): Promise<void> {
  const now = clock.now()
  // A day early, because days are counted as London counts them; the rule below decides.
  const before = new Date(now.getTime() - (EARLIEST_WARNING_DAY - 1) * DAY_MILLISECONDS)
  await db.write(gate, (tx) => forgetOpenedLocks(tx, now))
  let after = nobody
  for (;;) {
    const from = after
    const sleepers = await db.read(gate, (tx) => listSleepers(tx, { before, after: from, rows: ROWS }))
    for (const { id } of sleepers) await db.write(gate, (tx) => watch(tx, id, { now, origin }))
    const last = sleepers.at(-1)
    if (last === undefined || sleepers.length < ROWS) return
    after = last.id
  }
}

type Night = { readonly now: Date; readonly origin: string }

async function watch(tx: Tx, accountId: string, { now, origin }: Night): Promise<void> {
  const today = londonToday(now)
  const sleeper = await lockSleeper(tx, accountId)
  if (sleeper === undefined) return
  const dormantDays = dormantDaysOf(await listPlaces(tx, accountId, today))
  const { lastUsedAt, warned } = sleeper
  const dormancy = dormancyOf({ lastUsedOn: londonToday(lastUsedAt), warned }, { dormantDays }, today)
  if (dormancy.kind === 'awake') return
  if (dormancy.kind === 'warn') {
    await noteWarned(tx, accountId, dormancy.day)
    await recordEvent(tx, now, { accountId, kind: 'dormancy-warned' })
    const daysLeft = dormantDays - dormancy.day
    const token = newToken()
    const expiresAt = new Date(now.getTime() + daysLeft * DAY_MILLISECONDS)
    await makeLink(tx, { tokenHash: hashToken(token), accountId, madeAt: now, expiresAt, purpose: 'keep' })
    await tellOwner(tx, { accountId, ...warning(daysLeft, `${origin}/keep/${token}`), now, today })
    return
  }
  await lockDormant(tx, accountId, now)
  await recordEvent(tx, now, { accountId, kind: 'locked-dormant' })
  await tellOwner(tx, { accountId, ...suspended(String(dormantDays), origin), now, today })
}

function warning(daysLeft: number, link: string) {
  const days = `${String(daysLeft)} days`
  return {
    subject: `Your Provider Portal account will be suspended in ${days}`,
    body: [
      `You have not signed in for some time. Sign in within ${days} to keep your account open.`,
      `If you still need it and have nothing to do in it now, keep it open here: ${link}`,
      'The link works once, signs nobody in and changes nothing else.',
    ].join('\n\n'),
  }
}

function suspended(days: string, origin: string) {
  return {
    subject: 'Your Provider Portal account is suspended',
    body: [
      `You have not signed in for ${days} days, so your account is suspended. Nothing is deleted.`,
      `Ask the council to open it again: ${origin}/forgotten`,
    ].join('\n\n'),
  }
}
