import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AuthenticatorState } from '../../../commands/authenticator.ts'
import { AppKey } from '../app-key.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly state: AuthenticatorState
  readonly link: string
}

export function AuthenticatorPage({ view, form, state, link }: Props) {
  return (
    <Page heading="Authenticator app" view={view} errors={form.errors} backLink="/account">
      {state.kind === 'none' ? <Start form={form} /> : null}
      {state.kind === 'waiting' ? <Confirm form={form} secret={state.secret} link={link} /> : null}
      {state.kind === 'confirmed' ? <Confirmed form={form} at={state.at} /> : null}
    </Page>
  )
}

function Start({ form }: { readonly form: FormView }) {
  return (
    <PostForm action="/account/authenticator" form={form}>
      <p class="govuk-body">
        An app on your phone or computer shows a new six-digit code every half minute. With it you need not remember the
        digits of your security code, and nobody can sign in as you with your password alone.
      </p>
      <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
      <Button preventDoubleClick>Add an app</Button>
    </PostForm>
  )
}

type ConfirmProps = { readonly form: FormView; readonly secret: string; readonly link: string }

function Confirm({ form, secret, link }: ConfirmProps) {
  return (
    <PostForm action="/account/authenticator/confirmation" form={form}>
      <AppKey form={form} secret={secret} link={link} />
      <Button preventDoubleClick>Confirm</Button>
    </PostForm>
  )
}

function Confirmed({ form, at }: { readonly form: FormView; readonly at: Date }) {
  return (
    <PostForm action="/account/authenticator/removal" form={form}>
      <p class="govuk-body">
        An app was added on {formatInstant(at)}. When you sign in you can give its code in place of the digits of your
        security code.
      </p>
      <p class="govuk-body">To move to another phone or app, remove it first.</p>
      <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
      <Button classes="govuk-button--warning" preventDoubleClick>
        Remove the app
      </Button>
    </PostForm>
  )
}
