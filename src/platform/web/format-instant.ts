import { formatDay, formatTime } from '../../core/format.ts'
import { londonMoment } from '../clock.ts'

/** '3 March 2025 at 2:05pm', as a clock in England shows it. */
export function formatInstant(instant: Date): string {
  const { date, time } = londonMoment(instant)
  return `${formatDay(date)} at ${formatTime(time)}`
}
