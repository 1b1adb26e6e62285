import { Readable } from 'node:stream'
import type { LocalDate } from '../../../../core/dates.ts'
import { BYTE_ORDER_MARK, csvText } from '../../../../core/csv.ts'
import { penceText, quantityText, rateText } from '../../../../core/decimal.ts'
import { charge } from '../../../../core/money.ts'
import { writeXlsx, type CellToWrite } from '../../../../platform/spreadsheet/xlsx-writer.ts'
import type { TableFile } from '../../../../platform/web/table-file.ts'
import { isChosen, type Choosable } from '../../rules/columns.ts'
import type { Package } from '../../rules/package.ts'
import type { Cursor, PackageFilter } from '../../rules/package-filter.ts'
import type { UpliftPrice } from '../../rules/price-steps.ts'
import { costSteps, nearestDay, unitCostOn, type TopUp } from '../../rules/unit-cost.ts'
import { standingOf } from '../../rules/standing.ts'
import { whyOf } from '../../rules/why.ts'
import type { PackageRow } from '../../store/list.ts'
import type { TopUpsOf } from '../../store/top-ups.ts'
import type { UpliftsOf } from '../../store/uplifts-of.ts'
import { cursorAfter } from './query.ts'
import { standingWords, whyText } from './words.ts'

type Kind = 'text' | 'number' | 'day'
type FileRow = PackageRow & { readonly topUps: readonly TopUp[] }
type Column = {
  /** Its name in JSON. */
  readonly key: string
  readonly heading: string
  readonly kind: Kind
  readonly width: number
  readonly part?: Choosable
  readonly of: (row: FileRow, today: LocalDate) => string | null
}

const COLUMNS: readonly Column[] = [
  { key: 'reference', heading: 'Reference', kind: 'text', width: 14, of: ({ reference }) => reference },
  { key: 'ownReference', heading: 'Own reference', kind: 'text', width: 14, of: ({ ownReference }) => ownReference },
  {
    ...{ key: 'personReference', heading: 'Person reference', kind: 'text', width: 16 },
    of: ({ personReference }) => personReference,
  },
  { key: 'familyName', heading: 'Family name', kind: 'text', width: 18, of: ({ familyName }) => familyName },
  { key: 'givenName', heading: 'Given name', kind: 'text', width: 16, of: ({ givenName }) => givenName },
  {
    ...{ key: 'provider', heading: 'Provider', kind: 'text', width: 24, part: 'service' },
    of: ({ providerName }) => providerName,
  },
  {
    ...{ key: 'service', heading: 'Service', kind: 'text', width: 24, part: 'service' },
    of: ({ serviceName }) => serviceName,
  },
  {
    ...{ key: 'serviceLevel', heading: 'Service level', kind: 'text', width: 18, part: 'level' },
    of: ({ serviceLevel }) => serviceLevel,
  },
  { key: 'unit', heading: 'Unit', kind: 'text', width: 8, part: 'planned', of: ({ unit }) => unit },
  {
    ...{ key: 'plannedAWeek', heading: 'Planned a week', kind: 'number', width: 14, part: 'planned' },
    of: ({ planned }) => (planned === null ? null : quantityText(planned)),
  },
  {
    ...{ key: 'price', heading: 'Price', kind: 'number', width: 12, part: 'price' },
    of: ({ price }) => (price === null ? null : rateText(price)),
  },
  { key: 'costOfAWeek', heading: 'Cost of a week', kind: 'number', width: 14, part: 'cost', of: costOf },
  { key: 'startsOn', heading: 'Starts on', kind: 'day', width: 12, part: 'dates', of: ({ startsOn }) => startsOn },
  { key: 'endsOn', heading: 'Ends on', kind: 'day', width: 12, part: 'dates', of: ({ endsOn }) => endsOn },
  {
    ...{ key: 'recordableFrom', heading: 'Recordable from', kind: 'day', width: 14, part: 'dates' },
    of: ({ recordableFrom }) => recordableFrom,
  },
  {
    ...{ key: 'state', heading: 'State', kind: 'text', width: 20, part: 'state' },
    of: (row, today) => standingWords(standingOf(row, today)).text,
  },
  // The newest is last, so that a program that counts columns goes on reading the others.
  { key: 'unitCost', heading: 'Unit cost', kind: 'number', width: 12, part: 'cost', of: unitCostText },
]

function costOf({ planned, price }: PackageRow): string | null {
  return planned === null || price === null ? null : penceText(charge(planned, price))
}

/** Of the same day as plan and price. */
function unitCostText({ unit, price, topUps, ...care }: FileRow, today: LocalDate): string | null {
  return price === null ? null : rateText(unitCostOn({ unit, price }, topUps, nearestDay(care, today)))
}

export const ROWS_AT_ONCE = 1_000
export type Format = 'csv' | 'xlsx' | 'json'
export const FORMATS: readonly Format[] = ['csv', 'xlsx', 'json']

/** What a file is read with. */
export type Read = {
  readonly list: (filter: PackageFilter) => Promise<readonly PackageRow[]>
  /** Whole packages, for the breakdown of what they cost. */
  readonly whole: (ids: readonly string[]) => Promise<readonly Package[]>
  readonly topUps: (ids: readonly string[]) => Promise<TopUpsOf>
  readonly uplifts: (ids: readonly string[]) => Promise<UpliftsOf>
}

export type Wanted = { readonly filter: PackageFilter; readonly chosen: readonly Choosable[]; readonly read: Read }

/** The whole list, some rows at a time, so that neither memory nor a connection is held for its length. */
export function packagesFile(format: Format, wanted: Wanted): Readable {
  const columns = COLUMNS.filter(({ part }) => isChosen(wanted.chosen, part))
  if (format === 'xlsx') return workbook(columns, wanted)
  return Readable.from(format === 'csv' ? csv(columns, wanted) : json(columns, wanted), { objectMode: false })
}

export const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
}

async function* csv(columns: readonly Column[], { filter, read }: Wanted): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvText([columns.map(({ heading }) => heading)])
  for await (const rows of pieces(filter, read))
    yield csvText(rows.map((row) => columns.map((column) => column.of(row, filter.today))))
}

/** An array of objects, a stretch at a time. Quantities and money are decimal text, so that nothing is rounded. */
async function* json(columns: readonly Column[], { filter, read }: Wanted): AsyncGenerator<string> {
  let before = '['
  for await (const rows of pieces(filter, read))
    for (const row of rows) {
      const one = Object.fromEntries(columns.map((column) => [column.key, column.of(row, filter.today)]))
      yield `${before}\n${JSON.stringify(one)}`
      before = ','
    }
  yield before === '[' ? '[]\n' : '\n]\n'
}

/** The list, and a sheet with every plan and price by date: what the care costs and why. No cell is a formula. */
function workbook(columns: readonly Column[], { filter, read }: Wanted): Readable {
  const list = async function* () {
    for await (const rows of pieces(filter, read))
      yield rows.map((row) => columns.map((column) => cellOf(column.kind, column.of(row, filter.today))))
  }
  return writeXlsx([
    {
      name: 'Care packages',
      active: true,
      columns: columns.map(({ heading, width }) => ({ heading, width })),
      rows: list(),
    },
    { name: 'Cost and breakdown', columns: BREAKDOWN, rows: breakdown({ filter, read }) },
  ])
}

/** A row for each plan and price by date. */
async function* breakdown({ filter, read }: Pick<Wanted, 'filter' | 'read'>) {
  for await (const rows of pieces(filter, read)) {
    const ids = rows.map(({ id }) => id)
    const [packages, upliftsOf] = await Promise.all([read.whole(ids), read.uplifts(ids)])
    const topUpsOf = new Map(rows.map(({ id, topUps }) => [id, topUps]))
    yield packages.flatMap((care) => breakdownOf(care, topUpsOf.get(care.id) ?? [], upliftsOf.get(care.id) ?? []))
  }
}

/** The second sheet by itself. */
export function breakdownFile(wanted: Pick<Wanted, 'filter' | 'read'>): TableFile {
  const name = `care-packages-breakdown-${wanted.filter.today}`
  return { name, title: 'Cost and breakdown', columns: BREAKDOWN, rows: breakdown(wanted) }
}

const BREAKDOWN = [
  { heading: 'Reference', width: 14 },
  { heading: 'From', width: 12 },
  { heading: 'Until, not included', width: 16 },
  { heading: 'Version', width: 9 },
  { heading: 'Why', width: 22 },
  { heading: 'Planned a week', width: 14 },
  { heading: 'Unit', width: 8 },
  { heading: 'Price', width: 12 },
  { heading: 'Cost of a week', width: 14 },
  { heading: 'Unit cost', width: 12 },
]

function breakdownOf(
  care: Package,
  topUps: readonly TopUp[],
  uplifts: readonly UpliftPrice[],
): readonly (readonly CellToWrite[])[] {
  return costSteps(care, topUps).map((step) => [
    care.reference,
    cellOf('day', step.from),
    cellOf('day', step.until),
    cellOf('number', String(step.version)),
    whyText(whyOf(care, step, uplifts)),
    cellOf('number', quantityText(step.planned)),
    care.unit,
    cellOf('number', rateText(step.price)),
    cellOf('number', penceText(step.weekly)),
    cellOf('number', rateText(step.unitCost)),
  ])
}

function cellOf(kind: Kind, value: string | null): CellToWrite {
  if (value === null || value === '') return null
  if (kind === 'number') return { number: value }
  return kind === 'day' ? { day: value } : value
}

async function* pieces(filter: PackageFilter, read: Read): AsyncGenerator<readonly FileRow[]> {
  let after: Cursor | undefined
  do {
    const rows = await read.list({ ...filter, rows: ROWS_AT_ONCE, after })
    const piece = rows.slice(0, ROWS_AT_ONCE)
    const topUpsOf = await read.topUps(piece.map(({ id }) => id))
    if (piece.length > 0) yield piece.map((row) => ({ ...row, topUps: topUpsOf.get(row.id) ?? [] }))
    const last = piece.at(-1)
    after = rows.length > ROWS_AT_ONCE && last !== undefined ? cursorAfter(last, filter.tab) : undefined
  } while (after !== undefined)
}
