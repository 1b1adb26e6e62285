import { nightsAwayText } from '../../../../../core/absence-tiers.ts'
import { formatDay } from '../../../../../core/format.ts'
import { chosen, dated, isBegun, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { AbsenceFields, tierValues } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import { careTermsWords } from '../../../rules/care-terms.ts'
import type { Contract } from '../../../store/price-book.ts'
import type { TermsByDate, TermsChange } from '../../../store/terms.ts'
import { CareFields, careValues } from '../../shared/care-terms.tsx'
import { DecideForm } from '../../shared/decide-form.tsx'
import { DAYS_WORDS, UNITS } from '../../shared/words.tsx'
import { moreTermsText, RECORDING_WORDS, termsText } from '../../shared/terms-text.ts'

interface FormProps {
  readonly contract: Contract
  readonly form: FormView
}

const LINE_FIELDS = ['reference', 'serviceLevel', 'band']

export function LineForm({ contract, form }: FormProps) {
  const action = `/council/contracts/${contract.id}/prices`
  const open = isBegun(form, action) || form.errors.some(({ field }) => LINE_FIELDS.includes(field))
  return (
    <Details summary="Add a line to the price book" open={open}>
      <PostForm action={action} form={form} id="line" draft>
        <Input
          {...typed(form, 'serviceLevel')}
          label="Service level"
          hint="For example Standard, or Dementia nursing"
        />
        <Input
          {...typed(form, 'reference')}
          label="Reference"
          hint="What other systems call this price. No other price may have it"
          classes="govuk-input--width-20"
        />
        <Input
          {...typed(form, 'band')}
          label="Band (optional)"
          hint="Where prices differ by place or need: for example Rural"
          classes="govuk-input--width-20"
        />
        <Select
          id="unit"
          name="unit"
          label="Unit"
          value={form.values['unit'] ?? 'hour'}
          items={UNITS.map((unit) => ({ value: unit, text: unit }))}
        />
        <Select
          id="days"
          name="days"
          label="Days"
          hint="A package that is bought for these days names this line"
          value={form.values['days'] ?? 'any'}
          items={Object.entries(DAYS_WORDS).map(([value, text]) => ({ value, text }))}
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Add it without a price
        </Button>
      </PostForm>
    </Details>
  )
}

export function TermsForm({ contract, current, form }: FormProps & { readonly current: TermsByDate | undefined }) {
  const action = `/council/contracts/${contract.id}/terms`
  const open =
    isBegun(form, action) ||
    form.values['paymentTerms'] !== undefined ||
    form.errors.some(({ field }) => /terms|Percent|Weeks|Minutes|away|visit|extras|payer|Days/u.test(field))
  const values = { ...proposed(current), ...form.values }
  const shown = { ...form, values }
  return (
    <Details summary="Say other terms from a day on" open={open}>
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/contracts/${contract.id}/trial`}>
          Try them on the last period first
        </a>
      </p>
      <PostForm action={action} form={form} id="say-terms" draft>
        <Radios
          {...chosen(shown, 'paymentTerms')}
          legend={{ text: 'What is paid', classes: 'govuk-fieldset__legend--s' }}
          items={[
            { value: 'actual', text: 'What is delivered', hint: 'And part of what the person missed, as said below' },
            { value: 'planned', text: 'What is planned', hint: 'Whatever is delivered' },
          ]}
        />
        <Input
          {...typed(shown, 'frustratedPercent')}
          label="Frustrated care that is paid"
          hint="Planned, but missed by the person: not in, refused, in hospital"
          suffix="%"
          classes="govuk-input--width-3"
        />
        <Input
          {...typed(shown, 'tolerancePercent')}
          label="Tolerance above plan (optional)"
          hint="A week further above its plan is held for the council. Leave it empty to hold nothing"
          suffix="%"
          classes="govuk-input--width-3"
        />
        <Input
          {...typed(shown, 'claimLimitWeeks')}
          label="How many weeks back care may be recorded"
          classes="govuk-input--width-3"
        />
        <MoreTerms form={shown} />
        <CareFields form={shown} />
        <AbsenceFields form={shown} />
        <DateInput {...dated(shown, 'terms')} legend="From which day" hint="After today. For example, 1 4 2026" />
        <Textarea {...typed(shown, 'termsReason')} label="Why they change" rows={3} />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Send to a second person
        </Button>
      </PostForm>
    </Details>
  )
}

function MoreTerms({ form }: Pick<FormProps, 'form'>) {
  return (
    <>
      <Select
        id="recording"
        name="recording"
        label="How care is recorded"
        value={form.values['recording'] ?? ''}
        items={Object.entries(RECORDING_WORDS).map(([value, text]) => ({ value, text }))}
      />
      <Select
        id="paidBy"
        name="paidBy"
        label="Who starts a payment"
        value={form.values['paidBy'] ?? ''}
        items={[
          { value: 'schedule', text: 'The council, each period' },
          { value: 'invoice', text: 'The provider, by invoice' },
        ]}
      />
      <Input
        {...typed(form, 'stepMinutes')}
        label="Hours are recorded in steps of"
        suffix="minutes"
        classes="govuk-input--width-3"
      />
      <Select
        id="signGate"
        name="signGate"
        label="Does care wait for a signed agreement?"
        value={form.values['signGate'] ?? ''}
        items={[
          { value: 'yes', text: 'Yes: it is recorded and paid once it is agreed' },
          { value: 'no', text: 'No' },
        ]}
      />
    </>
  )
}

function proposed(current: TermsByDate | undefined): Readonly<Record<string, string>> {
  if (current === undefined) return {}
  const { paymentTerms, frustratedPercent, tolerancePercent, claimLimitWeeks } = current
  return {
    paymentTerms,
    frustratedPercent: String(frustratedPercent),
    tolerancePercent: tolerancePercent ?? '',
    claimLimitWeeks: String(claimLimitWeeks),
    ...{ recording: current.recording, paidBy: current.paidBy, stepMinutes: String(current.stepMinutes) },
    signGate: current.signGate ? 'yes' : 'no',
    ...tierValues(current.absenceTiers),
    ...careValues(current.care),
  }
}

interface WaitingProps {
  readonly change: TermsChange
  readonly mayApprove: boolean
  readonly isOwn: boolean
  readonly form: FormView
}

export function WaitingTerms({ change, mayApprove, isOwn, form }: WaitingProps) {
  const tolerance =
    change.tolerancePercent === null ? 'no tolerance is kept' : `tolerance ${change.tolerancePercent}% above plan`
  return (
    <>
      <h2 class="govuk-heading-m">Other terms wait for a second person</h2>
      <InsetText>
        From {formatDay(change.fromOn)}: {termsText(change)}; {tolerance}; {String(change.claimLimitWeeks)} weeks back
        {moreTermsText(change)}
        {change.care === null ? '' : `; ${careTermsWords(change.care, change.recording).join('; ').toLowerCase()}`}
        {change.absenceTiers === null ? '' : `; ${nightsAwayText(change.absenceTiers).toLowerCase()}`}. Said by{' '}
        {change.proposerName}: {change.reason}
      </InsetText>
      {mayApprove ? (
        <DecideForm
          action={`/council/contracts/${change.contractId}/terms/${change.id}/decision`}
          version={change.version}
          isOwn={isOwn}
          form={form}
        />
      ) : null}
    </>
  )
}
