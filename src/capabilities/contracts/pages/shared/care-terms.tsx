import { z } from 'zod'
import type { NightsTier } from '../../../../core/absence-tiers.ts'
import { chosen, typed, type FieldError, type FormView } from '../../../../platform/web/forms.tsx'
import { Fieldset } from '../../../../platform/web/govuk/fieldset.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { tiersTyped } from '../../../../platform/web/patterns/absence-tiers.tsx'
import type { CareTerms } from '../../rules/care-terms.ts'

const ROUNDING_WORDS: Readonly<Record<CareTerms['visitRounding'], string>> = {
  nearest: 'To the nearest multiple',
  down: 'Down to a multiple',
  up: 'Up to a multiple',
  none: 'Not at all: to the minute',
}

const COLLECTS: Readonly<Record<CareTerms['payerTerms'], string>> = {
  council: 'As the council has set for all',
  gross: 'The council, which pays all of it',
  net: 'The home, which is paid less',
}

/** How visits are counted, what may be recorded beside the plan, and who is paid what. */
export function CareFields({ form }: { readonly form: FormView }) {
  return (
    <>
      <YesNo
        form={form}
        name="extrasAllowed"
        legend="May more than the plan be recorded?"
        hint="If not, a week with extra care is refused until the plan is changed"
      />
      <YesNo
        form={form}
        name="visitsRequired"
        legend="Is the number of visits recorded with the amounts of a week?"
        hint="Where care is recorded as amounts for each week"
      />
      <Fieldset legend={{ text: 'Where visits are ticked or logged', classes: 'govuk-fieldset__legend--s' }}>
        <Select
          id="visitRounding"
          name="visitRounding"
          label="How the minutes of each carer’s visit are rounded"
          value={form.values['visitRounding'] ?? 'nearest'}
          items={Object.entries(ROUNDING_WORDS).map(([value, text]) => ({ value, text }))}
        />
      <Input
        {...typed(form, 'deathDays')}
        label="Nights paid after a death"
        hint="Only where nights are paid. They follow the last one, at its price; 0 where nothing more is paid"
        suffix="nights"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'noticeDays')}
        label="Nights paid after the person leaves"
        hint="Days of notice: the person moved away, or care is no longer wanted"
        suffix="nights"
        inputmode="numeric"
        classes="govuk-input--width-3"
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
  ...{ deathDays: whole(0, 60), noticeDays: whole(0, 60) },
          inputmode="numeric"
          classes="govuk-input--width-3"
        />
      </Fieldset>
      <Select
        id="payerTerms"
  deathDays: 'Enter a whole number of nights from 0 to 60',
  noticeDays: 'Enter a whole number of nights from 0 to 60',
        name="payerTerms"
        label="Who collects what others pay of a stay"
        value={form.values['payerTerms'] ?? 'council'}
        items={Object.entries(COLLECTS).map(([value, text]) => ({ value, text }))}
      />
    </>
  )
}

interface YesNoProps {
  readonly form: FormView
  readonly name: string
  readonly legend: string
  readonly hint: string
}

function YesNo({ form, name, legend, hint }: YesNoProps) {
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

export function careValues(terms: CareTerms): Readonly<Record<string, string>> {
  const word = (is: boolean) => (is ? 'yes' : 'no')
  return {
    ...{ extrasAllowed: word(terms.extrasAllowed), visitsRequired: word(terms.visitsRequired) },
    ...visitTermValues(terms),
    ...{ payerTerms: terms.payerTerms, deathDays: String(terms.deathDays), noticeDays: String(terms.noticeDays) },
  }
}

const YesNoWord = z.enum(['yes', 'no']).transform((word) => word === 'yes')
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\s*\d{1,4}\s*$/u)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
const Care = z.object({
  extrasAllowed: YesNoWord,
  visitsRequired: YesNoWord,
  visitRounding: z.enum(['nearest', 'down', 'up', 'none']),
  visitMinutes: whole(1, 60),
  visitCapped: YesNoWord,
  visitWindowMinutes: whole(0, 720),
  payerTerms: z.enum(['gross', 'net', 'council']),
})
const FAULTS: Readonly<Record<keyof CareTerms, string>> = {
  extrasAllowed: 'Select whether more than the plan may be recorded',
  visitsRequired: 'Select whether the number of visits is recorded',
  visitRounding: 'Select how visits are rounded',
  visitMinutes: 'Enter a whole number of minutes from 1 to 60',
  visitCapped: 'Select whether a visit is paid no longer than it was planned',
  visitWindowMinutes: 'Enter a whole number of minutes from 0 to 720',
  payerTerms: 'Select who collects what others pay',
}
export const CARE_FIELDS = Care.keyof().options

type Sent = Readonly<Record<string, unknown>>
export type Added = { readonly care: CareTerms | null; readonly absenceTiers: readonly NightsTier[] | null }

/** The terms of care and the tiers of nights away. Null where the form did not ask: they stay as they were. */
export function addedTyped(sent: Sent): Added | { readonly errors: readonly FieldError[] } {
  const away = tiersTyped(sent)
  const care = careTyped(sent)
  const errors = [...('errors' in care ? care.errors : []), ...('errors' in away ? away.errors : [])]
  return 'errors' in care || 'errors' in away ? { errors } : { care: care.care, absenceTiers: away.tiers }
}

function careTyped(sent: Sent): { readonly care: CareTerms | null } | { readonly errors: readonly FieldError[] } {
  if (CARE_FIELDS.every((name) => typeof sent[name] !== 'string')) return { care: null }
  const read = Care.safeParse(sent)
  if (read.success) return { care: read.data }
  const faulty = new Set(read.error.issues.map(({ path }) => path[0]))
  return { errors: CARE_FIELDS.filter((name) => faulty.has(name)).map((field) => ({ field, text: FAULTS[field] })) }
}
