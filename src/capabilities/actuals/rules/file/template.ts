import type { LocalDate } from '../../../../core/dates.ts'
import { decimalText } from '../../../../core/decimal.ts'
import { divideHalfAwayFromZero } from '../../../../core/money.ts'
import type { Quantity } from '../../../../core/money.ts'
import { fileColumns, TEMPLATE_VERSION, templateColumns } from './columns.ts'
import type { FileColumn, WeeklyColumn } from './columns.ts'
import { causeWords } from './words.ts'

/** What a downloaded row knows of its week. */
export type KnownWeek = {
  readonly cpliRef: string
  readonly clientRef: string
  readonly clientName: string
  readonly service: string
  readonly serviceLevel: string
  readonly weekStart: LocalDate
  readonly unit: string
  readonly planned: Quantity
  readonly status: 'draft' | 'confirmed' | 'held' | null
  readonly actual: Quantity | null
  readonly frustrated: Quantity | null
  readonly missed: Quantity | null
  readonly extra: Quantity | null
  readonly visits: number | null
  readonly comment: string | null
  readonly version: number
  /** What stops the week from being recorded, however it is. */
  readonly block: string | null
  readonly recording: 'weekly' | 'timetabled' | 'visits'
}

/** Numbers as decimals with a point; what is not recorded is empty, and an empty row says nothing when it comes back. */
export type TemplateCell = string | { readonly number: string } | { readonly day: LocalDate } | null

export function templateCells(week: KnownWeek, { saysVisits }: Beside): readonly TemplateCell[] {
  const block = week.block ?? (isSaidHere(week, saysVisits) ? null : 'R45')
  const cells: Readonly<Record<WeeklyColumn, TemplateCell>> = {
    cpli_id: week.cpliRef,
    client_ref: week.clientRef,
    client_name: week.clientName,
    service: week.service,
    service_level: week.serviceLevel,
    week_start: { day: week.weekStart },
    unit: week.unit,
    planned: amount(week.planned),
    actual: amount(week.actual),
    frustrated: amount(week.frustrated),
    missed: amount(week.missed),
    extra: amount(week.extra),
    visits: week.visits === null ? null : { number: String(week.visits) },
    comment: week.comment ?? '',
    our_ref: null,
    late_reason: null,
    late_note: null,
    row_version: { number: String(week.version) },
    row_status: week.status ?? (block === null ? 'to record' : 'not open'),
    row_message: messageOf({ ...week, block }),
  }
  return templateColumns.map((column) => cells[column])
}

/** Whether the file has a sheet for the visits of timetabled packages beside this one. */
type Beside = { readonly saysVisits: boolean }

function isSaidHere({ recording }: KnownWeek, saysVisits: boolean): boolean {
  return recording === 'weekly' || (recording === 'timetabled' && saysVisits)
}

/** Why nothing can be said of it here. A week that is recorded visit by visit is not said in this file, whatever stands. */
function messageOf({ block, status, recording }: KnownWeek): string {
  if (block === null && recording === 'timetabled') return 'Say its visits on the sheet Visits'
  return block === null || (status !== null && block !== 'R45') ? '' : causeWords(block).why
}

/** A decimal where four places are exact; otherwise the time of day, which every reader of ours takes: 0:20. */
function amount(parts: Quantity | null): TemplateCell {
  if (parts === null) return null
  if (parts % 3n === 0n) return { number: decimalText(parts / 3n, 4) }
  const minutes = divideHalfAwayFromZero(parts, 500n)
  return `${String(minutes / 60n)}:${String(minutes % 60n).padStart(2, '0')}`
}

export type TemplateFacts = {
  readonly reference: string
  readonly providerReference: string
  readonly from: LocalDate
  readonly last: LocalDate
  readonly at: string
}

/** What the file says about itself. A file over several contracts names none. */
export function templateFacts(facts: TemplateFacts): readonly (readonly [FileColumn, string])[] {
  const values: Readonly<Record<FileColumn, string>> = {
    template_version: TEMPLATE_VERSION,
    file_reference: facts.reference,
    provider_ref: facts.providerReference,
    contract_ref: '',
    period_start: facts.from,
    period_end: facts.last,
    exported_at: facts.at,
  }
  return fileColumns.map((column) => [column, values[column]] as const)
}

export const readMe: readonly string[] = [
  'How to use this file',
  '',
  '1. On the sheet Weekly there is one row for each care package and week. White cells can be typed in; grey cells are locked.',
  '2. Care as planned: type the planned amount into Actual. Care that differed: say how much was Frustrated (planned, but missed by the person: not in, refused, in hospital), Missed (planned, but missed by you) or Extra, and add a comment.',
  '3. Actual is Planned less Frustrated, less Missed, plus Extra. You may leave Actual empty where one of the others says it.',
  '4. A row on which you type nothing is left as it is. Weeks that are not open say so in Message.',
  '5. Times may be typed as 1.75 or 1:45. Comments may be chosen from the list or typed; after a reason of the list and a colon you may say more.',
  '6. A week that you say after its deadline: choose Late reason from the list, so that the council knows why. “Another reason” needs a few words in Late note.',
  '7. Save the file and upload it under Actuals, Files. You see what would change before anything is saved.',
  '',
  'Packages with a timetable are said visit by visit on the sheet Visits, where there is one: once you say one visit of a week, say every planned one as delivered, frustrated or missed. Where it was at another time, say actual_start and actual_end; on another day of the week, actual_date. For a visit that was added, type a new row with its care package, its day as visit_date, the status extra, actual_start and actual_end. A comment on the week, and why it is late, stay on the sheet Weekly.',
  '',
  'Do not change the columns that are locked: they say which care package, week and version each row is about.',
]
