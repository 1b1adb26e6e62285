import { formatShortDay } from '../../../../core/format.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { Cause, Package } from '../../rules/package.ts'
import type { FilterStatus, Tab } from '../../rules/package-filter.ts'
import type { Standing } from '../../rules/standing.ts'
import type { WarningCode } from '../../rules/warnings.ts'
import type { Why } from '../../rules/why.ts'

export const TAB_WORDS = {
  current: 'Current',
  starting: 'Starting',
  ending: 'Ending',
  ended: 'Ended',
  warned: 'To look at',
} as const satisfies Record<Tab, string>

export const FILTER_STATUS_WORDS = {
  active: 'Active',
  authorised: 'Not started by the council',
  suspended: 'Suspended',
} as const satisfies Record<FilterStatus, string>

export const WARNING_WORDS = {
  'nothing-follows': 'Ends soon, nothing follows',
  gap: 'A gap before the next care',
  overlap: 'Overlaps with other care',
  'over-hours': 'Over plan again and again',
} as const satisfies Record<WarningCode, string>

export const CAUSE_WORDS = {
  new: 'New care',
  'social-work-decision': 'Social-work decision',
  'annual-uplift': 'Annual uplift',
  correction: 'Correction',
} as const satisfies Record<Cause, string>

export function whyText(why: Why): string {
  switch (why.code) {
    case 'uplift':
      return why.uplift.name
    case 'plan':
      return CAUSE_WORDS[why.cause]
    case 'price':
      return 'New price'
    case 'top-up':
      return 'Top-up changed'
  }
}

const STANDINGS = {
  'not-agreed': { text: 'Not agreed yet', colour: 'yellow' },
  suspended: { text: 'Suspended', colour: 'red' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
  ended: { text: 'Ended', colour: 'grey' },
  'nothing-to-record': { text: 'Paid by dates', colour: 'blue' },
  'not-active': { text: 'Not started by the council', colour: 'grey' },
  recordable: { text: 'Recordable', colour: 'green' },
  'recordable-later': { text: 'Recordable', colour: 'green' },
} as const satisfies Record<Standing['code'], { text: string; colour: TagColour }>

export function standingWords(standing: Standing): { readonly text: string; readonly colour: TagColour } {
  const { text, colour } = STANDINGS[standing.code]
  return standing.code === 'recordable-later'
    ? { text: `${text} from ${formatShortDay(standing.from)}`, colour }
    : { text, colour }
}

/** What a state means for the person who reads it. */
export const STANDING_MEANS = {
  'not-agreed': 'Care can be recorded and claimed once its agreement is agreed.',
  suspended: 'The council has suspended this care. Nothing can be recorded while it is.',
  cancelled: 'This care was cancelled and never delivered.',
  ended: 'This care has ended. Weeks before its last day can still be recorded within the claim limit.',
  'nothing-to-record': 'There is nothing to record: the council pays for it from the dates.',
  'not-active': 'The council has not started this care yet.',
  recordable: 'Care can be recorded week by week.',
  'recordable-later': 'It is agreed. Care can be recorded once it has started.',
} as const satisfies Record<Standing['code'], string>

export const WEEK_WORDS = {
  draft: { text: 'Draft', colour: 'grey' },
  confirmed: { text: 'Confirmed', colour: 'green' },
  held: { text: 'Held', colour: 'red' },
} as const satisfies Record<string, { text: string; colour: TagColour }>

export const MESSAGE_WORDS = {
  'awaiting-council': 'Waits for the council',
  'awaiting-provider': 'Waits for the provider',
  closed: 'Closed',
} as const

export const DOCUMENT_WORDS: Readonly<Record<string, string>> = {
  'care-plan': 'Care plan',
  'care-and-support-plan': 'Care and support plan',
  review: 'Review',
  other: 'Other document',
}

/** The page of a restricted person is headed by the mask. */
export function nameOf({ packages }: { readonly packages: readonly Package[] }): string {
  const [first] = packages
  return first === undefined ? 'Person' : `${first.person.givenName} ${first.person.familyName}`
}
