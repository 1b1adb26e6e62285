import { columnLabels, templateColumns } from './columns.ts'
import type { FileCode, FileRefusal } from './file-refusal.ts'
import type { HeaderFault } from './header.ts'
import { sheetMessage } from './timetable-sheet.ts'

/** A cause in words: what it is, why it is refused or asked, and what to do about it. */
export type CauseWords = { readonly title: string; readonly why: string; readonly fix: string }

export const rowWords = {
  R01: {
    title: 'Package not found',
    why: 'No care package of yours has this reference',
    fix: 'Copy the reference from Care packages, or download the file again',
  },
  R02: {
    title: 'Package of another person',
    why: 'The person reference is not the one on this care package',
    fix: 'Check both references: one of them belongs to somebody else',
  },
  R03: {
    title: 'Outside the package’s dates',
    why: 'The care package has no care in this week',
    fix: 'Leave the row out, or ask the council to change the dates',
  },
  R04: {
    title: 'Week not understood',
    why: 'The week start cannot be read, is not the day on which weeks begin, or is outside the period of the file',
    fix: 'Enter the first day of the week, like 2025-03-31 or 31/03/2025',
  },
  R05: {
    title: 'Named twice',
    why: 'Another row of this file is for the same package and week',
    fix: 'Keep one row and leave the other out',
  },
  R06: {
    title: 'Changed since',
    why: 'The week was changed after this file was downloaded',
    fix: 'Look at what is recorded now. Replace it, or leave the row out',
  },
  R07: {
    title: 'Not agreed yet',
    why: 'The agreement for this care package has not been agreed',
    fix: 'Agree it under Agreements, then check these rows again',
  },
  R08: {
    title: 'Suspended',
    why: 'The council has suspended this care package',
    fix: 'Ask the council. The rows wait here',
  },
  R09: {
    title: 'After the person died',
    why: 'The week begins after the date of death',
    fix: 'Leave the row out, or ask the council to check the date',
  },
  R10: {
    title: 'Closed',
    why: 'The week is on an invoice or in a payment, or its cut-off has passed',
    fix: 'Ask the council for an adjustment',
  },
  R20: {
    title: 'Not a number',
    why: 'A cell that should hold a number cannot be read',
    fix: 'Enter numbers like 1.75 or 1:45, not less than 0',
  },
  R21: {
    title: 'Too precise',
    why: 'The amount is not in the steps that the contract counts in',
    fix: 'Round to the step. Quarter hours are 1.25 or 1:15; 1.45 is not one hour and 45 minutes, 1:45 is',
  },
  R22: {
    title: 'Does not add up',
    why: 'Actual is not planned less frustrated and missed plus extra',
    fix: 'Say where the difference went, or put all of it into one column',
  },
  R23: {
    title: 'More missed than planned',
    why: 'Frustrated and missed together are more than was planned',
    fix: 'Check the amounts',
  },
  R24: {
    title: 'Extra not allowed',
    why: 'Extra care is not paid under this contract',
    fix: 'Set extra to 0, or ask the council for a variation',
  },
  R25: { title: 'Visits missing', why: 'This contract needs the number of visits', fix: 'Enter the number of visits' },
  R26: {
    title: 'Comment missing or too long',
    why: 'Care that differs from the plan needs a few words, 2,000 characters at most',
    fix: 'Say why delivery differed',
  },
  R27: { title: 'In the future', why: 'The week has not begun', fix: 'Leave the row out until the week opens' },
  R28: {
    title: 'More than a week holds',
    why: 'More than 168 hours in one week',
    fix: 'Check for a missing decimal point',
  },
  R29: {
    title: 'Too old',
    why: 'The time to claim this week has passed',
    fix: 'Ask the council if it can still be paid',
  },
  R45: {
    title: 'Recorded by visits',
    why: 'This contract is recorded by its timetable or by visits, not by amounts of a week',
    fix: 'Send the visits, or record the week on its page',
  },
  R46: {
    title: 'Late reason not understood',
    why: 'Why the week is late must be one of the reasons of the template, with a few words for another reason, 500 characters at most',
    fix: 'Choose a reason of the list, or leave both cells empty',
  },
  R47: {
    title: 'Visits of the week',
    why: 'What the sheet Visits says of the week cannot be counted',
    fix: 'Put the sheet Visits right and upload the file again, or record the week on its page',
  },
} as const satisfies Readonly<Record<string, CauseWords>>

export const warningWords = {
  W01: {
    title: 'As planned for months',
    why: 'Every week for three months was exactly as planned',
    fix: 'Confirm that this is right, or correct the row',
  },
  W02: {
    title: 'Delivered while in hospital',
    why: 'The person was reported to be in hospital in this week',
    fix: 'Confirm that care was delivered, or correct the row',
  },
  W03: {
    title: 'Price changed in the week',
    why: 'The rate changed within this week, so an average price applies',
    fix: 'Nothing to do. Confirm that you have seen it',
  },
  W04: {
    title: 'Many manual records',
    why: 'More visits than usual were recorded by hand',
    fix: 'Confirm that this is right',
  },
  W05: {
    title: 'Clocks changed',
    why: 'The clocks changed in a night of this week',
    fix: 'Confirm that the hours are right',
  },
} as const satisfies Readonly<Record<string, CauseWords>>

export function causeWords(code: string): CauseWords {
  const known: Readonly<Record<string, CauseWords>> = { ...rowWords, ...warningWords }
  return known[code] ?? { title: code, why: 'This row cannot be saved', fix: 'Correct the row and check it again' }
}

const details: Readonly<Record<string, string>> = {
  'not-a-number': 'is not a number like 1.75 or 1:45',
  negative: 'cannot be less than 0',
  'too-precise': 'has too many decimal places',
  'too-large': 'is too large. Check for a missing decimal point',
  'decimal-comma': 'has a comma. Write 1.75, with a point',
  missing: 'is empty',
  'not-a-date': 'is not a date like 2025-03-31',
  ambiguous: 'could be read two ways. Write it as 2025-03-31',
  weekday: 'is not the first day of a week',
  period: 'is outside the period of this file',
  'too-long': 'is longer than 2,000 characters',
  'not-listed': 'is not a reason of the list',
  'over-500': 'is longer than 500 characters',
  words: 'gives a reason only: above the exception level, say after it and a colon what happened',
}

/** What is wrong with one row, in a sentence for its last column. */
export function messageOf(fault: string): string {
  const [code = '', column = '', why = ''] = fault.split(':')
  const own = ownMessages[`${code}:${column}`]
  if (own !== undefined) return own
  const { why: cause, fix } = causeWords(code)
  if (code === 'R47' && column !== '') return sheetMessage(column, why)
  if (code === 'R05') return `Row ${why} is for the same package and week. ${fix}`
  const label = templateColumns.find((known) => known === column)
  if (label === undefined) return `${cause}. ${fix}`
  return `${columnLabels[label]}${details[why] === undefined ? `: ${fix}` : ` ${details[why]}`}`
}

const ownMessages: Readonly<Record<string, string>> = {
  'R10:taken': 'This week is on an invoice or in a payment. Ask the council for an adjustment',
  'R10:cut-off': 'The time to change this week has passed. Ask the council for an adjustment',
}

/** The cells of a row that a fault is about, so that they alone are marked. */
export function markedColumns(faults: readonly string[]): ReadonlySet<string> {
  return new Set(
    faults.flatMap((fault) => {
      const [code = '', column = ''] = fault.split(':')
      return templateColumns.some((known) => known === column) ? [column] : (marked[code] ?? [])
    }),
  )
}

const marked: Readonly<Record<string, readonly string[]>> = {
  R01: ['cpli_id'],
  R02: ['client_ref'],
  R03: ['week_start'],
  R22: ['actual'],
  R23: ['frustrated', 'missed'],
  R24: ['extra'],
  R25: ['visits'],
  R26: ['comment'],
  R27: ['week_start'],
  R28: ['actual'],
  R29: ['week_start'],
}

const unreadable: Readonly<Record<string, string>> = {
  empty: 'The file is empty',
  'not-a-table': 'The file is not a spreadsheet or CSV file',
  encrypted: 'The workbook is protected by a password. Save it without one',
  'old-excel': 'The file is in the old Excel format (.xls) or has a password. Save it as .xlsx without a password',
  'binary-workbook': 'The file is a binary workbook (.xlsb). Save it as .xlsx',
  damaged: 'The file is damaged or was cut off. Save it again and send it again',
  entities: 'The file contains declarations that we do not accept. Save it again from your spreadsheet',
  'open-quote': 'A quotation mark is opened and never closed',
  'wrong-encoding': 'The letters cannot be read. Save the file as “CSV UTF-8”',
  'no-heading': 'No row of the file names its columns',
  'no-rows': 'The file has a heading and no rows below it',
  'too-large': 'The file, or one row of it, unpacks to more than we read',
  'too-wide': 'A row has more than 256 cells',
  'too-many-entries': 'The workbook has more parts than any spreadsheet',
  rows: 'The file has more than 250,000 rows. Send it in parts',
  visits: 'The file has more than 2,000,000 visits. Send it in parts',
  'sheet-visits': 'The sheet Visits has more than 50,000 rows. Send it in parts',
  'visit-without-week':
    'A row of the sheet Visits is for a care package and week of which the sheet Weekly has no row, or its day cannot be read',
  'not-weeks': 'The file does not hold weeks',
  macros: 'The workbook has macros. Save it as .xlsx without macros',
}

type Facts = FileRefusal['facts']

const fileSentences: Readonly<Record<FileCode, (facts: Facts) => readonly string[]>> = {
  F01: (facts) => [unreadableWords(facts)],
  F02: ({ said = '' }) => [
    `The file says that it is version ${said} of the template. Download the file again: this portal reads version 1`,
  ],
  F03: ({ header = [] }) => header.map(headerWords),
  F04: ({ said = '' }) => [
    `The file reference ${said} has been used before. Nothing was read. Download the file again, or change the reference`,
  ],
  F05: ({ why, said = '' }) => [
    why === 'narrow'
      ? 'Only somebody who sees all services of your organisation can send files of visits or carers'
      : `The file is for ${why ?? 'provider'} ${said}, which is not yours`,
  ],
  F06: ({ said = '', why = '' }) => [
    `The file is for ${said}. Care can be recorded for ${why} weeks, and that time has passed`,
  ],
  F07: (facts) => [unreadableWords(facts)],
  F08: (facts) => [
    facts.why === 'formula'
      ? `The file has formulas where it should have values, in ${(facts.cells ?? []).join(', ')}. Copy the cells, paste them as values and send the file again`
      : unreadableWords(facts),
  ],
}

/** Why nothing of the file was read, and what to do: one sentence for each thing that is wrong. */
export function fileWords({ code, facts }: FileRefusal): readonly string[] {
  return fileSentences[code](facts)
}

function unreadableWords({ why = '', line }: Facts): string {
  const row = line === undefined ? '' : ` (row ${String(line)})`
  return `${unreadable[why] ?? 'The file cannot be read'}${row}`
}

/** Columns of weeks have a name besides; those of visits are called as they are. */
function nameOf(column: string): string {
  const label = templateColumns.find((known) => known === column)
  return label === undefined ? column : `${columnLabels[label]} (${label})`
}

function headerWords(fault: HeaderFault): string {
  if (fault.kind === 'nothing-said')
    return 'The file has no column for what was delivered: Actual, Frustrated, Missed or Extra'
  const name = nameOf(fault.column)
  if (fault.kind === 'repeated')
    return `The column “${fault.heading}” and another one both stand for ${name}. Keep one of them`
  return fault.called === undefined
    ? `There is no column for ${name}`
    : `This column is called ${fault.called}; did you mean ${name}?`
}

export const fileTitles: Readonly<Record<FileCode, string>> = {
  F01: 'The file cannot be read',
  F02: 'Unknown version of the template',
  F03: 'Columns missing or renamed',
  F04: 'File reference used before',
  F05: 'For somebody else',
  F06: 'The period is closed',
  F07: 'The file is too large',
  F08: 'Formulas or macros',
}
