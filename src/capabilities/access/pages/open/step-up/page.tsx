import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Way } from '../../../store/sign-on/connections.ts'
import { DigitBoxes } from '../digit-boxes.tsx'
import { PasskeyBlock } from '../passkey-form.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  /** What is about to be done: 'sign an agreement'. */
  readonly act: string
  /** What was sent, which is sent again with the proof. */
  readonly kept: readonly (readonly [string, string])[]
  readonly question: string
  readonly passkey: object | undefined
  readonly app: boolean
  readonly positions: readonly number[] | undefined
  /** The organisation's own service that the session came through. */
  readonly way: Way | undefined
}

export function StepUpPage(props: Props) {
  const { view, form, act, passkey, app, positions, way } = props
  return (
    <Page heading="Show that it is you" view={view} errors={form.errors}>
      <p class="govuk-body">
        You are about to {act}. More than ten minutes have passed since you showed who you are, so we ask again: nobody
        else can do it on a screen that you left open. Nothing that you entered is lost, and nothing is done yet.
      </p>
      {passkey === undefined && !app && positions === undefined && way === undefined ? (
        <p class="govuk-body">
          You have no second step that can be asked for here. Sign out, sign in again and do it within ten minutes.
        </p>
      ) : (
        <>
          {way === undefined ? null : <ByOrganisation {...props} way={way} />}
          <Proof {...props} />
        </>
      )}
    </Page>
  )
}

/** The service asks in a tab of its own, so that what was sent waits here. */
function ByOrganisation({ form, action, kept, way }: Props & { readonly way: Way }) {
  return (
    <>
      <h2 class="govuk-heading-m">Sign in again with {way.name}</h2>
      <form method="post" action="/sign-in/again" target="_blank" novalidate>
        <input type="hidden" name="_csrf" value={form.csrf} />
        <Button classes="govuk-button--secondary">Sign in again with {way.name} (opens a new tab)</Button>
      </form>
      <PostForm action={action} form={form}>
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p class="govuk-body">When it says that you have shown that it is you, come back to this tab.</p>
        <Button preventDoubleClick>I have signed in again: go on</Button>
      </PostForm>
    </>
  )
}

function Proof({ form, action, kept, question, passkey, app, positions }: Props) {
  return (
    <PostForm action={action} form={form} id="step-up">
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="proof-question" value={question} />
      {passkey === undefined ? null : (
        <PasskeyBlock ceremony="get" options={passkey} text="Use your passkey and go on" />
      )}
      {app ? <AppCode form={form} /> : null}
      {positions === undefined ? null : (
        <ByPassword form={form} positions={positions} alone={!app && passkey === undefined} />
      )}
      {app || positions !== undefined ? <Button preventDoubleClick>Go on</Button> : <PasskeyAbsent />}
    </PostForm>
  )
}

function AppCode({ form }: Pick<Props, 'form'>) {
  return (
    <Input
      label={{ text: 'Code from your authenticator app', classes: 'govuk-label--m' }}
      hint="The six digits that the app shows now. Spaces do not matter."
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck={false}
      classes="govuk-input--width-10"
      {...typed(form, 'proof-app')}
    />
  )
}

function PasskeyAbsent() {
  return (
    <p class="govuk-body" data-passkey-absent="">
      This browser cannot use passkeys, or scripts are turned off. Add an authenticator app under{' '}
      <a class="govuk-link" href="/account/authenticator">
        My account
      </a>{' '}
      for such times.
    </p>
  )
}

type Known = { readonly form: FormView; readonly positions: readonly number[]; readonly alone: boolean }

function ByPassword({ form, positions, alone }: Known) {
  return (
    <>
      <h2 class="govuk-heading-m">{alone ? 'Your password and code' : 'Or your password and code'}</h2>
      <PasswordInput label="Password" name="proof-password" errorMessage={errorFor(form, 'proof-password')} />
      <DigitBoxes form={form} positions={positions} prefix="proof-digit-" />
    </>
  )
}
