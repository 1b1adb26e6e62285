import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly left: number }

export function RecoveryCodesPage({ view, form, left }: Props) {
  return (
    <Page heading="Recovery codes" view={view} errors={form.errors} backLink="/account">
      <p class="govuk-body">
        A recovery code takes the place of your security code or app once, for when you lost your phone or cannot
        remember. You still need your password.
      </p>
      <p class="govuk-body">
        {left === 0
          ? 'You have no recovery codes.'
          : `You have ${String(left)} unused ${left === 1 ? 'code' : 'codes'}.`}
      </p>
      <PostForm action="/account/recovery-codes" form={form}>
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        {left === 0 ? null : <p class="govuk-body">The codes that you have now will work no more.</p>}
        <Button preventDoubleClick>Make ten new codes</Button>
      </PostForm>
    </Page>
  )
}

export function NewCodesPage({ view, codes }: { readonly view: ViewContext; readonly codes: readonly string[] }) {
  return (
    <Page heading="Your recovery codes" view={view} backLink="/account">
      <WarningText>This page is shown once. Print it or write the codes down now.</WarningText>
      <ul class="govuk-list">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        Keep them where only you can reach them, and not with this computer. Each works once, in capitals or not.
      </p>
    </Page>
  )
}
