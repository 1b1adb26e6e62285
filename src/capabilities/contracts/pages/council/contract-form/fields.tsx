import { chosen, dated, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { AbsenceFields } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import { USUAL_CARE_TERMS } from '../../../rules/care-terms.ts'
import { CareFields, careValues } from '../../shared/care-terms.tsx'

interface FieldsProps {
  readonly form: FormView
}
const small = { classes: 'govuk-fieldset__legend--s' }

/** The first terms of a new contract; later ones are said on its page, from a day on. */
export function TermsFields({ form }: FieldsProps) {
  return (
    <>
      <h2 class="govuk-heading-m">What it pays on, from its first day</h2>
      <Radios
        {...chosen(form, 'recording')}
        legend={{ text: 'How care is recorded', ...small }}
        items={[
          { value: 'weekly', text: 'Amounts for each week' },
          { value: 'timetabled', text: 'Visits of a timetable, ticked' },
          { value: 'visits', text: 'Visits as call monitoring logged them' },
          { value: 'none', text: 'Not at all', hint: 'Nights follow from the dates of each stay' },
        ]}
      />
      <Radios
        {...chosen(form, 'paymentTerms')}
        legend={{ text: 'What is paid', ...small }}
        items={[
          { value: 'actual', text: 'What is delivered', hint: 'And part of what the person missed, as said below' },
          { value: 'planned', text: 'What is planned', hint: 'Whatever is delivered' },
        ]}
      />
      <Radios
        {...chosen(form, 'paidBy')}
        legend={{ text: 'Who starts a payment', ...small }}
        items={[
          { value: 'schedule', text: 'The council, each period', hint: 'A scheduled payment without an invoice' },
          { value: 'invoice', text: 'The provider, by invoice' },
        ]}
      />
      <Radios
        {...chosen(form, 'signGate')}
        value={form.values['signGate'] ?? 'yes'}
        legend={{ text: 'Does care wait for a signed agreement?', ...small }}
        items={[
          { value: 'yes', text: 'Yes', hint: 'It is recorded and paid only once its agreement is agreed' },
          { value: 'no', text: 'No' },
        ]}
      />
      <NumberFields form={form} />
      <CareFields form={{ ...form, values: { ...careValues(USUAL_CARE_TERMS), ...form.values } }} />
      <AbsenceFields form={form} />
    </>
  )
}

function NumberFields({ form }: FieldsProps) {
  return (
    <>
      <Input
        {...typed(form, 'frustratedPercent')}
        value={form.values['frustratedPercent'] ?? '100'}
        label="Frustrated care that is paid"
        hint="Planned, but missed by the person: not in, refused, in hospital"
        suffix="%"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'tolerancePercent')}
        label="Tolerance above plan (optional)"
        hint="A week further above its plan is held for the council. Leave it empty to hold nothing"
        suffix="%"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'stepMinutes')}
        value={form.values['stepMinutes'] ?? '15'}
        label="Hours are recorded in steps of"
        suffix="minutes"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'claimLimitWeeks')}
        value={form.values['claimLimitWeeks'] ?? '26'}
        label="How many weeks back care may be recorded"
        classes="govuk-input--width-3"
      />
    </>
  )
}

/** What a block contract buys in advance. */
export function BlockFields({ form, isNew }: FieldsProps & { readonly isNew: boolean }) {
  return (
    <>
      <h2 class="govuk-heading-m">Only for a block: what is bought in advance</h2>
      <p class="govuk-body">
        {isNew ? 'Leave it empty for every other kind.' : 'Leave it empty where it stays as it is.'} What is bought and
        not used is due as a top-up.
      </p>
      <Input
        {...typed(form, 'blockWeekly')}
        label="How much a week"
        hint="Hours, sessions or days; for beds, 7 nights for each"
        inputmode="decimal"
        classes="govuk-input--width-5"
      />
      <Select
        id="blockUnit"
        name="blockUnit"
        label="Unit"
        value={form.values['blockUnit'] ?? 'hour'}
        items={['hour', 'session', 'day', 'night'].map((unit) => ({ value: unit, text: unit }))}
      />
      <Input {...typed(form, 'blockPrice')} label="Price of one" prefix="£" classes="govuk-input--width-10" />
      <Radios
        {...chosen(form, 'blockMissed')}
        value={form.values['blockMissed'] ?? 'yes'}
        legend={{ text: 'Does care that the provider missed count as used?', ...small }}
        items={[
          { value: 'yes', text: 'Yes', hint: 'It was to be had, so the top-up does not pay for it' },
          { value: 'no', text: 'No' },
        ]}
      />
      <DateInput {...dated(form, 'block')} legend="From which day" hint="For example, 1 4 2026" />
    </>
  )
}
