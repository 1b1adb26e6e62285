import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PasswordRules } from '../../../rules/password-policy.ts'
import { PasswordRuleList } from '../rule-list.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly rules: PasswordRules }

export function SetUpPasswordPage({ view, form, rules }: Props) {
  return (
    <Page heading="Choose a password" view={view} errors={form.errors} backLink="/set-up">
      <PostForm action="/set-up/password" form={form}>
        <p class="govuk-body">Your password must:</p>
        <PasswordRuleList field="password" rules={rules} />
        <PasswordInput
          label="New password"
          name="password"
          hint="Three random words with spaces between them are easy to remember and hard to guess. You may paste."
          autocomplete="new-password"
          errorMessage={errorFor(form, 'password')}
        />
        <Button preventDoubleClick>Save and continue</Button>
      </PostForm>
    </Page>
  )
}
