import { formatDay, formatTime } from '../../../core/format.ts'
import { londonMoment } from '../../../platform/clock.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { stepOn, type Step } from '../rules/reminders.ts'
import { listOwing, type Owing } from '../store/reminders.ts'

/** Once for each step and period, and only those who can record the weeks that are missing. */
export async function remindToRecord(work: Work): Promise<void> {
  const { tx, now, today } = work
  for (const owing of await listOwing(tx, { today, now })) {
    const step = stepOn(londonMoment(owing.submitBy).date, today)
    if (step === undefined || owing.accountIds.length === 0) continue
    await notify(work, {
      event: 'weeks.due',
      to: { kind: 'people', providerId: owing.providerId, accountIds: owing.accountIds },
      text: words[step](owing),
      href: '/provider/actuals',
      key: `weeks.due:${owing.periodId}:${owing.providerId}:${step}`,
    })
  }
}

/** No person, no sum: it may be mailed. */
const words: Readonly<Record<Step, (owing: Owing) => string>> = {
  soon: (owing) => `${counted(owing)} to confirm by ${momentOf(owing)}`,
  today: (owing) => `${counted(owing)} to confirm, by ${momentOf(owing)}`,
  late: (owing) => `${counted(owing)} not confirmed in time. Confirmed now, they are paid in a later period`,
}

function counted({ weeks }: Owing): string {
  return weeks === 1 ? '1 week of actuals' : `${String(weeks)} weeks of actuals`
}

function momentOf({ submitBy }: Owing): string {
  const { date, time } = londonMoment(submitBy)
  return `${formatTime(time)} on ${formatDay(date)}`
}
