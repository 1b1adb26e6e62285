import type { LocalDate } from '../../../../core/dates.ts'
import { periodsOf, type PeriodProgress } from '../../rules/period-progress.ts'
import type { ServiceWeekCount } from '../../rules/progress.ts'

interface Props {
  readonly weeks: readonly ServiceWeekCount[]
  readonly moment: { readonly today: LocalDate; readonly now: Date }
}

/** How far each open period of one service is: in words, and as a bar for those who see it. */
export function PeriodBars({ weeks, moment }: Props) {
  return (
    <>
      {periodsOf(weeks, moment).map((period) => (
        <div class="portal-parts">
          <Bar period={period} />
          <div class="portal-sheet__second">{progressWords(period)}</div>
        </div>
      ))}
    </>
  )
}

/** 'Period 9: 12 of 44 confirmed, 3 drafts, 2 late' */
export function progressWords({ name, total, done, part, late, blocked }: PeriodProgress): string {
  return [
    `${name}: ${String(done)} of ${String(total)} confirmed`,
    part === 0 ? '' : part === 1 ? '1 draft' : `${String(part)} drafts`,
    late === 0 ? '' : `${String(late)} late`,
    blocked === 0 ? '' : `${String(blocked)} blocked`,
  ]
    .filter((words) => words !== '')
    .join(', ')
}

/** The words beside it say the same, so it is nothing for those who listen. */
function Bar({ period: { total, done, part, late } }: { readonly period: PeriodProgress }) {
  if (total === 0) return null
  const parts = [
    { kind: 'done', from: 0, size: done },
    { kind: 'part', from: done, size: part },
    { kind: 'late', from: done + part, size: late },
  ]
  return (
    <svg class="portal-parts__bar" viewBox={`0 0 ${String(total)} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="portal-parts__all" width={total} height="1" />
      {parts.map(({ kind, from, size }) =>
        size === 0 ? null : <rect class={`portal-parts__${kind}`} x={from} width={size} height="1" />,
      )}
    </svg>
  )
}
