import type { LocalDate } from '../../../core/dates.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import { saveSettingFrom } from '../../../platform/db/council-settings.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { coolingOffDays } from '../rules/bank.ts'
import { appliesAtOnce } from '../rules/fields.ts'
import {
  atOnceText,
  judgeOrganisationSettings,
  type OrganisationSettings,
  type OrganisationSettingsRefusal,
} from '../rules/organisation-settings.ts'
import { findSetting } from '../store/settings.ts'

export async function getOrganisationSettings(tx: Tx, today: LocalDate): Promise<OrganisationSettings> {
  const [atOnce, days] = await Promise.all([
    findSetting(tx, 'organisation.applied-at-once', today),
    findSetting(tx, 'organisation.bank-cooling-off-days', today),
  ])
  return { atOnce: [...appliesAtOnce(atOnce)], coolingOffDays: coolingOffDays(days) }
}

export type ChangeOrganisationSettings = { readonly shown: string; readonly wanted: OrganisationSettings }

/** From today: what is waiting for a review or cooling off already goes on as it began. */
export async function changeOrganisationSettings(
  work: Work,
  saying: ChangeOrganisationSettings,
): Promise<Outcome<null, OrganisationSettingsRefusal>> {
  const { tx, today } = work
  const standing = await getOrganisationSettings(tx, today)
  const judged = judgeOrganisationSettings(saying, standing)
  if (!judged.ok) return judged
  const { atOnce, coolingOffDays: days } = saying.wanted
  await saveSettingFrom(tx, 'organisation.applied-at-once', { value: atOnceText(atOnce), from: today })
  await saveSettingFrom(tx, 'organisation.bank-cooling-off-days', { value: days, from: today })
  await work.audit(
    'organisation.settings-changed',
    { type: 'council', id: tx.councilId },
    {
      ...{ atOnce: atOnceText(atOnce), coolingOffDays: days },
      ...{ atOnceBefore: atOnceText(standing.atOnce), coolingOffDaysBefore: standing.coolingOffDays },
    },
  )
  return done(null)
}
