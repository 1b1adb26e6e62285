import { formatDay, formatPence, formatPounds } from '../../../../core/format.ts'
import { quantityText } from '../../../../core/decimal.ts'
import type { CsvCell } from '../../../../core/csv.ts'
import { sumPence } from '../../../../core/money.ts'
import { kindInFiles, payerOf } from '../../../../core/payers.ts'
import type { PdfDocument } from '../../../../platform/pdf/document.ts'
import type { InvoiceState } from '../../rules/state.ts'
import type { Invoice } from '../../store/invoice.ts'
import type { InvoiceLine } from '../../store/lines.ts'
import { totalsByPerson } from './lines.tsx'
import { lineWords, periodWords, STATE_WORDS } from './words.ts'

const HEADER = [
  'invoice',
  'own_number',
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
  'payer',
] as const

/** A row for each line: days as 2025-03-03, quantities and pounds as plain decimals. */
export function invoiceRows(invoice: Invoice, lines: readonly InvoiceLine[]): readonly (readonly CsvCell[])[] {
  return [
    HEADER,
    ...lines.map((line) => [
      invoice.reference,
      invoice.ownNumber,
      invoice.periodName,
      invoice.serviceName,
      invoice.contractNumber,
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
      payerOf(line.kind),
    ]),
  ]
}

/** The invoice as it would lie in a folder: who claims what from whom, and every line. */
export function invoicePaper(
  invoice: Invoice,
  lines: readonly InvoiceLine[],
  { council, state }: { readonly council: string; readonly state: InvoiceState },
): PdfDocument {
  const { reference, ownNumber, providerName, dueOn } = invoice
  const total = formatPounds(sumPence(lines.map(({ amount }) => amount)))
  const facts = [
    ['From', providerName],
    ['To', council],
    ['Your number', ownNumber ?? ''],
    ['For', `${invoice.serviceName}, contract ${invoice.contractNumber}`],
    ['Period', periodWords(invoice)],
    ['State', STATE_WORDS[state].text],
    ['Due for payment by', dueOn === null ? '' : formatDay(dueOn)],
    ['Amount', formatPounds(invoice.total)],
    ['VAT', 'Exempt: welfare services'],
  ] as const
  return {
    title: `Invoice ${reference}`,
    from: `${providerName} to ${council}`,
    facts: facts.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value })),
    sections: [
      {
        heading: 'Total by person',
        columns: [{ heading: 'Person' }, { heading: 'Lines', numeric: true }, { heading: 'Amount', numeric: true }],
        rows: totalsByPerson(lines).map((one) => [one.name, String(one.lines), formatPounds(one.amount)]),
        total: ['Total', String(lines.length), total],
      },
      {
        heading: 'Lines by person and week',
        columns: [
          { heading: 'Person', share: 4 },
          { heading: 'Days', share: 5 },
          { heading: 'Quantity', numeric: true },
          { heading: 'Price', numeric: true },
          { heading: 'Amount', numeric: true },
        ],
        rows: lines.map((line) => {
          const { days, quantity, price, amount } = lineWords(line)
          return [line.personName, days, quantity, price, amount]
        }),
        total: ['Total', '', '', '', total],
      },
    ],
    notes: ['Each amount is rounded once, on its line; the total is the sum of the lines.'],
    footer: `Invoice ${reference}`,
  }
}
