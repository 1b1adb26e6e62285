import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PasswordRules } from '../../../rules/password-policy.ts'
import { PasswordRuleList } from '../rule-list.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  readonly rules: PasswordRules
}

export function ResetPage({ view, form, action, rules }: Props) {
  return (
    <Page heading="Choose a new password" view={view} errors={form.errors}>
      <PostForm action={action} form={form}>
        <p class="govuk-body">Your new password must:</p>
        <PasswordRuleList field="password" rules={rules} />
        <PasswordInput
          label="New password"
          name="password"
          hint="Three random words with spaces between them are easy to remember and hard to guess. You may paste."
          autocomplete="new-password"
          errorMessage={errorFor(form, 'password')}
        />
        <p class="govuk-body">
          You will be signed out everywhere. To sign in you need your security code, app or passkey as before.
        </p>
        <Button preventDoubleClick>Save the password</Button>
      </PostForm>
    </Page>
  )
}

export function ResetOverPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="This link no longer works" view={view}>
      <p class="govuk-body">It was used already, a newer one was sent, or it is older than 60 minutes.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Ask for a new link
        </a>
      </p>
    </Page>
  )
}
