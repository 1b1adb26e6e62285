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

export type Places = ReadonlyMap<VisitColumn | CarerColumn, number>
export type VisitHeader = { readonly kind: 'visits' | 'carers'; readonly places: Places }
export type HeaderRefusal = { readonly missing: readonly string[]; readonly known: number }

const needed = {
  visits: ['visit_ref', 'client_ref', 'visit_date', 'claimed_start', 'claimed_minutes'],
  carers: ['carer_ref', 'carer_name'],
} as const

/** A file that names visits is one of visits; any other is one of carers. What was logged may stand for what is claimed. */
export function readVisitHeader(cells: readonly string[]): VisitHeader | HeaderRefusal {
  const places = new Map<VisitColumn | CarerColumn, number>()
  cells.forEach((cell, place) => {
    const column = columnOf(cell)
    if (column !== undefined && !places.has(column)) places.set(column, place)
  })
  const kind = places.has('visit_ref') || places.has('client_ref') ? 'visits' : 'carers'
  const missing = needed[kind].filter((column) => !places.has(column) && !isReplaced(column, places))
  return missing.length === 0 ? { kind, places } : { missing, known: places.size }
}

function isReplaced(column: string, places: Places): boolean {
  if (column === 'claimed_start') return places.has('actual_start')
  return column === 'claimed_minutes' && (places.has('actual_end') || places.has('actual_minutes'))
}

function columnOf(heading: string): VisitColumn | CarerColumn | undefined {
  const plain = heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const own = [...visitColumns, ...carerColumns].find((column) => column.replaceAll('_', '') === plain)
  return own ?? aliases[plain]
}
