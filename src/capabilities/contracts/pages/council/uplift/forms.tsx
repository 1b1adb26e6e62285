import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import type { Uplift } from '../../../store/uplifts.ts'
import { UNITS } from '../../shared/words.tsx'

interface FormProps {
  readonly uplift: Uplift
  readonly form: FormView
}

export function RulesForm({ uplift, form }: FormProps) {
  return (
    <PostForm action={`/council/uplifts/${uplift.id}/rules`} form={form} id="rule" draft>
      <h2 class="govuk-heading-m">Add a rule</h2>
      <Radios
        {...chosen(form, 'change')}
        legend={{ text: 'How do these prices change?', classes: 'govuk-fieldset__legend--s' }}
        items={[
          { value: 'percent', text: 'By a percentage' },
          { value: 'pounds', text: 'By an amount in pounds' },
          { value: 'price', text: 'To a new price' },
          { value: 'nothing', text: 'Not at all', hint: 'So that a later rule does not reach them' },
        ]}
      />
      <Input
        {...typed(form, 'amount')}
        label="How much"
        hint="4 for 4%, or pounds like 0.96"
        inputmode="decimal"
        classes="govuk-input--width-5"
      />
      <Input
        {...typed(form, 'cap')}
        label="No price goes above (optional)"
        prefix="£"
        inputmode="decimal"
        classes="govuk-input--width-5"
      />
      <RuleFor form={form} />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Add the rule
      </Button>
    </PostForm>
  )
}

function RuleFor({ form }: Pick<FormProps, 'form'>) {
  const width = 'govuk-input--width-20'
  return (
    <>
      <h3 class="govuk-heading-s">Which prices? Leave all empty for every price</h3>
      <Input {...typed(form, 'sector')} label="Service" hint="Its sector, like home-support" classes={width} />
      <Input
        {...typed(form, 'serviceLevel')}
        label="Service level"
        hint="As it stands in the price book"
        classes={width}
      />
      <Input
        {...typed(form, 'band')}
        label="Band"
        hint="Of place or need, as it stands in the price book: for example Rural"
        classes={width}
      />
      <Input {...typed(form, 'contractNumber')} label="Contract number" classes={width} />
      <Select
        id="contractKind"
        name="contractKind"
        label="Kind of contract"
        value={form.values['contractKind'] ?? ''}
        items={[
          { value: '', text: 'Every kind' },
          { value: 'spot', text: 'Spot' },
          { value: 'framework', text: 'Framework' },
          { value: 'block', text: 'Block' },
        ]}
      />
      <Select
        id="unit"
        name="unit"
        label="Unit"
        value={form.values['unit'] ?? ''}
        items={[{ value: '', text: 'Every unit' }, ...UNITS.map((unit) => ({ value: unit, text: unit }))]}
      />
    </>
  )
}

export function SimulateForm({ uplift, form }: FormProps) {
  return (
    <PostForm action={`/council/uplifts/${uplift.id}/simulation`} form={form}>
      <p class="govuk-body">
        {uplift.simulatedAt === null
          ? 'The rules are not simulated as they are now.'
          : 'Simulate it again when prices or packages changed.'}
      </p>
      <Button preventDoubleClick>Simulate on the last year</Button>
    </PostForm>
  )
}

export function SendForm({ uplift, outliers, form }: FormProps & { readonly outliers: number }) {
  return (
    <PostForm action={`/council/uplifts/${uplift.id}/submission`} form={form} id="send" draft>
      <h2 class="govuk-heading-m">Send it to a second person</h2>
      <input type="hidden" name="version" value={String(uplift.version)} />
      <Input
        {...typed(form, 'outliersSeen')}
        label="How many prices move further than the limit?"
        hint={outliers === 0 ? 'None does: leave it empty' : 'Look at each of them above, then enter their number'}
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Textarea {...typed(form, 'outliersReason')} label="If there are any: why they are right" rows={3} />
      <Button preventDoubleClick>Send it to a second person</Button>
    </PostForm>
  )
}

export function DecisionForm({ uplift, form }: FormProps) {
  return (
    <PostForm action={`/council/uplifts/${uplift.id}/decision`} form={form} id="decide" draft>
      <input type="hidden" name="version" value={String(uplift.version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'Do you approve this uplift?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          {
            value: 'approve',
            text: 'Approve it',
            hint: 'Every price above is written, every provider gets its letter, and agreements that state a price get a new version where the uplift says so',
          },
          { value: 'refuse', text: 'Refuse it', hint: 'Every price stays as it is' },
        ]}
      />
      <Textarea {...typed(form, 'note')} label="If you refuse it: why" rows={3} />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}

export function UndoForm({ uplift, form }: FormProps) {
  return (
    <PostForm action={`/council/uplifts/${uplift.id}/undoing`} form={form} id="undo" draft>
      <h2 class="govuk-heading-m">Undo the whole uplift</h2>
      <WarningText>
        Every price is put back as it stood, and the letters and the new versions of agreements are withdrawn, also
        those that a provider has agreed. This is possible until the first payment is worked out with one of the new
        prices.
      </WarningText>
      <input type="hidden" name="version" value={String(uplift.version)} />
      <Textarea {...typed(form, 'undoReason')} label="Why" rows={3} />
      <Button classes="govuk-button--warning" preventDoubleClick>
        Undo it
      </Button>
    </PostForm>
  )
}
