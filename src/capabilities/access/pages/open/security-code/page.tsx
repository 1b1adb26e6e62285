import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export function ChangeCodePage({ view, form }: { readonly view: ViewContext; readonly form: FormView }) {
  return (
    <Page heading="Change your security code" view={view} errors={form.errors} backLink="/account">
      <PostForm action="/account/security-code" form={form}>
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <p class="govuk-body">Your new security code must:</p>
        <ul class="govuk-list govuk-list--bullet">
          <li>be six digits</li>
          <li>not have the same digit more than four times</li>
          <li>not have more than three digits in a row that follow each other, such as 1234 or 9876</li>
          <li>not be the code you have now</li>
        </ul>
        <PasswordInput
          label="New security code"
          name="code"
          hint="When you sign in you are asked for three of its digits, so you need to know their places."
          autocomplete="off"
          errorMessage={errorFor(form, 'code')}
        />
        <Button preventDoubleClick>Change security code</Button>
      </PostForm>
    </Page>
  )
}
