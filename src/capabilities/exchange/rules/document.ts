import type { Column, ColumnType, PackFile } from './columns.ts'
import { PACK_VERSION } from './council-files.ts'
import { faultCodes, isFaultCode, sentenceOf } from './faults.ts'
import { packFiles } from './format.ts'
import { settings } from './settings.ts'

/** The public description of the format, made of the same tables that read it, so that it cannot be wrong. */
export function packDocument(): string {
  return [
    ...introduction(),
    ...types(),
    ...packFiles.flatMap(fileSection),
    ...settingTable(),
    ...faults(),
    ...history(),
    '',
  ].join('\n')
}

function introduction(): string[] {
  const rows = packFiles.map(({ name, required, meaning }) => [`\`${name}.csv\``, required ? 'yes' : 'no', meaning])
  return [
    `# Migration pack, version ${PACK_VERSION}`,
    '',
    'A migration pack is a folder of CSV files with which a council moves from its old system. `portal import DIR` loads it.',
    'This page is made from the column tables that the program reads packs by; a test holds the two together.',
    '',
    '## How a pack is loaded',
    '',
    '- The files are read as streams and every cell is judged. Then the whole is judged: keys, references, dates, sums.',
    '- If there is any fault, nothing is applied. Every fault is counted; the first 1,000 are listed with file, line, column, code and a sentence.',
    '- If there is none, everything is applied in one transaction. A load that is interrupted leaves nothing and is simply started again.',
    '- Rows are found again by their keys. The same pack twice changes nothing; a changed row is put right; a new one is added.',
    '- What is no longer in the pack stays, with three exceptions: prices, contract rules and settings of anything in the pack become exactly what the pack says, as do the visits of a plan.',
    '- What people have done since in the portal is theirs: their own references, their answers to agreements and the weeks they recorded are never replaced by a pack. An agreement whose lines change is published as its next revision.',
    '- People in `users.csv` are invited, without a password. An account that exists is kept as it is.',
    '',
    '## How the files are written',
    '',
    '- UTF-8, with or without a byte order mark. Comma as the separator, quotation marks as in RFC 4180, lines ended by LF or CRLF.',
    '- The first line names the columns. They may come in any order; optional ones may be left out; others are refused.',
    '- No line may be longer than 1 MB. Spaces around a value are ignored. An empty cell is no value.',
    '- Every last day in a pack is a day that is still included. Money has no £ sign and no separators.',
    '',
    '## Files',
    '',
    ...table(['File', 'Required', 'What it holds'], rows),
    '',
  ]
}

const typeMeanings: Readonly<Record<ColumnType, string>> = {
  key: 'A reference of the council, at most 100 characters; case matters',
  text: 'Text of at most 4,000 characters',
  choice: 'One of the words listed',
  date: 'A day as `2026-04-30`, from 1880 to 2199',
  moment: 'A day and time in England as `2026-04-30T17:00`',
  time: 'A time of day as `08:30`',
  price: 'Pounds with at most four decimals, below a million',
  amount: 'Pounds with at most two decimals, below a thousand million',
  units: 'A quantity with at most four decimals, or `h:mm` for hours; below 100,000',
  'units-by-day': 'Seven quantities, Monday to Sunday, with spaces between',
  whole: 'A whole number',
  percent: 'A percentage with at most two decimals',
  flag: '`yes` or `no`',
  email: 'An e-mail address; capitals make no difference',
  'nhs-number': 'An NHS number with a right check digit (Modulus 11)',
  'nights-away': 'Up to which night away: how many % are paid, in order, like 14:100 28:80; on:50 is every night after',
  weekdays: 'Weekdays in order, 1 is Monday, with spaces between',
  colour: 'A colour as `#1d70b8`',
  'council-code': '2 to 31 lower-case letters, digits and hyphens, beginning with a letter',
  'four-digits': 'Exactly four digits',
}

function types(): string[] {
  const rows = Object.entries(typeMeanings).map(([type, meaning]) => [type, meaning])
  return ['## Types', '', ...table(['Type', 'Meaning'], rows), '']
}

function fileSection(file: PackFile): string[] {
  return [
    `## ${file.name}.csv`,
    '',
    file.meaning,
    '',
    ...rulesOf(file).map((line) => `- ${line}`),
    '',
    ...table(
      ['Column', 'Type', 'Required', 'Example', 'Meaning', 'Kept in'],
      file.columns.map((column) => [
        `\`${column.name}\``,
        typeOf(column),
        column.required ? 'yes' : 'no',
        `\`${column.example}\``,
        column.meaning,
        column.target.startsWith('(') ? column.target.slice(1, -1) : `\`${column.target}\``,
      ]),
    ),
    '',
  ]
}

function rulesOf({ key, references = [], noOverlapWithin, days }: PackFile): string[] {
  const named = (columns: readonly string[]) => columns.map((column) => `\`${column}\``).join(', ')
  return [
    `Key: ${named(key)}.`,
    ...references.map(({ columns, file, keys }) => `${named(columns)} must be in \`${file}.csv\` as ${named(keys)}.`),
    ...(days === undefined ? [] : [`\`${days[1]}\` is not before \`${days[0]}\`.`]),
    ...(noOverlapWithin === undefined ? [] : [`Rows with the same ${named(noOverlapWithin)} have no day in common.`]),
  ]
}

function typeOf({ type, unit, choices, least, most }: Column): string {
  const range = least === undefined || most === undefined ? '' : `, ${String(least)} to ${String(most)}`
  if (choices !== undefined) return `choice: ${choices.map((choice) => `\`${choice}\``).join(' ')}`
  return `${type}${range}${unit === undefined ? '' : ` (${unit})`}`
}

function settingTable(): string[] {
  const rows = settings.map(({ key, values, meaning }) => [`\`${key}\``, values, meaning])
  return ['## Settings', '', 'The keys of `settings.csv`.', '', ...table(['Key', 'Values', 'Meaning'], rows), '']
}

function faults(): string[] {
  const rows = faultCodes.flatMap((code) =>
    isFaultCode(code) ? [[`\`${code}\``, sentenceOf(code, { value: '…' })]] : [],
  )
  return [
    '## Error codes',
    '',
    'A code keeps its meaning for ever. The sentences may be improved.',
    '',
    ...table(['Code', 'Sentence'], rows),
    '',
  ]
}

function history(): string[] {
  return [
    '## Versions',
    '',
    '- 1: the first. A pack of another version is refused; a later program will say here which it reads.',
  ]
}

/** As the formatter of this repository writes a table. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}
