import { formatDay, formatTime } from '../../../../core/format.ts'
import { londonMoment } from '../../../../platform/clock.ts'

export function formatMoment(instant: Date): string {
  const { date, time } = londonMoment(instant)
  return `${formatDay(date)} at ${formatTime(time)}`
}
