import { londonInstant } from '../../../platform/clock.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { isWorkingDay } from '../../../core/working-days.ts'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import { careStaffOf } from '../../care-packages/index.ts'
import { NUDGE_DAYS } from '../rules/document.ts'
import { listUnread, recordNudge } from '../store/unread.ts'
import { getVersion } from '../store/versions.ts'

type Filed = { readonly documentId: string; readonly number: number }

/** The other side learns that a document was filed; not on whom, nor what. The key makes a second run tell nobody twice. */
export async function tellOfDocument(work: Work, { documentId, number }: Filed): Promise<void> {
  const version = await getVersion(work.tx, { providerId: undefined, documentId }, number)
  if (version.withdrawnAt !== null) return
  const knowing = version.restrictedPeople
  const key = `document.filed:${documentId}:${String(number)}`
  if (version.side === 'provider') {
    const to = { kind: 'staff', roles: ['brokerage'] } as const
    const text = 'A provider has filed a document about a person’s care.'
    const href = `/council/documents/${documentId}`
    await notify(work, { event: 'document.filed-by-provider', to, text, href, knowing, key })
    return
  }
  await notify(work, {
    event: 'document.filed',
    to: careStaffOf(version),
    text: 'The council has filed a document about a person’s care.',
    href: `/provider/documents/${documentId}`,
    knowing,
    key,
  })
}

/** After some working days without anybody at the provider opening it, once for each version. */
export async function nudgeUnread(work: Work): Promise<void> {
  const { tx, now, today } = work
  const before = londonInstant(workingDaysAgo(today, NUDGE_DAYS), '00:00')
  for (const unread of await listUnread(tx, before)) {
    await notify(work, {
      event: 'document.unread',
      to: careStaffOf(unread),
      text: 'A document about a person’s care waits: nobody at your organisation has opened it yet.',
      href: `/provider/documents/${unread.documentId}`,
      knowing: unread.restrictedPeople,
      key: `document.unread:${unread.documentId}:${String(unread.number)}`,
    })
    await recordNudge(tx, unread, now)
  }
}

function workingDaysAgo(today: LocalDate, days: number): LocalDate {
  let day = today
  for (let left = days; left > 0;) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}
