import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { LONGEST_COOLING_OFF } from './bank.ts'
import { MAY_APPLY_AT_ONCE, type Field } from './fields.ts'

/** What a council lets providers change without a review, and how long a new bank account waits. */
export type OrganisationSettings = { readonly atOnce: readonly Field[]; readonly coolingOffDays: number }
export type OrganisationSettingsRefusal = { readonly code: 'changed-since' | 'days' | 'same' }

type Saying = { readonly shown: string; readonly wanted: OrganisationSettings }

/** `shown` is what the page said the settings were, as `settingsText` writes them. */
export function judgeOrganisationSettings(
  { shown, wanted }: Saying,
  standing: OrganisationSettings,
): Outcome<null, OrganisationSettingsRefusal> {
  const { coolingOffDays: days } = wanted
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_COOLING_OFF) return refused({ code: 'days' })
  if (shown !== settingsText(standing)) return refused({ code: 'changed-since' })
  return settingsText(wanted) === settingsText(standing) ? refused({ code: 'same' }) : done(null)
}

export function settingsText({ atOnce, coolingOffDays }: OrganisationSettings): string {
  return `${String(coolingOffDays)} ${atOnceText(atOnce)}`
}

/** The value of the setting: in the order of the list, so that the same choice is the same text. */
export function atOnceText(fields: readonly Field[]): string {
  const named = MAY_APPLY_AT_ONCE.filter((field) => fields.includes(field))
  return named.length === 0 ? 'none' : named.join(' ')
}
