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
import { abilities, abilityWords, isLive, OVERLAP_DAYS, sandboxCompanies, stateOfKey } from '../../../rules/api-keys.ts'
import type { ApiKey } from '../../../store/api-keys.ts'
import type { Sandbox } from '../../../store/sandboxes.ts'
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
  readonly sandboxes: readonly Sandbox[]
  readonly chosenAbilities: readonly string[]
  readonly at: { readonly today: LocalDate; readonly now: Date }
  readonly mayManage: boolean
}

export function ApiKeysPage(props: Props) {
  const { view, form, keys, at, mayManage } = props
  return (
    <Page heading="API keys" view={view} errors={form.errors} backLink="/provider/people" wide>
      <p class="govuk-body">
        With a key, your rostering or finance system can read care packages and remittances here and record actuals by
        itself. A key speaks for your organisation with this council only. Whoever has it can do what it may do, so keep
        it as you keep a password. Try out a new system with a test key first: it reaches{' '}
        <a class="govuk-link" href="/provider/api-keys/sandboxes">
          a sandbox
        </a>{' '}
        with made-up people.{' '}
        <a class="govuk-link" href="/developers">
          What a system can ask for
        </a>{' '}
        is for whoever builds it.
      </p>
      <ResponsiveTable
        caption="Keys of your organisation"
        columns={[
          { heading: 'Name' },
          { heading: 'May' },
          { heading: 'Made' },
          { heading: 'Last used' },
          { heading: 'State' },
          { heading: 'Replace or end' },
        ]}
        rows={keys.map((key) => [
          key.name,
          <KeyReach of={key} />,
          madeWords(key),
          usedWords(key),
          <KeyState of={key} at={at} />,
          mayManage ? <Acts of={key} at={at} form={form} /> : '',
        ])}
        empty="No key yet. Make one when a system of yours is ready to use it."
      />
      {mayManage ? <NewKey {...props} /> : null}
    </Page>
  )
}

function Acts({ of: key, at, form }: Pick<Props, 'at' | 'form'> & { readonly of: ApiKey }) {
  const state = stateOfKey(key, at)
  if (!isLive(state)) return null
  return (
    <>
      {state === 'works' ? (
        <PostForm action={`${HOME}/${key.id}/replacement`} form={form}>
          <Button classes="govuk-button--secondary govuk-!-margin-bottom-2" preventDoubleClick>
            Replace<span class="govuk-visually-hidden">{` ${key.name}`}</span>
          </Button>
        </PostForm>
      ) : null}
      <PostForm action={`${HOME}/${key.id}/end`} form={form}>
        <Button classes="govuk-button--warning govuk-!-margin-bottom-0">
          End<span class="govuk-visually-hidden">{` ${key.name}`}</span>
        </Button>
      </PostForm>
    </>
  )
}

function NewKey({ form, services, sandboxes, chosenAbilities }: Props) {
  const open = sandboxes.filter(({ state }) => state !== 'ended')
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
        legend="Live or test?"
        hint="A test key needs a sandbox. Open one first"
        items={[
          { value: 'live', text: 'Live', hint: 'Real people of this council' },
          ...open.flatMap(({ id, name }) =>
            sandboxCompanies.map(({ value, text }) => ({
              value: `${id} ${value}`,
              text: `Test, in the sandbox ${name}`,
              hint: text,
            })),
          ),
        ]}
        {...chosen(form, 'reach')}
      />
      <Radios
        legend="Of which service?"
        hint="A test key is always for the whole made-up company"
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

type NewKeyProps = {
  readonly view: ViewContext
  readonly text: string | undefined
  /** It takes the place of another, which goes on for a while. */
  readonly replaces?: boolean
}

export function NewKeyPage({ view, text, replaces = false }: NewKeyProps) {
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
          {replaces ? (
            <p class="govuk-body">
              The key before works for {OVERLAP_DAYS} more days, so that nothing stands still while you change it over.
              End it sooner on the page before, as soon as the new one is in use.
            </p>
          ) : null}
        </>
      )}
    </Page>
  )
}
