import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import {
  alwaysSo,
  settingNames,
  settingOrder,
  settingWords,
  type SignInSettings,
} from '../../../rules/sign-in-settings.ts'

type Props = {
  readonly view: ViewContext
  readonly settings: SignInSettings
  readonly mayManage: boolean
}

export function SignInSettingsPage({ view, settings, mayManage }: Props) {
  return (
    <Page heading="How people sign in" caption="People" view={view} backLink="/council/people">
      <p class="govuk-body">
        This holds for everybody with a place at your council: its own staff, and the people of its providers. Somebody
        who works for several councils has one account, and the strictest of them counts.
      </p>
      {mayManage ? <SettingsForm settings={settings} /> : <SettingsList settings={settings} />}
      <h2 class="govuk-heading-m">The same whatever you choose</h2>
      <ul class="govuk-list govuk-list--bullet">
        {alwaysSo.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Page>
  )
}

/** Leads to a page that says who is affected: nothing is changed by it. */
function SettingsForm({ settings }: Pick<Props, 'settings'>) {
  return (
    <form method="get" action="/council/people/sign-in/check" novalidate>
      {settingOrder.map((name) => (
        <Radios
          name={name}
          value={settings[name]}
          legend={{ text: settingNames[name], classes: 'govuk-fieldset__legend--m' }}
          items={Object.entries(settingWords[name]).map(([value, { text, hint }]) => ({ value, text, hint }))}
        />
      ))}
      <Button>Check the change</Button>
    </form>
  )
}

export function SettingsList({ settings }: Pick<Props, 'settings'>) {
  return (
    <SummaryList
      rows={settingOrder.map((name) => {
        const words: Readonly<Record<string, { readonly text: string }>> = settingWords[name]
        return { key: settingNames[name], value: words[settings[name]]?.text ?? '' }
      })}
    />
  )
}
