import type { LocalDate } from '../../../../../core/dates.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { isLive, stateOfKey } from '../../../rules/api-keys.ts'
import type { ApiKey } from '../../../store/api-keys.ts'
import { KeyReach, KeyState, madeWords, usedWords } from '../../shared/key-words.tsx'

export const HOME = '/council/people/api-keys'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly keys: readonly ApiKey[]
  readonly at: { readonly today: LocalDate; readonly now: Date }
  readonly mayManage: boolean
}

export function ProviderKeysPage({ view, form, keys, at, mayManage }: Props) {
  return (
    <Page heading="Providers’ API keys" view={view} backLink="/council/people" wide>
      <p class="govuk-body">
        Providers make these keys themselves, for systems of theirs that read and record here without a person. End one
        that was found where it should not be: it stops working at once, and the provider can make another.
      </p>
      <ResponsiveTable
        caption="Keys, newest first"
        columns={[
          { heading: 'Provider' },
          { heading: 'Name' },
          { heading: 'May' },
          { heading: 'Made' },
          { heading: 'Last used' },
          { heading: 'State' },
          { heading: 'End' },
        ]}
        rows={keys.map((key) => [
          key.providerName,
          key.name,
          <KeyReach of={key} />,
          madeWords(key),
          usedWords(key),
          <KeyState of={key} at={at} />,
          mayManage && isLive(stateOfKey(key, at)) ? (
            <PostForm action={`${HOME}/${key.id}/end`} form={form}>
              <Button classes="govuk-button--warning govuk-!-margin-bottom-0">
                End<span class="govuk-visually-hidden">{` ${key.name} of ${key.providerName}`}</span>
              </Button>
            </PostForm>
          ) : (
            ''
          ),
        ])}
        empty="No provider has made a key yet."
      />
    </Page>
  )
}
