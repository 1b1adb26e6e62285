import { formatDay, formatLongDay, formatQuantity, formatRate, formatTime } from '../../../../core/format.ts'
import { divideHalfAwayFromZero, rate } from '../../../../core/money.ts'
import type { PriceRatio, Quantity } from '../../../../core/money.ts'
import { londonMoment } from '../../../../platform/clock.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { Stale, WeekFault } from '../../rules/judge.ts'
import { isBlock } from '../../rules/recordable.ts'
import type { Awaits, Block, Closed } from '../../rules/recordable.ts'
import type { HeldCode, WeekStatus } from '../../rules/sheet-row.ts'
import type { EntryField, EntryFault, Explanation, Misreading, Unit } from '../../rules/week.ts'

export function inUnits(amount: Quantity, unit: Unit): string {
  const text = formatQuantity(amount)
  return `${text} ${unit}${text === '1' ? '' : 's'}`
}

/** '5pm on Friday 18 April 2025' */
export function formatMoment(at: Date): string {
  const { date, time } = londonMoment(at)
  return `${formatTime(time)} on ${formatLongDay(date)}`
}

/** '£21.00', or '£23.43 (avg price)' when the price changed inside the week; the sum uses the exact ratio. */
export function formatUnitCost({ numerator, denominator }: PriceRatio, averagePrice: boolean): string {
  if (!averagePrice) return formatRate(rate(divideHalfAwayFromZero(numerator, denominator)))
  return `${formatRate(rate(divideHalfAwayFromZero(numerator, denominator * 100n) * 100n))} (avg price)`
}

export const statusWords: Readonly<Record<WeekStatus, { readonly text: string; readonly colour: TagColour }>> = {
  draft: { text: 'Draft', colour: 'grey' },
  confirmed: { text: 'Confirmed', colour: 'green' },
  held: { text: 'Held', colour: 'orange' },
}

/** The status of an old version, which is kept as text. */
export function wordsOfStatus(status: string): string {
  return Object.entries(statusWords).find(([known]) => known === status)?.[1].text ?? status
}

/** What recorded a version when no person did. */
export function sourceWords(source: string): string {
  return source === 'import' ? 'Brought from the old system' : 'Provider Portal'
}

export const heldWords: Readonly<Record<HeldCode, string>> = {
  H01: 'More was delivered than the exception level allows. The council has to agree it before it is paid',
  H02: 'The absence policy is used up. The council has to agree it before it is paid',
  H03: 'The council is waiting for your bank details before it can pay this',
  H04: 'This may be a duplicate of another provider’s record. The council is checking',
}

const fieldNames: Readonly<Record<EntryField, string>> = {
  frustrated: 'Frustrated',
  missed: 'Missed',
  extra: 'Extra',
  visits: 'Visits',
  reason: 'Reason',
  comment: 'Comments',
}

/** The words of a fault, and the box they belong to: none when it is the whole row that cannot be recorded. */
export type FaultWords = { readonly field: EntryField | undefined; readonly text: string }

export function wordsFor(fault: WeekFault, unit: Unit): FaultWords {
  if (fault.code === 'R01')
    return { field: undefined, text: 'This package is not one you can record. Reload the page to see what is' }
  if (fault.code === 'R06') return { field: 'frustrated', text: staleWords(fault, unit) }
  if (fault.code === 'R10') return { field: undefined, text: closedWords(fault) }
  return isBlock(fault) ? { field: undefined, text: blockWords(fault) } : entryWords(fault, unit)
}

/** Faults that say the same whatever was typed. */
const plainWords = {
  R24: { field: 'extra', text: 'Extra care is not paid under this contract. Set Extra to 0' },
  R25: { field: 'visits', text: 'Enter the number of visits' },
  'reason-unknown': {
    field: 'reason',
    text: 'Select a reason from the list: the council has ended this one',
  },
  'reason-missing': { field: 'comment', text: 'Enter why this week is changed after it was closed' },
} as const satisfies Record<string, FaultWords>

const explanationWords: Readonly<Record<Explanation, FaultWords>> = {
  comment: { field: 'comment', text: 'Enter a comment saying why delivery differed from the plan' },
  reason: { field: 'reason', text: 'Select a reason why delivery differed from the plan' },
  words: { field: 'comment', text: 'Say in words why more was delivered than the exception level allows' },
}

function isPlain(fault: EntryFault): fault is Extract<EntryFault, { readonly code: keyof typeof plainWords }> {
  return fault.code in plainWords
}

function entryWords(fault: EntryFault, unit: Unit): FaultWords {
  if (isPlain(fault)) return plainWords[fault.code]
  switch (fault.code) {
    case 'R20':
      return { field: fault.field, text: misreadWords(fault.field, fault.why, unit) }
    case 'R21':
      return { field: fault.field, text: stepWords(fieldNames[fault.field], fault.stepMinutes) }
    case 'R22':
      return {
        field: 'extra',
        text: `Actual is ${inUnits(fault.stated, unit)}, but planned less frustrated and missed plus extra is ${inUnits(fault.computed, unit)}`,
      }
    case 'R23':
      return {
        field: 'missed',
        text: `Frustrated and Missed come to ${inUnits(fault.undelivered, unit)}, but only ${inUnits(fault.planned, unit)} are planned`,
      }
    case 'R26':
      return explanationWords[fault.asks]
    case 'R28':
      return { field: 'extra', text: `${inUnits(fault.hours, unit)} is more than the 168 hours in a week` }
    case 'too-long':
      return { field: 'comment', text: `Comments must be ${String(fault.limit)} characters or fewer` }
  }
}

function misreadWords(field: EntryField, why: Misreading, unit: Unit): string {
  const name = fieldNames[field]
  if (field === 'visits') return 'Visits must be a whole number, like 7'
  switch (why) {
    case 'negative':
      return field === 'extra'
        ? 'Extra cannot be less than 0. Use Frustrated or Missed for care that was not delivered'
        : `${name} cannot be less than 0. Enter how much was not delivered, like 1.5`
    case 'too-large':
      return `${name} is too large. Check for a missing decimal point`
    case 'too-precise':
      return `${name} has too many decimal places`
    case 'not-a-number':
      return unit === 'hour'
        ? `${name} must be a number of hours, like 1.75 or 1:45`
        : `${name} must be a number, like 2`
  }
}

function stepWords(name: string, stepMinutes: number | undefined): string {
  if (stepMinutes === undefined) return `${name} must have at most 2 decimal places`
  const example = stepMinutes === 15 ? ': 1.75 and 1:45 are both 1 hour 45 minutes' : ''
  return `${name} must be in steps of ${String(stepMinutes)} minutes${example}`
}

export function blockWords(block: Block): string {
  switch (block.code) {
    case 'R03':
      return `This week is outside the dates of the package, ${formatDay(block.startsOn)}${block.endsOn === null ? ' onwards' : ` to ${formatDay(block.endsOn)}`}`
    case 'R07':
      return 'Its agreement has not been agreed yet'
    case 'R08':
      return 'The council has suspended this package'
    case 'R09':
      return `The week begins after the person died, on ${formatDay(block.diedOn)}`
    case 'R27':
      return `This week opens on ${formatLongDay(block.opensOn)}`
    case 'R29':
      return `Care can be recorded for ${String(block.limitWeeks)} weeks, and that time has passed`
  }
}

/** Who has to do something before the week can be recorded, and what. */
export function whoMustAct(block: Block): string {
  switch (block.code) {
    case 'R07':
      return awaitsWords[block.awaits]
    case 'R08':
    case 'R09':
    case 'R29':
      return 'Ask the council if you think this is wrong'
    case 'R03':
    case 'R27':
      return 'Nobody needs to do anything'
  }
}

const awaitsWords: Readonly<Record<Awaits, string>> = {
  provider: 'Someone at your organisation must agree it, under Agreements',
  correction: 'Your organisation rejected it, so the council must correct it and publish it again',
  publication: 'The council has yet to publish it',
}

export function closedWords({ why, submitBy }: Closed): string {
  if (why === 'taken') return 'This week is already on an invoice or in a payment. Ask the council for an adjustment'
  return `The time to change this week ended at ${submitBy === null ? 'the cut-off' : formatMoment(submitBy)}. Ask the council for an adjustment`
}

function staleWords({ standing }: Stale, unit: Unit): string {
  if (standing === undefined) return 'This week has changed since you opened the page. Check it and send it again'
  const { recordedName, recordedAt, entry, status } = standing
  const { frustrated, missed, extra } = entry
  const said = `frustrated ${formatQuantity(frustrated)}, missed ${formatQuantity(missed)}, extra ${formatQuantity(extra)}`
  return `${recordedName} changed this at ${formatMoment(recordedAt)}: ${said} ${unit}s, ${statusWords[status].text.toLowerCase()}. Your figures are still here and nothing was overwritten. Send again to replace theirs`
}
