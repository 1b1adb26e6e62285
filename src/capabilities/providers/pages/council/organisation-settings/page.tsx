import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { MAY_APPLY_AT_ONCE } from '../../../rules/fields.ts'
import type { OrganisationSettings } from '../../../rules/organisation-settings.ts'
import { OrganisationTabs } from '../../shared/organisation-tabs.tsx'
import { FIELD_WORDS } from '../../shared/words.ts'

interface Props {
  readonly standing: OrganisationSettings
  readonly waiting: number
  /** What the page says the settings are, so that nobody changes what another has just changed. */
  readonly shown: string
  readonly chosen: readonly string[]
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function OrganisationSettingsPage(props: Props) {
  const { standing, waiting, mayDecide, form, view } = props
  return (
    <Page heading="Settings of organisations" errors={form.errors} view={view}>
      <OrganisationTabs active="settings" waiting={waiting} />
      <p class="govuk-body">
        These hold from today. What waits for a decision already, or is cooling off, goes on as it began.
      </p>
      {mayDecide ? <SettingsForm {...props} /> : <Shown standing={standing} />}
    </Page>
  )
}

function SettingsForm({ shown, chosen, form }: Props) {
  return (
    <PostForm action="/council/organisation-settings" form={form} draft>
      <input type="hidden" name="shown" value={shown} />
      <Checkboxes
        name="atOnce"
        idPrefix="atOnce"
        legend={{ text: 'Details that a provider changes at once', classes: 'govuk-fieldset__legend--m' }}
        hint="All others wait until somebody of the council has looked at them"
        values={chosen}
        items={MAY_APPLY_AT_ONCE.map((field) => ({ value: field, text: FIELD_WORDS[field].label }))}
      />
      <Input
        {...typed(form, 'coolingOffDays')}
        label={{ text: 'Days before a new bank account is paid to', classes: 'govuk-label--m' }}
        hint="From 1 to 90, counted from its approval. In these days the provider can say that it did not ask for it"
        suffix="days"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Button preventDoubleClick>Save</Button>
    </PostForm>
  )
}

function Shown({ standing: { atOnce, coolingOffDays } }: Pick<Props, 'standing'>) {
  const names = atOnce.map((field) => FIELD_WORDS[field].label)
  return (
    <SummaryList
      rows={[
        { key: 'Details that a provider changes at once', value: names.length === 0 ? 'None' : names.join(', ') },
        { key: 'Days before a new bank account is paid to', value: String(coolingOffDays) },
      ]}
    />
  )
}
