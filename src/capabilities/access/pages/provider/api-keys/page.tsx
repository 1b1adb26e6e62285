import type { LocalDate } from '../../../../../core/dates.ts'
import { chosen, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { abilities, abilityWords, stateOfKey } from '../../../rules/api-keys.ts'
import type { ApiKey } from '../../../store/api-keys.ts'
import { KeyReach, KeyState, madeWords, usedWords } from '../../shared/key-words.tsx'

export const HOME = '/provider/api-keys'
export const lifetimes = [
  { value: '30', text: '30 days' },
  { value: '90', text: '90 days' },
  { value: '365', text: '365 days' },
] as const

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly keys: readonly ApiKey[]
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly chosenAbilities: readonly string[]
  readonly today: LocalDate
  readonly mayManage: boolean
}

export function ApiKeysPage({ view, form, keys, services, chosenAbilities, today, mayManage }: Props) {
  return (
    <Page heading="API keys" view={view} errors={form.errors} backLink="/provider/people" wide>
      <p class="govuk-body">
        With a key, your rostering or finance system can read care packages and remittances here and record actuals by
        itself. A key speaks for your organisation with this council only. Whoever has it can do what it may do, so keep
        it as you keep a password.
      </p>
      <ResponsiveTable
        caption="Keys of your organisation"
        columns={[
          { heading: 'Name' },
          { heading: 'May' },
          { heading: 'Made' },
          { heading: 'Last used' },
          { heading: 'State' },
          { heading: 'End' },
        ]}
        rows={keys.map((key) => [
          key.name,
          <KeyReach of={key} />,
          madeWords(key),
          usedWords(key),
          <KeyState of={key} today={today} />,
          mayManage && stateOfKey(key, today) === 'works' ? (
            <PostForm action={`${HOME}/${key.id}/end`} form={form}>
              <Button classes="govuk-button--warning govuk-!-margin-bottom-0">
                End<span class="govuk-visually-hidden">{` ${key.name}`}</span>
              </Button>
            </PostForm>
          ) : (
            ''
          ),
        ])}
        empty="No key yet. Make one when a system of yours is ready to use it."
      />
      {mayManage ? <NewKey form={form} services={services} chosenAbilities={chosenAbilities} /> : null}
    </Page>
  )
}

function NewKey({ form, services, chosenAbilities }: Pick<Props, 'form' | 'services' | 'chosenAbilities'>) {
  return (
    <PostForm action={HOME} form={form}>
      <h2 class="govuk-heading-m">Make a key</h2>
      <Input
        label="Name"
        hint="What will use it, like the name of your rostering system"
        classes="govuk-input--width-20"
        {...typed(form, 'name')}
      />
      <Checkboxes
        legend="What may it do?"
        name="abilities"
        idPrefix="abilities"
        values={chosenAbilities}
        errorMessage={errorFor(form, 'abilities')}
        items={abilities.map((value) => ({ value, text: abilityWords[value].text, hint: abilityWords[value].hint }))}
      />
      <Radios
        legend="Of which service?"
        items={[
          { value: 'all', text: 'Whole organisation' },
          ...services.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        {...chosen(form, 'service')}
      />
      <Radios legend="How long does it work?" items={lifetimes} {...chosen(form, 'days')} />
      <Button preventDoubleClick>Make it</Button>
    </PostForm>
  )
}

export function NewKeyPage({ view, text }: { readonly view: ViewContext; readonly text: string | undefined }) {
  return (
    <Page heading={text === undefined ? 'The key was made already' : 'Copy the key now'} view={view} backLink={HOME}>
      {text === undefined ? (
        <p class="govuk-body">It was shown once and is not known here. If nobody copied it, end it and make another.</p>
      ) : (
        <>
          <p class="govuk-body">
            <code class="govuk-!-text-break-word">{text}</code>
          </p>
          <WarningText>
            It is shown this once. Give it to the system that needs it, and never send it by e-mail.
          </WarningText>
        </>
      )}
    </Page>
  )
}
