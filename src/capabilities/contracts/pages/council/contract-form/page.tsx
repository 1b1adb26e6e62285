import { chosen, dated, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Contract } from '../../../store/price-book.ts'
import { KIND_WORDS } from '../../shared/words.tsx'
import { BlockFields, TermsFields } from './fields.tsx'

type Named = { readonly id: string; readonly name: string }

interface ChooseProps {
  readonly providers: readonly Named[]
  readonly view: ViewContext
}

/** First whose contract it is: what can be chosen afterwards hangs on that. */
export function ChooseProviderPage({ providers, view }: ChooseProps) {
  return (
    <Page heading="A new contract" backLink={{ href: '/council/prices', text: 'Price book' }} view={view}>
      <form method="get" action="/council/contracts/new">
        <Select
          name="provider"
          id="provider"
          label="With which provider?"
          hint="A provider that is not here comes with a migration pack, or is on the page of organisations as ended"
          items={providers.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <Button>Continue</Button>
      </form>
    </Page>
  )
}

interface ContractFormProps {
  readonly provider: Named
  readonly services: readonly Named[]
  readonly calendars: readonly string[]
  /** Undefined for a new one. */
  readonly contract: Contract | undefined
  readonly form: FormView
  readonly view: ViewContext
}

export function ContractFormPage(props: ContractFormProps) {
  const { provider, contract, form, view } = props
  const isNew = contract === undefined
  const action = isNew ? '/council/contracts' : `/council/contracts/${contract.id}/changes`
  return (
    <Page
      heading={isNew ? 'A new contract' : `Change contract ${contract.number}`}
      caption={provider.name}
      backLink={
        isNew
          ? { href: '/council/contracts/new', text: 'Another provider' }
          : { href: `/council/contracts/${contract.id}`, text: `Contract ${contract.number}` }
      }
      errors={form.errors}
      view={view}
    >
      <InsetText>
        Nothing of it holds until a second person approves it.{' '}
        {isNew
          ? 'Its prices are said afterwards, line by line, in the same way.'
          : 'Prices and terms change on the page of the contract, each from a day on.'}
      </InsetText>
      <PostForm action={action} form={form} id="contract" draft>
        <input type="hidden" name="provider" value={provider.id} />
        <Facts {...props} />
        {isNew ? <TermsFields form={form} /> : null}
        <BlockFields form={form} isNew={isNew} />
        <Textarea {...typed(form, 'reason')} label={isNew ? 'Why it is let' : 'Why it changes'} rows={3} />
        <Button preventDoubleClick>Send to a second person</Button>
      </PostForm>
    </Page>
  )
}

function Facts({ services, calendars, contract, form }: ContractFormProps) {
  const isNew = contract === undefined
  return (
    <>
      {isNew ? (
        <Input
          {...typed(form, 'number')}
          label="Number"
          hint="What agreements, payments and other systems call it. It never changes"
          classes="govuk-input--width-20"
        />
      ) : null}
      <Input {...typed(form, 'title')} label="What it is for" hint="For example Home care, north" />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'Kind', classes: 'govuk-fieldset__legend--s' }}
        items={(['spot', 'framework', 'block'] as const).map((kind) => ({ value: kind, text: KIND_WORDS[kind] }))}
      />
      <Checkboxes
        name="services"
        idPrefix="services"
        values={(form.values['services'] ?? '').split(' ')}
        errorMessage={errorFor(form, 'services')}
        legend={{ text: 'Services it buys from', classes: 'govuk-fieldset__legend--s' }}
        hint={isNew ? undefined : 'One that care is bought from already stays'}
        items={services.map(({ id, name }) => ({ value: id, text: name }))}
      />
      {isNew ? (
        <>
          <Select
            id="calendar"
            name="calendar"
            label="Payment calendar"
            hint="Its periods and pay days are those of this calendar"
            value={form.values['calendar'] ?? ''}
            errorMessage={errorFor(form, 'calendar')}
            items={calendars.map((calendar) => ({ value: calendar, text: calendar }))}
          />
          <DateInput {...dated(form, 'starts')} legend="First day" hint="For example, 1 4 2026" />
        </>
      ) : null}
      <DateInput {...dated(form, 'ends')} legend="Last day (optional)" hint="Leave it empty while no end is set" />
    </>
  )
}
