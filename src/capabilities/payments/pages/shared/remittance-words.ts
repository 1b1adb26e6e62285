import {
  formatDay,
  formatDays,
  formatPence,
  formatPounds,
  formatQuantity,
  formatRate,
} from '../../../../core/format.ts'
import { parseRate, quantityText } from '../../../../core/decimal.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import type { CsvCell } from '../../../../core/csv.ts'
import { pence } from '../../../../core/money.ts'
import { BEFORE_DAYS, isPayer, kindInFiles, payerOf } from '../../../../core/payers.ts'
import { lastDay, rangeOfDays } from '../../../../core/periods.ts'
import type { PdfDocument, PdfSection } from '../../../../platform/pdf/document.ts'
import { groupLines, totalOf, type ServiceGroup } from '../../rules/remittance-groups.ts'
import type { RemittanceLine, RemittanceName, RemittanceTotals } from '../../store/remittances.ts'

/** A remittance as its reader may see it: without totals when they see some services only. */
export type Shown = {
  readonly remittance: RemittanceName & Partial<RemittanceTotals>
  readonly totals: RemittanceTotals | undefined
  readonly lines: readonly RemittanceLine[]
}

/** Nothing is said to be paid before the day the bank pays it. */
export function paidWords(paidOn: LocalDate, today: LocalDate): string {
  return paidOn > today ? `Payment on its way, in your bank on ${formatDay(paidOn)}` : `Paid on ${formatDay(paidOn)}`
}

export function periodWords({ periodName, periodFrom, periodUntil }: RemittanceName): string {
  return `${periodName} (${formatDays({ from: periodFrom, until: periodUntil })})`
}

/** One line in words. An adjustment says which days it is for, because it is paid in a later run than theirs. */
export function lineWords(line: RemittanceLine, { periodFrom }: Pick<RemittanceName, 'periodFrom'>) {
  const days = formatDays(rangeOfDays(line.coversFrom, line.toOn))
  const isLate = line.fromOn < periodFrom
  const price = parseRate(line.price)
  const rate = price.ok ? formatRate(price.value) : ''
  return {
    days: `${BEFORE_DAYS[line.kind]}${days}${isLate ? ' (an earlier period)' : ''}`,
    quantity: isPayer(line.kind)
      ? ''
      : `${formatQuantity(line.quantity)} ${line.unit}${line.quantity === 30_000n ? '' : 's'}`,
    price: line.averagePrice ? `${rate} (avg price)` : line.byTheWeek ? `${rate} a week` : rate,
    amount: formatPounds(line.amount),
    invoice: line.invoiceReference === null ? '' : [line.invoiceReference, line.ownNumber].filter(Boolean).join(', '),
  }
}

/** How the lines become what the bank paid. Steps of nothing are left out, the first and the last never. */
export function bridge(totals: RemittanceTotals): readonly { readonly name: string; readonly amount: string }[] {
  return [
    { name: 'Sum of the lines', amount: formatPounds(totals.lines) },
    ...(totals.recovered === 0n
      ? []
      : [{ name: 'Less what earlier payments paid too much', amount: formatPounds(pence(0n - totals.recovered)) }]),
    ...(totals.carried === 0n
      ? []
      : [
          {
            name: 'Carried to a later payment, because less than nothing was due',
            amount: formatPounds(totals.carried),
          },
        ]),
    { name: 'Payment to your bank account', amount: formatPounds(totals.paid) },
  ]
}

const HEADER = [
  'remittance',
  'paid_on',
  'period',
  'service',
  'contract',
  'person_reference',
  'person',
  'package',
  'kind',
  'first_day',
  'last_day',
  'quantity',
  'unit',
  'price',
  'average_price',
  'amount',
  'invoice',
  'own_invoice_number',
  'payer',
] as const

/** A row for each line: days as 2025-03-03, quantities and pounds as plain decimals. The amounts sum to the lines. */
export function remittanceRows({ remittance, lines }: Shown): readonly (readonly CsvCell[])[] {
  return [
    HEADER,
    ...lines.map((line) => [
      remittance.reference,
      remittance.paidOn,
      remittance.periodName,
      line.serviceName,
      line.contractNumber,
      line.personReference,
      line.personName,
      line.packageReference,
      kindInFiles(line.kind),
      line.coversFrom,
      line.toOn,
      quantityText(line.quantity),
      line.unit,
      line.price,
      line.averagePrice ? 'yes' : 'no',
      formatPence(line.amount),
      line.invoiceReference,
      line.ownNumber,
      payerOf(line.kind),
    ]),
  ]
}

type Parties = { readonly council: string; readonly workplace: string }

export function remittancePaper(shown: Shown, { council, workplace }: Parties): PdfDocument {
  const { remittance, totals, lines } = shown
  const services = groupLines(lines)
  return {
    title: `Remittance ${remittance.reference}`,
    from: workplace,
    facts: [
      { name: 'Paid by', value: council },
      { name: 'In your bank on', value: formatDay(remittance.paidOn) },
      { name: 'Bank reference', value: remittance.reference },
      { name: 'Period', value: periodWords(remittance) },
      ...(totals === undefined
        ? [{ name: 'Services you see', value: formatPounds(totalOf(lines)) }]
        : bridge(totals).map(({ name, amount }) => ({ name, value: amount }))),
    ],
    sections: [peopleSection(services), ...services.map((service) => serviceSection(service, remittance))],
    notes: [
      'Each amount is rounded once, on its line; every total is the sum of its lines.',
      `An adjustment is listed in the payment that paid it. This period ended on ${formatDay(lastDay({ from: remittance.periodFrom, until: remittance.periodUntil }))}.`,
    ],
    footer: `Remittance ${remittance.reference}`,
  }
}

function peopleSection(services: readonly ServiceGroup<RemittanceLine>[]): PdfSection {
  return {
    heading: 'Total by service and person',
    columns: [
      { heading: 'Service' },
      { heading: 'Person' },
      { heading: 'Lines', numeric: true },
      { heading: 'Amount', numeric: true },
    ],
    rows: services.flatMap(({ name, people }) =>
      people.map((person) => [name, person.name, String(person.lines.length), formatPounds(person.amount)]),
    ),
    total: ['Total', '', '', formatPounds(totalOf(services))],
  }
}

function serviceSection(service: ServiceGroup<RemittanceLine>, remittance: RemittanceName): PdfSection {
  const hasInvoices = service.people.some((person) => person.lines.some(({ invoiceId }) => invoiceId !== null))
  return {
    heading: `${service.name}: ${formatPounds(service.amount)}`,
    columns: [
      { heading: 'Person', share: 4 },
      { heading: 'Days', share: 5 },
      { heading: 'Quantity', numeric: true },
      { heading: 'Price', numeric: true },
      ...(hasInvoices ? [{ heading: 'Invoice', share: 3 }] : []),
      { heading: 'Amount', numeric: true },
    ],
    rows: service.people.flatMap((person) =>
      person.lines.map((line) => {
        const { days, quantity, price, amount, invoice } = lineWords(line, remittance)
        return [line.personName, days, quantity, price, ...(hasInvoices ? [invoice] : []), amount]
      }),
    ),
    total: ['Total', '', '', '', ...(hasInvoices ? [''] : []), formatPounds(service.amount)],
  }
}
