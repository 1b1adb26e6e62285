import { londonToday, type Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { DORMANCY_WARNING_DAYS, dormancyOf, rulesFor } from '../rules/password-policy.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { listSleepers, lockDormant, lockSleeper, noteWarned } from '../store/dormancy.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, nobody } from './access.ts'

const ROWS = 200
const DAY_MILLISECONDS = 86_400_000

/** Each account in a transaction of its own, so that a crash half way costs nothing and a second run finds what is done. */
export async function watchAccounts({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  const now = clock.now()
  // A day early, because days are counted as London counts them; the rule below decides.
  const before = new Date(now.getTime() - (DORMANCY_WARNING_DAYS[0] - 1) * DAY_MILLISECONDS)
  let after = nobody
  for (;;) {
    const from = after
    const sleepers = await db.read(gate, (tx) => listSleepers(tx, { before, after: from, rows: ROWS }))
    for (const { id } of sleepers) await db.write(gate, (tx) => watch(tx, id, now))
    const last = sleepers.at(-1)
    if (last === undefined || sleepers.length < ROWS) return
    after = last.id
  }
}

async function watch(tx: Tx, accountId: string, now: Date): Promise<void> {
  const today = londonToday(now)
  const sleeper = await lockSleeper(tx, accountId)
  if (sleeper === undefined) return
  const rules = rulesFor((await listPlaces(tx, accountId, today)).map(({ policy }) => policy))
  const dormancy = dormancyOf({ lastUsedOn: londonToday(sleeper.lastUsedAt), warned: sleeper.warned }, rules, today)
  if (dormancy.kind === 'awake') return
  if (dormancy.kind === 'warn') {
    await noteWarned(tx, accountId, dormancy.day)
    await recordEvent(tx, now, { accountId, kind: 'dormancy-warned' })
    const daysLeft = String(rules.dormantDays - dormancy.day)
    await tellOwner(tx, { accountId, ...warning(daysLeft), now, today })
    return
  }
  await lockDormant(tx, accountId, now)
  await recordEvent(tx, now, { accountId, kind: 'locked-dormant' })
  await tellOwner(tx, { accountId, ...locked(String(rules.dormantDays)), now, today })
}

function warning(daysLeft: string) {
  return {
    subject: `Your Provider Portal account will be locked in ${daysLeft} days`,
    body: `You have not signed in for some time. Sign in within ${daysLeft} days to keep your account open; nothing else is needed.`,
  }
}

function locked(days: string) {
  return {
    subject: 'Your Provider Portal account is locked',
    body: `You have not signed in for ${days} days, so your account is locked. Nothing is lost. Ask the council to unlock it.`,
  }
}
