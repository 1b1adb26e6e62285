import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PeopleSettings } from '../../../store/people-settings.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly settings: PeopleSettings
  readonly mayManage: boolean
}

export function PeopleSettingsPage({ view, form, settings, mayManage }: Props) {
  return (
    <Page
      heading="Rules for providers’ people"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people"
    >
      <p class="govuk-body">
        These rules are for people who are asked for, invited or brought in from today. Nobody who signs in already
        loses anything by a change.
      </p>
      {mayManage ? <SettingsForm form={form} settings={settings} /> : <Shown settings={settings} />}
    </Page>
  )
}

function SettingsForm({ form, settings }: Pick<Props, 'form' | 'settings'>) {
  return (
    <PostForm action="/council/people/settings" form={form} draft>
      <Textarea
        label={{ text: 'Email domains that are taken', classes: 'govuk-label--m' }}
        hint="One on each line, such as nhs.net or elm-care.co.uk; what lies under a domain is taken too. Leave empty to take every address that belongs to one person."
        rows={6}
        spellcheck={false}
        {...typed(form, 'domains')}
      />
      <Checkboxes
        name="twoAdministrators"
        idPrefix="twoAdministrators"
        legend={{ text: 'Two administrators', classes: 'govuk-fieldset__legend--m' }}
        items={[
          {
            value: 'yes',
            text: 'An organisation needs two administrators before it asks for finance permissions',
            hint: 'Without this, an organisation with one administrator is only advised to ask for a second one.',
            checked: settings.twoAdministrators,
          },
        ]}
      />
      <Button preventDoubleClick>Save</Button>
    </PostForm>
  )
}

function Shown({ settings }: Pick<Props, 'settings'>) {
  return (
    <SummaryList
      rows={[
        {
          key: 'Email domains that are taken',
          value: settings.domains.length === 0 ? 'All' : settings.domains.join(', '),
        },
        { key: 'Two administrators before finance permissions', value: settings.twoAdministrators ? 'Yes' : 'No' },
      ]}
    />
  )
}
