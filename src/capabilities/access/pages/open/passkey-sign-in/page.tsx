import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { PasskeyForm } from '../passkey-form.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly options: object }

export function PasskeySignInPage({ view, form, options }: Props) {
  return (
    <Page heading="Sign in with a passkey" view={view} backLink="/sign-in">
      <p class="govuk-body">
        Your browser asks for your finger, face or PIN. Nothing is typed, and nothing secret is sent.
      </p>
      <PasskeyForm
        action="/sign-in/passkey/answer"
        form={form}
        ceremony="get"
        options={options}
        text="Use your passkey"
        atOnce
      />
      <p class="govuk-body" data-passkey-absent="">
        If nothing happens, this browser cannot use passkeys or scripts are turned off.{' '}
        <a class="govuk-link" href="/sign-in">
          Sign in with your password
        </a>{' '}
        instead.
      </p>
    </Page>
  )
}
