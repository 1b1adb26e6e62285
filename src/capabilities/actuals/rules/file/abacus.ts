import type { LocalDate } from '../../../../core/dates.ts'
import { readDay } from './days.ts'

/** The service delivery file of Abacus as its help page lists it; five of its 24 columns are not shown there in full. */
export const abacusColumns = [
  'FileReference',
  'Description',
  'Created',
  'ProviderRef',
  'ContractNumber',
  'ServiceUserRef',
  'ServiceUserDetails',
  'WeekEnding',
  'OurRef',
  'ServiceUserContribution',
  'PaymentClaimed',
  'ServiceType',
  'VisitDate',
  'StartTimeClaimed',
  'DurationClaimed',
  'ActualStartTime',
  'ActualDuration',
  'SecondaryVisit',
  'NumberOfCarers',
] as const
export type AbacusColumn = (typeof abacusColumns)[number]

const needed: readonly AbacusColumn[] = [
  'ProviderRef',
  'ServiceUserRef',
  'VisitDate',
  'StartTimeClaimed',
  'DurationClaimed',
]

/** One visit of such a file; what was claimed stands beside what was recorded. Times are minutes of the day. */
export type AbacusVisit = {
  readonly line: number
  readonly fileReference: string
  readonly providerRef: string
  readonly contractNumber: string
  readonly serviceUserRef: string
  readonly serviceType: string
  readonly visitDate: LocalDate | null
  readonly claimedStart: number | null
  readonly claimedMinutes: number | null
  readonly actualStart: number | null
  readonly actualMinutes: number | null
  readonly secondary: boolean
  readonly carers: number
  /** Columns that the public page does not name, as they are. */
  readonly more: Readonly<Record<string, string>>
  readonly faults: readonly string[]
}

/** Whether a heading is that of an Abacus file: it names a visit's date and claimed time in Abacus's own words. */
export function isAbacusHeading(names: readonly string[]): boolean {
  return needed.every((column) => names.some((name) => name.trim().toLowerCase() === column.toLowerCase()))
}

/** Reads the named cells of one visit; a cell that cannot be read is a fault, 'R20:DurationClaimed'. */
export function readAbacusVisit(line: number, cells: Readonly<Record<string, string>>): AbacusVisit {
  const known = new Map(Object.entries(cells).map(([name, text]) => [name.trim().toLowerCase(), text.trim()]))
  const text = (column: AbacusColumn) => known.get(column.toLowerCase()) ?? ''
  const faults: string[] = []
  const day = readDay(text('VisitDate'), 'day-first')
  if ('fault' in day) faults.push(`R04:VisitDate:${day.fault}`)
  const minutes = (column: AbacusColumn, isNeeded: boolean): number | null => {
    const read = minutesOf(text(column))
    if (read === undefined || (isNeeded && read === null)) faults.push(`R20:${column}`)
    return read ?? null
  }
  for (const column of ['ProviderRef', 'ServiceUserRef'] as const)
    if (text(column) === '') faults.push(`${column === 'ProviderRef' ? 'F05' : 'R02'}:${column}:missing`)
  const names: readonly string[] = abacusColumns.map((column) => column.toLowerCase())
  return {
    line,
    fileReference: text('FileReference'),
    providerRef: text('ProviderRef'),
    contractNumber: text('ContractNumber'),
    serviceUserRef: text('ServiceUserRef'),
    serviceType: text('ServiceType'),
    visitDate: 'day' in day ? day.day : null,
    claimedStart: minutes('StartTimeClaimed', true),
    claimedMinutes: minutes('DurationClaimed', true),
    actualStart: minutes('ActualStartTime', false),
    actualMinutes: minutes('ActualDuration', false),
    secondary: text('SecondaryVisit').toLowerCase() === 'true',
    carers: Number(/^[1-9]$/.exec(text('NumberOfCarers'))?.[0] ?? '1'),
    more: Object.fromEntries(
      Object.entries(cells).filter(([name, value]) => value !== '' && !names.includes(name.trim().toLowerCase())),
    ),
    faults,
  }
}

/** '07:30:00' and '07:30' are 450; null for nothing, undefined for what is no time of day or length of a visit. */
function minutesOf(text: string): number | null | undefined {
  if (text === '') return null
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$/.exec(text) ?? []
  return hours === undefined || Number(hours) > 24 ? undefined : Number(hours) * 60 + Number(minutes)
}
