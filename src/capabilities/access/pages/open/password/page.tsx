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
  readonly rules: PasswordRules
  /** Nothing else is open until it is changed. */
  readonly forced: boolean
}

export function PasswordPage({ view, form, rules, forced }: Props) {
  const heading = forced ? 'Choose a new password' : 'Change your password'
  return (
    <Page heading={heading} view={view} errors={form.errors} backLink={forced ? undefined : '/account'}>
      {forced ? (
        <p class="govuk-body">
          Your password is older than your council allows or easy to guess by today’s lists, or the council asked for a
          new one. Nothing else opens before you choose another.
        </p>
      ) : null}
      <PostForm action={forced ? '/sign-in/new-password' : '/account/password'} form={form}>
        <PasswordInput label="Current password" name="current" errorMessage={errorFor(form, 'current')} />
        <p class="govuk-body">Your new password must:</p>
        <PasswordRuleList field="next" rules={rules} />
        <PasswordInput
          label="New password"
          name="next"
          hint="Three random words with spaces between them are easy to remember and hard to guess. You may paste."
          autocomplete="new-password"
          errorMessage={errorFor(form, 'next')}
        />
        <p class="govuk-body">You will be signed out everywhere else.</p>
        <Button preventDoubleClick>Change password</Button>
      </PostForm>
    </Page>
  )
}
