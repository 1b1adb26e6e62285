import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { CodeRuleList } from '../rule-list.tsx'

export function ChangeCodePage({ view, form }: { readonly view: ViewContext; readonly form: FormView }) {
  return (
    <Page heading="Change your security code" view={view} errors={form.errors} backLink="/account">
      <PostForm action="/account/security-code" form={form}>
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <p class="govuk-body">Your new security code must:</p>
        <CodeRuleList field="code" changes />
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
