import type { CauseWords } from './words.ts'
import { causeWords } from './words.ts'

export const visitWords: Readonly<Record<string, CauseWords>> = {
  R01: {
    title: 'Package not found',
    why: 'No care package of yours that takes visits has this reference',
    fix: 'Check the reference, or leave it out: the visit is then placed by person and time',
  },
  R02: {
    title: 'Another person',
    why: 'The person is not the one of the care package',
    fix: 'Check the person’s reference and the care package’s',
  },
  R05: {
    title: 'Named twice',
    why: 'Another row of this file has the same reference',
    fix: 'Give each record a reference of its own, or leave one out',
  },
  R06: {
    title: 'Changed since',
    why: 'The visit was recorded or decided by somebody else after this file was checked',
    fix: 'Look at what is recorded now, and send the row again if it is still right',
  },
  R09: {
    title: 'After the person died',
    why: 'The visit is after the date of death',
    fix: 'Leave the row out, or ask the council to check the date',
  },
  R20: {
    title: 'Cannot be read',
    why: 'A cell cannot be read',
    fix: 'Dates are like 2025-03-31, times like 08:30, lengths whole minutes or 0:45',
  },
  R27: { title: 'In the future', why: 'The day has not come yet', fix: 'Leave the row out until the visit was made' },
  R40: {
    title: 'Carer not found',
    why: 'No carer with this reference has been sent',
    fix: 'Send the carers file first, then the visits again',
  },
  R41: {
    title: 'In two places',
    why: 'The carer was on another visit at that time',
    fix: 'Check the times of both visits, and who made them',
  },
  R42: {
    title: 'End before start',
    why: 'The end is not after the start, or more than 16 hours after it',
    fix: 'Check both. An end on the next day is right up to 16 hours',
  },
  R43: {
    title: 'Exception code missing',
    why: 'A visit that was logged by hand needs an exception code',
    fix: 'Enter the code that says why it was not logged by the carer’s phone or tag',
  },
  R44: {
    title: 'On no care package',
    why: 'No care package fits. The visit is kept and not paid',
    fix: 'Place it under Visits from call monitoring, or say that it is not claimed',
  },
  W02: {
    title: 'Delivered while in hospital',
    why: 'The person was reported to be in hospital on that day',
    fix: 'Confirm that the visit was made, or correct the row',
  },
  W04: {
    title: 'Many manual records',
    why: 'More of the visits of this file were logged by hand than the council expects',
    fix: 'Confirm that this is right',
  },
  W05: {
    title: 'Clocks changed',
    why: 'The clocks changed during the visit: the minutes that passed are counted',
    fix: 'Confirm that the times are right',
  },
}

/** Why a row of visits or carers is as it is, and what to do. */
export function visitCauseWords(code: string): CauseWords {
  return visitWords[code] ?? causeWords(code)
}

const unplaced: Readonly<Record<string, string>> = {
  'no-package': 'No care package of this person on that day takes visits',
  'no-time': 'No visit is planned near that time',
  several: 'More than one care package fits alike',
  elsewhere: 'Another provider was with the person at that time',
}

export function whyUnplaced(why: string): string {
  return unplaced[why] ?? why
}

const unmoved: Readonly<Record<string, string>> = {
  'R10:cut-off': 'The time to change this week has ended. Amend it from these visits, with a reason',
  'R10:taken': 'The week is on an invoice or in a payment. Amend it from these visits, with a reason',
  R03: 'The week is outside the dates of the care package. Ask the council to correct them',
  R06: 'Somebody changed the week at the same time. Open it, and confirm what is right',
  R07: 'Its agreement has not been agreed yet. The week follows by itself once it is',
  R08: 'The council has suspended the care package. The week follows by itself once it goes on',
  R09: 'The week begins after the person died. Ask the council to check the date',
  R21: 'The visits do not come to the steps of the contract. Record the week by its amounts',
  R23: 'More was frustrated than is planned. Check the visits',
  R24: 'The visits come to more than is planned, and extra care is not paid under this contract. Ask the council',
  R28: 'The visits come to more than the 168 hours in a week. Check the visits',
  R29: 'The time in which care can be recorded has passed. Ask the council',
  'reason-missing': 'The week was amended with the same words before. Say what is new',
}

/** Why the saved visits did not change their week, and what to do; causes are those of `recordVisitWeeks`. */
export function unmovedWords(cause: string): string {
  return unmoved[cause] ?? visitMessageOf(cause)
}

/** An amendment opens it. */
export function isClosedCause(cause: string): boolean {
  return cause.startsWith('R10:') || cause === 'reason-missing'
}

/** What can be said more exactly than by the code alone. */
const exactly: Readonly<Record<string, string>> = {
  'R40:dates':
    'The carer was not working for you on that day, by the dates that were sent. Check the day, or send the carer with other dates',
  'R43:unknown': 'The council does not know this exception code on that day. Use a code of its list',
}

/** 'R20:claimed_minutes', 'R20:visit_date:ambiguous' or 'R05:line:12' in a sentence. */
export function visitMessageOf(fault: string): string {
  const [code = '', column = '', why = ''] = fault.split(':')
  const { why: cause, fix } = visitCauseWords(code)
  if (code === 'R05' && why !== '') return `Row ${why} has the same reference. ${fix}`
  if (code !== 'R20') return exactly[`${code}:${why}`] ?? `${cause}. ${fix}`
  if (why === 'ambiguous') return `${column} could be read two ways. Write it as 2025-03-31`
  if (why === 'missing') return `${column} is empty. Every row needs it`
  return `${column} cannot be read. ${fix}`
}
