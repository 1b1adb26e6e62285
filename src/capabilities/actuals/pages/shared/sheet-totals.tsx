import type { ComponentChildren } from 'preact'
import { formatPounds, formatQuantity } from '../../../../core/format.ts'
import { quantity } from '../../../../core/money.ts'
import type { Quantity } from '../../../../core/money.ts'
import { actualOf } from '../../rules/week.ts'
import { isCounted, totalOf } from './lines.ts'
import type { Line } from './lines.ts'
import { closedWords, inUnits } from './words.ts'

const AMOUNTS = ['frustrated', 'missed', 'extra'] as const

/** The last row of a sheet. Amounts are added only where all rows count in one unit: hours and nights make no sum. */
export function totalCells(lines: readonly Line[], editable: boolean): readonly ComponentChildren[] {
  const counted = lines.filter(isCounted)
  const units = [...new Set(counted.map(({ row }) => row.plan.unit))]
  const [unit] = units
  const money = (
    <span class="portal-money" data-week-total>
      {formatPounds(totalOf(lines))}
    </span>
  )
  if (unit === undefined || units.length > 1) return ['Total', '', '', '', '', '', '', '', money, notesOf(lines)]
  const sum = (amount: (line: Line) => Quantity, among: readonly Line[] = counted) =>
    quantity(among.reduce((total, line) => total + amount(line), 0n))
  // What cannot be typed on this page stays as it is while somebody types the others.
  const fixed = (name: string) =>
    counted.filter(({ shut, quote }) => !editable || shut !== undefined || (name === 'actual' && quote === undefined))
  const actual = ({ row, entry }: Line) => actualOf(row.planned, entry)
  const cell = (name: string, shown: string, amount: (line: Line) => Quantity) => (
    <span
      data-total-of={name}
      data-unit={name === 'actual' ? unit : undefined}
      data-fixed={sum(amount, fixed(name)).toString()}
    >
      {shown}
    </span>
  )
  return [
    'Total',
    cell('actual', inUnits(sum(actual), unit), actual),
    '',
    formatQuantity(sum(({ row }) => row.planned)),
    ...AMOUNTS.map((name) => cell(name, formatQuantity(sum(({ entry }) => entry[name])), ({ entry }) => entry[name])),
    '',
    money,
    notesOf(lines),
  ]
}

function notesOf(lines: readonly Line[]): string {
  const unpriced = lines.filter(({ quote, shut }) => quote === undefined && shut === undefined).length
  const held = lines.filter(({ row }) => row.standing?.status === 'held').length
  return [
    unpriced > 0 ? `${String(unpriced)} without a price not included` : '',
    held > 0 ? `${String(held)} held, not paid until the council agrees` : '',
  ]
    .filter((note) => note !== '')
    .join('; ')
}

/** Why rows have no boxes any more, said once for all of them. */
export function ClosedRows({ lines }: { readonly lines: readonly Line[] }) {
  const reasons = lines.flatMap(({ shut }) => (shut?.code === 'R10' ? [closedWords(shut)] : []))
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => [reason, same.length] as const)
  return (
    <>
      {counts.map(([reason, count]) => (
        <p class="govuk-body">
          {count === lines.length ? '' : `${String(count)} of ${String(lines.length)} rows are closed. `}
          {reason}.
        </p>
      ))}
    </>
  )
}
