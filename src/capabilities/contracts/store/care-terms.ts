import { sql, type RawBuilder } from 'kysely'
import type { CareTerms } from '../rules/care-terms.ts'

/** The terms of care of a row as one value; of a row that does not say them, null. */
export function careOf(alias: 'r' | 'c'): RawBuilder<CareTerms> {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  const payers = alias === 'r' ? sql`coalesce(${of('payer_terms')}, 'council')` : of('payer_terms')
  return sql`case when ${of('visit_rounding')} is not null then jsonb_build_object('extrasAllowed', ${of('extras_allowed')},
    'visitsRequired', ${of('visits_required')}, 'visitRounding', ${of('visit_rounding')}, 'visitMinutes', ${of('visit_minutes')},
    'visitCapped', ${of('visit_capped')}, 'visitWindowMinutes', ${of('visit_window_minutes')}, 'payerTerms', ${payers},
    'deathDays', ${of('death_days')}, 'noticeDays', ${of('notice_days')}) end`
}

/** What of a rule a change or a proposal says anew; nothing where it does not say it. */
export const careAsRule = sql`case when c.visit_rounding is null then '{}'::jsonb else jsonb_build_object(
    'extras_allowed', c.extras_allowed, 'visits_required', c.visits_required, 'visit_rounding', c.visit_rounding,
    'visit_minutes', c.visit_minutes, 'visit_capped', c.visit_capped, 'visit_window_minutes', c.visit_window_minutes,
    'payer_terms', nullif(c.payer_terms, 'council'), 'death_days', c.death_days, 'notice_days', c.notice_days) end`

export function careColumns(terms: CareTerms | null) {
  if (terms === null) return UNSAID
  return {
    extras_allowed: terms.extrasAllowed,
    visits_required: terms.visitsRequired,
    visit_rounding: terms.visitRounding,
    visit_minutes: terms.visitMinutes,
    visit_capped: terms.visitCapped,
    visit_window_minutes: terms.visitWindowMinutes,
    payer_terms: terms.payerTerms,
    death_days: terms.deathDays,
    notice_days: terms.noticeDays,
  }
}

const UNSAID = {
  ...{ extras_allowed: null, visits_required: null, visit_rounding: null, visit_minutes: null, visit_capped: null },
  ...{ visit_window_minutes: null, payer_terms: null, death_days: null, notice_days: null },
}
