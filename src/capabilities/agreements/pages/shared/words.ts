import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { Cause } from '../../rules/content.ts'
import type { Compared } from '../../rules/differences.ts'
import type { Finding } from '../../rules/publishing.ts'
import type { AgreementStatus } from '../../rules/response.ts'

export const STATUS_WORDS = {
  draft: { text: 'Draft', colour: 'grey' },
  published: { text: 'Needs a decision', colour: 'yellow' },
  agreed: { text: 'Agreed', colour: 'green' },
  rejected: { text: 'Rejected', colour: 'red' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
} as const satisfies Record<AgreementStatus, { text: string; colour: TagColour }>

export const CAUSE_WORDS = {
  new: 'New care',
  'social-work-decision': 'Social-work decision: the person’s needs or wishes changed',
  'annual-uplift': 'Annual uplift: the council’s prices changed',
  correction: 'Correction: what was published before was wrong',
} as const satisfies Record<Cause, string>

export const COMPARED_WORDS = {
  level: 'Service level',
  plan: 'Plan for a week',
  days: 'Plan by day',
  visits: 'Visits',
  price: 'Price',
  weekly: 'Cost of a week',
  start: 'Starts',
  end: 'Last day',
  terms: 'Paid on',
} as const satisfies Record<Compared, string>

export const FINDING_WORDS = {
  'no-price': 'The price book has no price for the first day of this care',
  'contract-ended': 'The contract ends before this care starts',
  'provider-ended': 'The council no longer works with this provider',
  'care-ended': 'This care has ended or was cancelled',
  'start-in-past': 'Care starts in the past, so the provider may already be giving it without an agreement',
  overlap: 'The same person has other care of this level in the same days',
} as const satisfies Record<Finding['code'], string>

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
