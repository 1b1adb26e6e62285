import { londonMoment, londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import {
  countLocks,
  findAlarm,
  insertAlarm,
  listPortalAdministrators,
  markAlarmSeen,
  queueForAlarm,
} from '../store/lock-alarms.ts'
import { mailThrough } from '../store/tell-owner.ts'

const LOCKS = 5
const MINUTES = 10

type Raising = { readonly councilId: string; readonly now: Date; readonly origin: string }

/** Five locks in ten minutes at one council look like guessing. Told once: while an alarm waits unseen, no other is raised. */
export async function raiseAlarm(tx: Tx, { councilId, now, origin }: Raising): Promise<void> {
  await queueForAlarm(tx, councilId)
  const since = new Date(now.getTime() - MINUTES * 60_000)
  const today = londonToday(now)
  const locks = await countLocks(tx, { councilId, since, today })
  if (locks < LOCKS || !(await insertAlarm(tx, { councilId, locks, since, now }))) return
  const recipients = await listPortalAdministrators(tx, councilId, today)
  for (const recipient of recipients)
    await mailThrough(tx, {
      councilId,
      recipient,
      subject: 'Many accounts were locked in Provider Portal',
      body: [
        `${String(locks)} accounts of people of your council were locked between ${londonMoment(since).time} and ${londonMoment(now).time}, after wrong tries to sign in. Somebody may be guessing passwords.`,
        `See whose, and what to do: ${origin}/council/people/locks`,
      ].join('\n\n'),
      now,
    })
}

/** Whoever has looked says so, and the next five locks are told again. */
export async function noteAlarmSeen(work: Work, id: string): Promise<Outcome<true, { readonly code: 'seen-already' }>> {
  await findAlarm(work.tx, id)
  if (!(await markAlarmSeen(work.tx, id, { at: work.now, by: work.actor.name })))
    return refused({ code: 'seen-already' })
  await work.audit('people.lock-alarm-seen', { type: 'lock-alarm', id })
  return done(true)
}
