import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export function TelephonePage({ view, form }: { readonly view: ViewContext; readonly form: FormView }) {
  return (
    <Page heading="Your telephone number" caption="My account" view={view} errors={form.errors} backLink="/account">
      <PostForm action="/account/telephone" form={form}>
        <Input
          {...typed(form, 'phone')}
          label="Telephone number"
          hint="So that the council can be sure it is you when you are locked out. It is shown to council staff only. Leave it empty to take it away."
          type="tel"
          autocomplete="tel"
          classes="govuk-input--width-20"
        />
        <Button preventDoubleClick>Save</Button>
      </PostForm>
    </Page>
  )
}
