/** What is wrong with a pack. The code is for programs, the sentence for the person who has to mend the file. */
export type FaultCode = keyof typeof sentences

export type Fault = {
  /** 'rates.csv' */
  readonly file: string
  /** The line of the file as an editor counts it; 1 is the header. Absent when the file as a whole is meant. */
  readonly line?: number
  readonly column?: string
  readonly code: FaultCode
  readonly sentence: string
}

export type FaultFacts = {
  readonly value?: string
  readonly column?: string
  /** Whatever else the sentence needs: a near name, the other line, the permitted values. */
  readonly also?: string
}

/** Every code with its sentence; docs/migration-pack.md lists them. `«»` marks what the file said. */
const sentences = {
  'missing-file': () => 'This file is missing. Every pack has it, even when it holds only the header row.',
  'unknown-file': ({ also }) => `This file is not part of a pack.${didYouMean(also)}`,
  'empty-file': () => 'This file is empty. Its first line must hold the column names.',
  'wrong-encoding': ({ also }) => `This file is not UTF-8 text${also ?? ''}. Save it again as CSV UTF-8.`,
  'line-too-long': () => 'This line is longer than 1 MB. A quotation mark may be missing its partner.',
  'broken-quotes': () => 'The quotation marks in this line do not pair. Write " inside a quoted field as "".',
  'wrong-field-count': ({ also }) => `This line has ${also ?? 'another number of fields'}.`,
  'missing-column': ({ also }) => `This column is missing.${also === undefined ? '' : ` ${also}`}`,
  'unknown-column': ({ also }) => `This column is not part of the file.${didYouMean(also)}`,
  'repeated-column': () => 'This column occurs twice in the header.',
  'wrong-row-count': ({ also }) =>
    `This file must hold exactly one row below the header; it holds ${also ?? 'another number'}.`,
  'missing-value': () => 'A value is needed here.',
  'too-long': ({ also }) => `This value is longer than ${also ?? 'allowed'} characters.`,
  'not-a-date': ({ value }) => `«${value ?? ''}» is not a day in the calendar. Write it as 2026-04-30.`,
  'not-a-moment': ({ value }) => `«${value ?? ''}» is not a day and time. Write it as 2026-04-30T17:00.`,
  'not-a-time': ({ value }) => `«${value ?? ''}» is not a time of day. Write it as 08:30.`,
  'not-a-price': ({ value }) =>
    `«${value ?? ''}» is not a price. Write pounds with at most four decimals, such as 23.6000.`,
  'not-a-quantity': ({ value }) =>
    `«${value ?? ''}» is not a quantity. Write units with at most four decimals, or h:mm.`,
  'not-a-whole-number': ({ value }) => `«${value ?? ''}» is not a whole number.`,
  'not-a-percentage': ({ value }) => `«${value ?? ''}» is not a percentage with at most two decimals.`,
  'out-of-range': ({ value, also }) => `«${value ?? ''}» is outside ${also ?? 'what is possible here'}.`,
  'not-yes-or-no': ({ value }) => `«${value ?? ''}» must be yes or no.`,
  'not-an-email': ({ value }) => `«${value ?? ''}» is not an e-mail address.`,
  'not-an-nhs-number': ({ value }) =>
    `«${value ?? ''}» is not an NHS number: it needs ten digits and a right check digit.`,
  'not-nights-away': ({ value }) =>
    `«${value ?? ''}» must be nights and percentages that rise, like 14:100 28:80, with on:50 for all after the last, five at most.`,
  'not-weekdays': ({ value }) => `«${value ?? ''}» must be weekdays from 1 (Monday) to 7 with spaces between.`,
  'not-a-plan-by-day': ({ value }) =>
    `«${value ?? ''}» must be seven quantities, Monday to Sunday, with spaces between.`,
  'not-a-colour': ({ value }) => `«${value ?? ''}» is not a colour. Write it as #1d70b8.`,
  'not-a-code': ({ value }) => `«${value ?? ''}» must be 2 to 31 lower-case letters, digits and hyphens.`,
  'not-four-digits': ({ value }) => `«${value ?? ''}» must be exactly four digits.`,
  'not-a-choice': ({ value, also }) => `«${value ?? ''}» must be one of: ${also ?? ''}.`,
  'not-a-setting': ({ value, also }) =>
    `«${value ?? ''}» is not a value of this setting: ${also ?? 'see the settings'}.`,
  'duplicate-key': ({ value, also }) => `«${value ?? ''}» is already on line ${also ?? '?'}.`,
  'unknown-reference': ({ value, also }) => `«${value ?? ''}» is not in ${also ?? 'the other file'}.`,
  'ends-before-start': ({ value }) => `«${value ?? ''}» is before the first day.`,
  overlap: ({ value, also }) => `«${value ?? ''}» has days in common with line ${also ?? '?'}.`,
  'other-provider': ({ value }) => `«${value ?? ''}» belongs to another company.`,
  'other-unit': ({ value }) => `«${value ?? ''}» is priced by another unit than the package.`,
  'other-contract': ({ value }) => `«${value ?? ''}» is a price of another contract.`,
  'no-plan-at-start': ({ value }) => `«${value ?? ''}» has no plan on its first day.`,
  'plan-missing': () => 'The plan needs a quantity, a plan by day or a timetable.',
  'plan-does-not-add-up': ({ value, also }) => `«${value ?? ''}» is not what its days add up to (${also ?? '?'}).`,
  'visit-prices-not-by-hour': ({ value }) =>
    `«${value ?? ''}» is not a line by the hour, so it has no prices of visits.`,
  'visit-price-of-what': () =>
    'A row is the price of a length (minutes) or of a time (days, with times or without), and not of both.',
  'visit-price-without-time': () =>
    'A time needs its beginning and its end, two that differ; leave both empty for all day.',
  'visit-prices-differ': ({ value, also }) =>
    `Rows of one line from «${value ?? ''}» belong together: this must be as on line ${also ?? '?'}.`,
  'visit-prices-meet': ({ value, also }) => `«${value ?? ''}» is priced twice at one time: see line ${also ?? '?'}.`,
  'visit-prices-without-hourly': ({ value }) =>
    `rates.csv has no price of this line on «${value ?? ''}»: it pays for all time that no row here is for.`,
  'timetable-not-by-hour': ({ value }) => `«${value ?? ''}» is not a package by the hour, so it has no timetable.`,
  'payers-not-by-week': ({ value }) =>
    `«${value ?? ''}» is not a package by the week: what others pay is taken off nights only.`,
  'payers-above-price': ({ value, also }) =>
    `«${value ?? ''}», with what else is paid within the price on a day of it, is more than the price of a week (${also ?? '?'}).`,
  'other-person': ({ value }) => `«${value ?? ''}» is a package of another person, contract or service.`,
  'no-lines': ({ value }) => `«${value ?? ''}» covers no package: agreement-lines.csv does not have it.`,
  'answer-incomplete': () => 'This status needs more: see which columns it makes necessary.',
  'scope-names-no-target': () => 'The scope says what is needed: a contract, a service, or neither.',
  'not-staff': ({ value }) => `«${value ?? ''}» has no row without a company in users.csv.`,
  'wrong-week-start': ({ value }) => `«${value ?? ''}» is not the weekday on which this council's weeks begin.`,
  'week-outside-package': ({ value }) => `«${value ?? ''}» is outside the dates of the package.`,
  'week-in-future': ({ value }) => `«${value ?? ''}» has not begun on the day the pack describes.`,
  'confirmed-and-when': () => 'A draft has no time of confirming, and anything else needs one.',
  'not-commissioned': ({ value }) => `«${value ?? ''}» is still a draft, so nothing can have been agreed about it.`,
  'week-does-not-add-up': () => 'Frustrated and missed together are more than planned.',
} satisfies Record<string, (facts: FaultFacts) => string>

export const faultCodes: readonly string[] = Object.keys(sentences)

/** The sentence with nothing filled in, for the public list of codes. */
export function sentenceOf(code: FaultCode, facts: FaultFacts = {}): string {
  return sentences[code](facts)
}

export function isFaultCode(code: string): code is FaultCode {
  return code in sentences
}

export function fault(file: string, line: number | undefined, code: FaultCode, facts: FaultFacts = {}): Fault {
  const shown = facts.value === undefined ? facts : { ...facts, value: clipped(facts.value) }
  return {
    file: `${file}.csv`,
    ...(line === undefined ? {} : { line }),
    ...(facts.column === undefined ? {} : { column: facts.column }),
    code,
    sentence: sentenceOf(code, shown),
  }
}

function clipped(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : ` Did you mean ${near}?`
}
