import { Readable } from 'node:stream'
import type { LocalDate } from '../../../../core/dates.ts'
import { BYTE_ORDER_MARK, csvText, type CsvCell } from '../../../../core/csv.ts'
import { penceText, quantityText, rateText } from '../../../../core/decimal.ts'
import { charge } from '../../../../core/money.ts'
import type { Cursor, PackageFilter } from '../../rules/package-filter.ts'
import { standingOf } from '../../rules/standing.ts'
import type { PackageRow } from '../../store/list.ts'
import { cursorAfter } from './query.ts'
import { standingWords } from './words.ts'

const HEADINGS = [
  'Reference',
  'Own reference',
  'Person reference',
  'Family name',
  'Given name',
  'Provider',
  'Service',
  'Service level',
  'Unit',
  'Planned a week',
  'Price',
  'Cost of a week',
  'Starts on',
  'Ends on',
  'Recordable from',
  'State',
]
export const ROWS_AT_ONCE = 1_000

/** The whole list, some rows at a time, so that neither memory nor a connection is held for its length. */
export function packagesCsv(
  filter: PackageFilter,
  read: (filter: PackageFilter) => Promise<readonly PackageRow[]>,
): Readable {
  return Readable.from(pieces({ ...filter, rows: ROWS_AT_ONCE, after: undefined }, read))
}

async function* pieces(
  filter: PackageFilter,
  read: (filter: PackageFilter) => Promise<readonly PackageRow[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvText([HEADINGS])
  let after: Cursor | undefined
  do {
    const rows = await read({ ...filter, after })
    const piece = rows.slice(0, filter.rows)
    yield csvText(piece.map((row) => cellsOf(row, filter.today)))
    const last = piece.at(-1)
    after = rows.length > filter.rows && last !== undefined ? cursorAfter(last, filter.tab) : undefined
  } while (after !== undefined)
}

function cellsOf(row: PackageRow, today: LocalDate): readonly CsvCell[] {
  const { planned, price } = row
  return [
    row.reference,
    row.ownReference,
    row.personReference,
    row.familyName,
    row.givenName,
    row.providerName,
    row.serviceName,
    row.serviceLevel,
    row.unit,
    planned === null ? null : quantityText(planned),
    price === null ? null : rateText(price),
    planned === null || price === null ? null : penceText(charge(planned, price)),
    row.startsOn,
    row.endsOn,
    row.recordableFrom,
    standingWords(standingOf(row, today)).text,
  ]
}
