import { perUnit, unitsText } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatPounds, formatRate } from '../../../../core/format.ts'
import type { Pence } from '../../../../core/money.ts'
import { chosen, errorFor, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { WarningText } from '../../../../platform/web/govuk/warning-text.tsx'
import type { CarePlan } from '../../rules/care-plan.ts'
import { bookPriceOn, type BookLine, type CommissionWarning } from '../../rules/commission.ts'

const DAYS_WORDS: Readonly<Record<string, string>> = {
  weekday: 'Monday to Friday',
  weekend: 'Saturday and Sunday',
  'bank-holiday': 'bank holidays',
  night: 'nights',
}

interface LineFieldProps {
  readonly lines: readonly BookLine[]
  /** The line that the care has for itself, where it has one. */
  readonly own?: { readonly id: string; readonly text: string } | undefined
  readonly today: LocalDate
  readonly form: FormView
}

/** Which line of the price book pays for the care. */
export function LineField({ lines, own, today, form }: LineFieldProps) {
  return (
    <Radios
      {...chosen(form, 'line')}
      legend={{ text: 'What is bought, and at which price of the book?', classes: 'govuk-fieldset__legend--m' }}
      items={[
        ...(own === undefined ? [] : [{ value: own.id, text: own.text }]),
        ...lines.map((line) => ({ value: line.id, text: lineName(line), hint: priceText(line, today) })),
      ]}
    />
  )
}

/** 'Standard, Rural, weekends: line HC-1' */
export function lineName({ serviceLevel, band, days, reference }: BookLine): string {
  const parts = [serviceLevel, band, DAYS_WORDS[days] ?? ''].filter((part) => part !== '')
  return `${parts.join(', ')}: line ${reference}`
}

function priceText(line: BookLine, today: LocalDate): string {
  const price = bookPriceOn(line, today) ?? line.prices.find(({ from }) => from > today)?.price
  return price === undefined ? 'No price from today on' : `${formatRate(price)} ${perUnit(line.unit)}`
}

/** Another price than the book's: it needs a reason, and a second person. */
export function OwnPriceField({ form }: { readonly form: FormView }) {
  const open = (form.values['price'] ?? '') !== '' || errorFor(form, 'price') !== undefined
  return (
    <Details summary="Pay another price than the book’s" open={open}>
      <Input
        {...typed(form, 'price')}
        label="Price for a unit"
        prefix={{ text: '£' }}
        hint="Up to 4 decimal places, like 23.0625. A second person has to approve it first."
        classes="govuk-input--width-10"
        inputmode="decimal"
      />
    </Details>
  )
}

/** Asked beside the button that sends it. */
export function PriceReason({ form }: { readonly form: FormView }) {
  return (
    <Textarea
      {...typed(form, 'priceReason')}
      label="Why does the council pay another price?"
      hint="The second person decides by this. Do not name the person who gets the care."
      rows={3}
    />
  )
}

interface WeekProps {
  readonly plan: CarePlan
  readonly unit: BookLine['unit']
  readonly weekly: Pence | undefined
}

/** What a week comes to, in words. */
export function WeekText({ plan, unit, weekly }: WeekProps) {
  const cost = weekly === undefined ? 'There is no price for the first day' : `${formatPounds(weekly)} a week`
  const visits = plan.visits.length === 0 ? '' : `, ${String(plan.visits.length)} visits`
  return (
    <p class="govuk-body govuk-!-font-weight-bold">
      {unitsText(plan.planned, unit)} a week{visits}: {cost}
    </p>
  )
}

/** What staff should know before they go on. */
export function CommissionWarnings({ warnings }: { readonly warnings: readonly CommissionWarning[] }) {
  return (
    <>
      {warnings.map((warning) => (
        <WarningText>{warningText(warning)}</WarningText>
      ))}
    </>
  )
}

function warningText(warning: CommissionWarning): string {
  switch (warning.code) {
    case 'overlap':
      return `There is other care of this level for this person in the same days: ${warning.references.join(', ')}.`
    case 'start-in-past':
      return 'The first day is in the past. Weeks since then can be recorded once the agreement is agreed.'
    case 'no-signatory':
      return 'Nobody at the provider may sign for this care. An agreement would wait until somebody is allowed to.'
    case 'after-contract-ends':
      return 'The care goes on after the contract ends.'
  }
}
