import { unitsText, type CareUnit } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatDays, formatPounds, formatQuantity, formatRate } from '../../../../core/format.ts'
import { parseRate } from '../../../../core/decimal.ts'
import { BEFORE_DAYS, isPayer } from '../../../../core/payers.ts'
import { rangeOfDays } from '../../../../core/periods.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import { moveOf, type InvoiceState } from '../../rules/state.ts'
import type { Invoice } from '../../store/invoice.ts'
import type { InvoiceLine } from '../../store/lines.ts'

/** The plain states, and what each means for the person who reads it. */
export const STATE_WORDS = {
  'to-create': { text: 'Not created yet', colour: 'yellow', meaning: 'Confirmed care that no invoice claims yet' },
  draft: { text: 'Draft', colour: 'yellow', meaning: 'Made but not sent to the council' },
  checking: { text: 'Being checked', colour: 'blue', meaning: 'Sent to the council, which checks it' },
  overdue: { text: 'Check is late', colour: 'orange', meaning: 'With the council for more than thirty days' },
  'sent-back': { text: 'Sent back', colour: 'red', meaning: 'The council asks for a correction and says why' },
  approved: { text: 'Approved', colour: 'teal', meaning: 'Waits for the next payment run' },
  'in-run': { text: 'In a payment run', colour: 'purple', meaning: 'Part of a run that a second person must release' },
  'on-its-way': {
    text: 'Payment on its way',
    colour: 'green',
    meaning: 'Released to the bank, which pays it on the day shown: see the remittance',
  },
  paid: { text: 'Paid', colour: 'green', meaning: 'In your bank: see the remittance' },
} as const satisfies Record<InvoiceState, { text: string; colour: TagColour; meaning: string }>

const MOVE_WORDS = {
  provider: { provider: 'Yours', council: 'The provider’s' },
  council: { provider: 'The council’s', council: 'Yours' },
  nobody: { provider: 'Nobody’s: it is done', council: 'Nobody’s: it is done' },
} as const

/** Whose move it is, said to one side. */
export function moveWords(state: InvoiceState, reader: 'provider' | 'council'): string {
  return MOVE_WORDS[moveOf(state)][reader]
}

/** When the money should come. A date that nobody has promised is called expected. */
export function expectedWords(
  { expectedOn, paidOn }: Pick<Invoice, 'expectedOn' | 'paidOn'>,
  state: InvoiceState,
): string {
  if (state === 'paid') return paidOn === null ? 'Paid' : `Paid on ${formatDay(paidOn)}`
  if (state === 'on-its-way' && paidOn !== null) return `In the bank on ${formatDay(paidOn)}`
  return expectedOn === null ? 'Not in the calendar yet' : formatDay(expectedOn)
}

export function periodWords({ periodName, periodFrom, periodUntil }: PeriodNamed): string {
  return `${periodName} (${formatDays({ from: periodFrom, until: periodUntil })})`
}
type PeriodNamed = { readonly periodName: string; readonly periodFrom: LocalDate; readonly periodUntil: LocalDate }

/** One line as pages, CSV and PDF show it. */
export function lineWords(line: InvoiceLine) {
  const price = parseRate(line.price)
  const rate = price.ok ? formatRate(price.value) : ''
  return {
    days: `${BEFORE_DAYS[line.kind]}${formatDays(rangeOfDays(line.coversFrom, line.toOn))}`,
    quantity: isPayer(line.kind)
      ? ''
      : isCareUnit(line.unit)
        ? unitsText(line.quantity, line.unit)
        : formatQuantity(line.quantity),
    price: line.averagePrice ? `${rate} (avg price)` : line.byTheWeek ? `${rate} a week` : rate,
    amount: formatPounds(line.amount),
  }
}

export function isCareUnit(unit: string): unit is CareUnit {
  return ['hour', 'session', 'day', 'night', 'week'].includes(unit)
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${String(count)} ${many}`
}
