import type { LocalDate } from '../../../core/dates.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import { saveSettingFrom } from '../../../platform/db/council-settings.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeSettings, type ActualsSettings, type SettingsRefusal } from '../rules/settings.ts'
import { BY_HAND, getActualsSettings, PAID_ABSENCE } from '../store/upload/settings.ts'

export type ChangeSettings = {
  /** As the page showed them, so that nobody changes what another has just changed. */
  readonly shown: ActualsSettings
  readonly wanted: ActualsSettings
  readonly from: LocalDate
}

/** Says what holds from a day on; what held before stays on record. */
export async function changeActualsSettings(
  work: Work,
  saying: ChangeSettings,
): Promise<Outcome<null, SettingsRefusal>> {
  const { tx, today } = work
  const { wanted, from } = saying
  const standing = await getActualsSettings(tx)
  const judged = judgeSettings(saying, { today, standing })
  if (!judged.ok) return judged
  if (wanted.paidWeeks !== standing.paidWeeks)
    await saveSettingFrom(tx, PAID_ABSENCE, { value: wanted.paidWeeks, from })
  if (wanted.manualPercent !== standing.manualPercent)
    await saveSettingFrom(tx, BY_HAND, { value: wanted.manualPercent, from })
  await work.audit(
    'actuals.settings-changed',
    { type: 'council', id: tx.councilId },
    {
      ...{ from, paidWeeks: wanted.paidWeeks ?? null, manualPercent: wanted.manualPercent ?? null },
      ...{ paidWeeksBefore: standing.paidWeeks ?? null, manualPercentBefore: standing.manualPercent ?? null },
    },
  )
  return done(null)
}
