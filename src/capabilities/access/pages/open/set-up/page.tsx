import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PasswordRules } from '../../../rules/password-policy.ts'
import { CodeRuleList, PasswordRuleList } from '../rule-list.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  readonly email: string
  readonly rules: PasswordRules
}

export function SetUpPage({ view, form, action, email, rules }: Props) {
  return (
    <Page heading="Set up your sign-in" view={view} errors={form.errors}>
      <p class="govuk-body">
        Your user name is {email}. Choose a password and a security code; you need both to sign in.
      </p>
      <PostForm action={action} form={form}>
        <h2 class="govuk-heading-m">Password</h2>
        <p class="govuk-body">Your password must:</p>
        <PasswordRuleList field="password" rules={rules} />
        <PasswordInput
          label="New password"
          name="password"
          hint="Three random words with spaces between them are easy to remember and hard to guess. You may paste."
          autocomplete="new-password"
          errorMessage={errorFor(form, 'password')}
        />
        <h2 class="govuk-heading-m">Security code</h2>
        <p class="govuk-body">When you sign in you are asked for three of its digits. Your security code must:</p>
        <CodeRuleList field="code" changes={false} />
        <PasswordInput label="New security code" name="code" autocomplete="off" errorMessage={errorFor(form, 'code')} />
        <Button preventDoubleClick>Save and sign in</Button>
      </PostForm>
    </Page>
  )
}

export function LinkOverPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="This link no longer works" view={view}>
      <p class="govuk-body">It was used already, a newer one was sent, or it is older than 48 hours.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Ask the council for a new link
        </a>
      </p>
    </Page>
  )
}
