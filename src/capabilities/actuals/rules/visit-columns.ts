import { isAbacusHeading } from './file/abacus.ts'

/** The columns of the visits sheet of the actuals template, and of the carers file. */
export const visitColumns = [
  'visit_ref',
  'client_ref',
  'cpli_id',
  'visit_date',
  'planned_start',
  'planned_minutes',
  'claimed_start',
  'claimed_minutes',
  'actual_start',
  'actual_end',
  'actual_minutes',
  'carer_ref',
  'secondary_visit',
  'status',
  'capture',
  'exception_code',
  'comment',
] as const
export type VisitColumn = (typeof visitColumns)[number]
export const carerColumns = ['carer_ref', 'carer_name', 'active_from', 'active_to'] as const
export type CarerColumn = (typeof carerColumns)[number]

/** What rostering and call-monitoring products call the same columns: compared without case, spaces and signs. */
const aliases: Readonly<Record<string, VisitColumn | CarerColumn>> = {
  // CM2000 and Access Assure
  visitid: 'visit_ref',
  callid: 'visit_ref',
  bookingid: 'visit_ref',
  ssref: 'client_ref',
  serviceuserid: 'client_ref',
  clientid: 'client_ref',
  ponumber: 'cpli_id',
  purchaseorder: 'cpli_id',
  calldate: 'visit_date',
  date: 'visit_date',
  scheduledstart: 'planned_start',
  plannedstarttime: 'planned_start',
  scheduledduration: 'planned_minutes',
  plannedduration: 'planned_minutes',
  login: 'actual_start',
  logintime: 'actual_start',
  checkin: 'actual_start',
  logout: 'actual_end',
  logouttime: 'actual_end',
  checkout: 'actual_end',
  loggedminutes: 'actual_minutes',
  carerid: 'carer_ref',
  staffid: 'carer_ref',
  employeeid: 'carer_ref',
  careworkerid: 'carer_ref',
  exceptioncode: 'exception_code',
  reasoncode: 'exception_code',
  logtype: 'capture',
  capturemethod: 'capture',
  // Abacus service delivery
  serviceuserref: 'client_ref',
  visitdate: 'visit_date',
  starttimeclaimed: 'claimed_start',
  durationclaimed: 'claimed_minutes',
  actualstarttime: 'actual_start',
  actualduration: 'actual_minutes',
  secondaryvisit: 'secondary_visit',
  // Carers
  name: 'carer_name',
  carer: 'carer_name',
  startdate: 'active_from',
  enddate: 'active_to',
  leavingdate: 'active_to',
}

export type SheetColumn = VisitColumn | CarerColumn
export type Places = ReadonlyMap<SheetColumn, number>
export type VisitHeader = {
  readonly kind: 'visits' | 'carers'
  readonly layout: 'own' | 'abacus'
  readonly places: Places
  readonly headings: readonly string[]
  readonly missing: readonly SheetColumn[]
  /** Places of headings that mean nothing to us. */
  readonly unknown: readonly number[]
}

/** Which of a file's own headings stands for which of ours. */
export type VisitMap = Readonly<Partial<Record<SheetColumn, string>>>

const needed = {
  visits: ['visit_ref', 'client_ref', 'visit_date', 'claimed_start', 'claimed_minutes'],
  carers: ['carer_ref', 'carer_name'],
} as const

/** A file that names visits is one of visits; any other is one of carers. What was logged may stand for what is claimed. */
export function readVisitHeader(cells: readonly string[], map: VisitMap = {}): VisitHeader {
  const places = new Map<SheetColumn, number>()
  const unknown: number[] = []
  cells.forEach((cell, place) => {
    const column = columnOf(cell, map)
    if (column !== undefined && !places.has(column)) places.set(column, place)
    else if (cell.trim() !== '') unknown.push(place)
  })
  const kind = ['visit_ref', 'client_ref', 'visit_date'].some((column) => isIn(column, places)) ? 'visits' : 'carers'
  const layout = isAbacusHeading(cells) ? 'abacus' : 'own'
  const missing = needed[kind].filter((column) => !places.has(column) && !isReplaced(column, places, layout))
  return { kind, layout, places, headings: cells.map((cell) => cell.trim()), missing, unknown }
}

function isIn(column: string, places: Places): boolean {
  return [...places.keys()].some((known) => known === column)
}

function isReplaced(column: string, places: Places, layout: VisitHeader['layout']): boolean {
  if (column === 'visit_ref') return layout === 'abacus'
  if (column === 'claimed_start') return places.has('actual_start')
  return column === 'claimed_minutes' && (places.has('actual_end') || places.has('actual_minutes'))
}

function columnOf(heading: string, map: VisitMap): SheetColumn | undefined {
  const plain = reduced(heading)
  if (plain === '') return undefined
  const mapped = sheetColumns.find((column) => map[column] !== undefined && reduced(map[column]) === plain)
  if (mapped !== undefined) return mapped
  const known = sheetColumns.find((column) => reduced(column) === plain) ?? aliases[plain]
  return known === undefined || map[known] !== undefined ? undefined : known
}

export const sheetColumns: readonly SheetColumn[] = [
  ...visitColumns,
  ...carerColumns.filter((column) => column !== 'carer_ref'),
]

/** All that a heading of ours is called elsewhere, for guessing what a renamed one means. */
export function namesOf(column: SheetColumn): readonly string[] {
  return [reduced(column), ...Object.entries(aliases).flatMap(([name, known]) => (known === column ? [name] : []))]
}

function reduced(name: string): string {
  return name
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}
