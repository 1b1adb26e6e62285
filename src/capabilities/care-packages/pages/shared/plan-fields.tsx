import type { CareUnit } from '../../../../core/care-units.ts'
import { errorFor, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Fieldset } from '../../../../platform/web/govuk/fieldset.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { DAY_NAMES, VISIT_ROWS, type PlanKind } from './plan-form.ts'

interface PlanFieldsProps {
  readonly kind: PlanKind
  readonly unit: CareUnit
  readonly form: FormView
}

/** What is planned for a week: an amount, an amount for each day, or the visits of a timetable. */
export function PlanFields({ kind, unit, form }: PlanFieldsProps) {
  if (kind === 'stay')
    return <p class="govuk-body">A stay is planned for every night of the week, from its first day to its last.</p>
  return (
    <>
      {kind === 'timetable' ? <VisitRows form={form} /> : null}
      <Input
        {...typed(form, 'planned')}
        label={
          kind === 'timetable' ? 'Or how much is planned in a week, without visits' : 'How much is planned in a week?'
        }
        hint={unit === 'hour' ? 'For example 16, 16.5 or 16:30' : 'For example 5'}
        suffix={{ text: `${unit}s` }}
        classes="govuk-input--width-5"
      />
      {kind === 'timetable' ? null : <DayBoxes unit={unit} form={form} />}
    </>
  )
}

function DayBoxes({ unit, form }: Omit<PlanFieldsProps, 'kind'>) {
  const names = DAY_NAMES.map((_, index) => `day${String(index + 1)}`)
  const open = names.some((name) => (form.values[name] ?? '') !== '' || errorFor(form, name) !== undefined)
  return (
    <Details summary="Plan it day by day instead" open={open}>
      {DAY_NAMES.map((name, index) => (
        <Input
          {...typed(form, `day${String(index + 1)}`)}
          label={name}
          suffix={{ text: `${unit}s` }}
          classes="govuk-input--width-5"
          inputmode="decimal"
        />
      ))}
    </Details>
  )
}

const SHOWN_EMPTY = 4

/** The visits of a week, a row for each time of the day. */
export function VisitRows({ form }: { readonly form: FormView }) {
  const used = Array.from({ length: VISIT_ROWS }, (_, index) => `v${String(index + 1)}`).filter((row) =>
    isBegun(form, row),
  )
  const last = used.reduce((most, row) => Math.max(most, Number(row.slice(1))), 0)
  const shown = Math.min(VISIT_ROWS, Math.max(SHOWN_EMPTY, last))
  const row = (number: number) => <VisitRow row={`v${String(number)}`} number={number} form={form} />
  const numbers = Array.from({ length: VISIT_ROWS }, (_, index) => index + 1)
  return (
    <>
      <p class="govuk-body">
        Each row is a visit at one time of the day, on the days that you select. Leave rows empty that you do not need.
      </p>
      {numbers.slice(0, shown).map(row)}
      {shown === VISIT_ROWS ? null : <Details summary="More visits">{numbers.slice(shown).map(row)}</Details>}
    </>
  )
}

function isBegun(form: FormView, row: string): boolean {
  const names = ['at', 'for', ...DAY_NAMES.map((_, index) => `d${String(index + 1)}`)].map((box) => `${row}-${box}`)
  return names.some((name) => (form.values[name] ?? '') !== '' || errorFor(form, name) !== undefined)
}

interface VisitRowProps {
  readonly row: string
  readonly number: number
  readonly form: FormView
}

function VisitRow({ row, number, form }: VisitRowProps) {
  return (
    <Fieldset legend={{ text: `Visit ${String(number)}`, classes: 'govuk-fieldset__legend--s' }}>
      <div class="portal-visit">
        <Input
          {...typed(form, `${row}-at`)}
          label="Begins at"
          hint="24-hour clock, like 07:30"
          classes="govuk-input--width-5"
        />
        <Input
          {...typed(form, `${row}-for`)}
          label="Takes"
          hint="For example 30"
          suffix={{ text: 'minutes' }}
          classes="govuk-input--width-3"
          inputmode="numeric"
        />
        <Input
          {...typed(form, `${row}-carers`)}
          label="Carers"
          hint="1 if empty"
          classes="govuk-input--width-2"
          inputmode="numeric"
        />
      </div>
      <Checkboxes
        name={`${row}-d1`}
        idPrefix={`${row}-d1`}
        classes="govuk-checkboxes--small portal-days"
        legend={{ text: `Days of visit ${String(number)}`, classes: 'govuk-visually-hidden' }}
        errorMessage={errorFor(form, `${row}-d1`)}
        items={DAY_NAMES.map((name, index) => {
          const box = `${row}-d${String(index + 1)}`
          return { value: 'yes', text: name.slice(0, 3), name: box, id: box, checked: (form.values[box] ?? '') !== '' }
        })}
      />
    </Fieldset>
  )
}
