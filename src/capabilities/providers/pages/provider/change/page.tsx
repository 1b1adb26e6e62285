import { dated, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { isContactField, type Field } from '../../../rules/fields.ts'
import { Value } from '../../shared/value.tsx'
import { DAYS, FIELD_WORDS, inSentence } from '../../shared/words.ts'

interface ChangeProps {
  readonly field: Field
  /** The service's or the organisation's name. */
  readonly of: string
  readonly backHref: string
  readonly action: string
  readonly value: string
  readonly version: number
  readonly atOnce: boolean
  /** A request for this field that the council has not answered yet. */
  readonly waiting: string | undefined
  readonly form: FormView
  readonly view: ViewContext
}

export function ChangePage(props: ChangeProps) {
  const { field, of, backHref, action, value, version, atOnce, waiting, form, view } = props
  return (
    <Page
      heading={`Change the ${inSentence(field)}`}
      caption={of}
      errors={form.errors}
      view={view}
      backLink={{ href: backHref, text: of }}
    >
      <p class="govuk-body">
        <strong>Now:</strong> <Value field={field} value={value} />
      </p>
      {waiting === undefined ? (
        <PostForm action={action} form={form} id="change" draft>
          <input type="hidden" name="version" value={String(version)} />
          <FieldInput field={field} form={form} />
          {atOnce ? <AtOnce /> : <ForReview form={form} dated={field !== 'closure'} />}
          <Button preventDoubleClick>{atOnce ? 'Change it' : 'Ask for the change'}</Button>
        </PostForm>
      ) : (
        <InsetText>
          A change of this is under way.{' '}
          <a class="govuk-link" href={`/provider/organisation/requests/${waiting}`}>
            See the request
          </a>
        </InsetText>
      )}
    </Page>
  )
}

function AtOnce() {
  return (
    <p class="govuk-body">
      The council lets you change this yourself. It counts at once, and the council can see what it was.
    </p>
  )
}

/** A closure has days of its own. */
function ForReview({ form, dated: asksDay }: { readonly form: FormView; readonly dated: boolean }) {
  return (
    <>
      {asksDay ? (
        <DateInput {...dated(form, 'effective')} legend="From when is it so?" hint="For example 27 3 2026" />
      ) : null}
      <Textarea
        {...typed(form, 'evidence')}
        label="Why it changes, and how the council can check it"
        hint="For example: renamed at Companies House on 1 March, see the register. Do not name a person in care."
        rows={4}
      />
      <p class="govuk-body">The council looks at this change first. Until it has decided, nothing changes.</p>
    </>
  )
}

interface FieldInputProps {
  readonly field: Field
  readonly form: FormView
}

const ADDRESSES: readonly Field[] = ['registered-address', 'trading-address', 'service-address']

function FieldInput({ field, form }: FieldInputProps) {
  const { label, hint } = FIELD_WORDS[field]
  if (isContactField(field)) return <ContactInputs form={form} hint={hint} />
  if (field === 'opening-days') return <DayInputs form={form} />
  if (field === 'closure') return <ClosureInputs form={form} />
  if (ADDRESSES.includes(field))
    return <Textarea {...typed(form, 'value')} label={`New ${inSentence(field)}`} hint={hint} rows={5} />
  return (
    <Input
      {...typed(form, 'value')}
      label={`New ${inSentence(field)}`}
      hint={hint}
      spellcheck={false}
      {...keyboards[label]}
    />
  )
}

/** The keyboard a telephone shows, and what the browser may fill in. */
const keyboards: Readonly<Record<string, { type: 'email' | 'tel'; autocomplete: string }>> = {
  [FIELD_WORDS.email.label]: { type: 'email', autocomplete: 'email' },
  [FIELD_WORDS.phone.label]: { type: 'tel', autocomplete: 'tel' },
}

function ContactInputs({ form, hint }: { readonly form: FormView; readonly hint: string | undefined }) {
  return (
    <>
      <p class="govuk-body">{hint}. Leave all three empty to name nobody.</p>
      <Input {...typed(form, 'name')} label="Name" hint="Of a person or a team" />
      <Input {...typed(form, 'email')} label="Email address" type="email" spellcheck={false} />
      <Input {...typed(form, 'phone')} label="Telephone number" type="tel" />
    </>
  )
}

function DayInputs({ form }: { readonly form: FormView }) {
  return (
    <Checkboxes
      name="days"
      idPrefix="days"
      legend="On which days is the service open?"
      hint="Select all that apply"
      values={(form.values['days'] ?? '').split(/[ ,]/)}
      errorMessage={errorFor(form, 'days')}
      items={DAYS}
    />
  )
}

function ClosureInputs({ form }: { readonly form: FormView }) {
  return (
    <>
      <p class="govuk-body">Leave both empty when the service is not closed.</p>
      <DateInput {...dated(form, 'from')} legend="First day on which it is closed" />
      <DateInput
        {...dated(form, 'until')}
        legend="Day on which it opens again"
        hint="Leave this empty while nobody knows"
      />
    </>
  )
}
