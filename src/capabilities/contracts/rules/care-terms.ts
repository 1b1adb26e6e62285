import { nightsAfterText } from '../../../core/nights-after.ts'

/** How visits are counted, what may be recorded beside the plan, and who is paid what: terms that are said as a whole. */
export type CareTerms = {
  readonly extrasAllowed: boolean
  /** Whether the number of visits is recorded with the amounts of a week. */
  readonly visitsRequired: boolean
  readonly visitRounding: 'nearest' | 'down' | 'up' | 'none'
  readonly visitMinutes: number
  /** A visit is never paid longer than it was planned. */
  readonly visitCapped: boolean
  /** How far from its planned start a logged visit may begin. */
  readonly visitWindowMinutes: number
  /** council: as the council's own setting says. */
  readonly payerTerms: 'gross' | 'net' | 'council'
  /** Nights of a stay that are paid after its end: where the person died, and where the person left. */
  readonly deathDays: number
  readonly noticeDays: number
}

/** Until a contract says otherwise; the same as the columns have by themselves. */
export const USUAL_CARE_TERMS: CareTerms = {
  ...{ extrasAllowed: true, visitsRequired: false, visitRounding: 'nearest', visitMinutes: 15, visitCapped: true },
  ...{ visitWindowMinutes: 60, payerTerms: 'council', deathDays: 0, noticeDays: 0 },
}

const ROUNDED = { nearest: 'to the nearest', down: 'down to a multiple of', up: 'up to a multiple of' } as const

/** As both sides read them, for how care is recorded. */
export function careTermsWords(
  terms: CareTerms,
  recording: 'weekly' | 'timetabled' | 'visits' | 'none' | null,
): readonly string[] {
  const ofStays = [PAYER_WORDS[terms.payerTerms], nightsAfterText(terms)]
  if (recording === 'none') return ofStays
  return [
    ...(terms.extrasAllowed ? [] : ['More than the plan may not be recorded']),
    ...(terms.visitsRequired ? ['The number of visits is recorded too'] : []),
    ...(recording === 'weekly' ? [] : visitWords(terms)),
    ...(recording === null ? ofStays : []),
  ]
}

function visitWords({ visitRounding, visitMinutes, visitCapped, visitWindowMinutes }: CareTerms): readonly string[] {
  const minutes = `${String(visitMinutes)} minutes`
  return [
    visitRounding === 'none' ? 'Visits count to the minute' : `Visits are rounded ${ROUNDED[visitRounding]} ${minutes}`,
    ...(visitCapped ? ['A visit is never paid longer than it was planned'] : []),
    `A logged visit begins within ${String(visitWindowMinutes)} minutes of its planned start`,
  ]
}

const PAYER_WORDS: Readonly<Record<CareTerms['payerTerms'], string>> = {
  gross: 'The council pays the whole price of a stay and collects what others pay',
  net: 'The home collects what others pay of a stay, and is paid that much less',
  council: 'Who collects what others pay of a stay is as the council has set for all',
}
