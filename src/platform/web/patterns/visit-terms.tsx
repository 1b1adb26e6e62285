import { z } from 'zod'
import { chosen, typed, type FormView } from '../forms.tsx'
import { Fieldset } from '../govuk/fieldset.tsx'
import { Input } from '../govuk/input.tsx'
import { Radios } from '../govuk/radios.tsx'
import { Select } from '../govuk/select.tsx'

const ROUNDING_WORDS = {
  nearest: 'To the nearest multiple',
  down: 'Down to a multiple',
  up: 'Up to a multiple',
  none: 'Not at all: to the minute',
} as const

/** How visits that are ticked or logged are counted, as a form asks it. */
export function VisitTermFields({ form }: { readonly form: FormView }) {
  return (
    <Fieldset legend={{ text: 'Where visits are ticked or logged', classes: 'govuk-fieldset__legend--s' }}>
      <Select
        id="visitRounding"
        name="visitRounding"
        label="How the minutes of each carer’s visit are rounded"
        value={form.values['visitRounding'] ?? 'nearest'}
        items={Object.entries(ROUNDING_WORDS).map(([value, text]) => ({ value, text }))}
      />
      <Input
        {...typed(form, 'visitMinutes')}
        label="Rounded to multiples of"
        suffix="minutes"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <YesNo
        form={form}
        name="visitCapped"
        legend="Is a visit paid no longer than it was planned?"
        hint="A longer one is shown with the minutes that are not paid"
      />
      <Input
        {...typed(form, 'visitWindowMinutes')}
        label="How far from its planned start a logged visit may begin"
        hint="Further away it belongs to no planned visit"
        suffix="minutes"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
    </Fieldset>
  )
}

interface YesNoProps {
  readonly form: FormView
  readonly name: string
  readonly legend: string
  readonly hint: string
}

export function YesNo({ form, name, legend, hint }: YesNoProps) {
  return (
    <Radios
      {...chosen(form, name)}
      legend={{ text: legend, classes: 'govuk-fieldset__legend--s' }}
      hint={hint}
      items={[
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
      ]}
    />
  )
}

type VisitTerms = {
  readonly visitRounding: keyof typeof ROUNDING_WORDS
  readonly visitMinutes: number
  readonly visitCapped: boolean
  readonly visitWindowMinutes: number
}

export function visitTermValues(terms: VisitTerms): Readonly<Record<keyof VisitTerms, string>> {
  return {
    ...{ visitRounding: terms.visitRounding, visitMinutes: String(terms.visitMinutes) },
    ...{ visitCapped: terms.visitCapped ? 'yes' : 'no', visitWindowMinutes: String(terms.visitWindowMinutes) },
  }
}

export const yesNoWord = z.enum(['yes', 'no']).transform((word) => word === 'yes')
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\s*\d{1,4}\s*$/u)
    .transform(Number)
    .pipe(z.number().min(least).max(most))

export const visitTermShape = {
  visitRounding: z.enum(['nearest', 'down', 'up', 'none']),
  visitMinutes: wholeNumber(1, 60),
  visitCapped: yesNoWord,
  visitWindowMinutes: wholeNumber(0, 720),
}
export const VISIT_TERM_FAULTS: Readonly<Record<keyof VisitTerms, string>> = {
  visitRounding: 'Select how visits are rounded',
  visitMinutes: 'Enter a whole number of minutes from 1 to 60',
  visitCapped: 'Select whether a visit is paid no longer than it was planned',
  visitWindowMinutes: 'Enter a whole number of minutes from 0 to 720',
}
