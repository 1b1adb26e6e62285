import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SetUpView } from '../../../commands/setting-up.ts'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly facts: SetUpView }

export function SetUpDetailsPage({ view, form, facts: { name, email, places } }: Props) {
  return (
    <Page heading="Check your details" view={view} errors={form.errors} backLink="/set-up">
      <SummaryList
        rows={[
          { key: 'Name', value: name },
          { key: 'User name', value: email },
          {
            key: 'Where you work',
            value: places
              .map(({ provider, council }) => (provider === null ? council : `${provider}, ${council}`))
              .join('; '),
          },
        ]}
      />
      <p class="govuk-body">
        These come from whoever invited you. If something is wrong, confirm the rest, and tell the council or an
        administrator at your organisation: a wrong name here signs agreements in the wrong name.
      </p>
      <PostForm action="/set-up/details" form={form}>
        <Input
          {...typed(form, 'phone')}
          label="Telephone number (optional)"
          hint="So that the council can be sure it is you when you are locked out. It is shown to council staff only."
          type="tel"
          autocomplete="tel"
          classes="govuk-input--width-20"
        />
        <Button preventDoubleClick>Confirm and continue</Button>
      </PostForm>
    </Page>
  )
}
