import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { ControlGroup } from '../../../../../platform/web/govuk/form-group.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { ordinal, ordinals } from '../../../rules/security-code.ts'
import { PasskeyForm } from '../passkey-form.tsx'

type SignInProps = { readonly view: ViewContext; readonly form: FormView; readonly returnTo: string }

export function SignInPage({ view, form, returnTo }: SignInProps) {
  return (
    <Page heading="Sign in" view={view} errors={form.errors}>
      <PostForm action="/sign-in" form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <Input
          label="Email address"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          {...typed(form, 'email')}
        />
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
      <PostForm action="/sign-in/passkey" form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <Button classes="govuk-button--secondary">Sign in with a passkey</Button>
      </PostForm>
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Forgotten your password or code, or locked out?
        </a>
      </p>
    </Page>
  )
}

type CodeProps = {
  readonly view: ViewContext
  readonly form: FormView
  readonly positions: readonly number[]
  /** What a passkey is asked to sign. */
  readonly passkey: object
}

/** The same digits are asked until they are answered rightly, so reloading the page teaches nobody anything. */
export function SecurityCodePage({ view, form, positions, passkey }: CodeProps) {
  const wrong = form.errors.find(({ field }) => field.startsWith('digit-'))?.text
  return (
    <Page heading="Enter your security code" view={view} errors={form.errors} backLink="/sign-in">
      <PostForm action="/sign-in/code" form={form}>
        <ControlGroup
          id="digits"
          role="group"
          describedBy={wrong === undefined ? 'digits-hint' : 'digits-hint digits-error'}
          group={{
            legend: {
              text: `Enter the ${ordinals(positions)} digit of your six-digit security code`,
              classes: 'govuk-fieldset__legend--m',
            },
            hint: 'Not the whole code: one digit in each box.',
            errorMessage: wrong,
          }}
        >
          <div class="govuk-date-input">
            {positions.map((position) => (
              <DigitBox form={form} position={position} />
            ))}
          </div>
        </ControlGroup>
        <Input
          label={{ text: 'Or enter the code from your authenticator app', classes: 'govuk-label--m' }}
          hint="If you added an app to your account. Leave the digits above empty. Spaces do not matter."
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
          classes="govuk-input--width-10"
          {...typed(form, 'app')}
        />
        <Details summary="Use a recovery code" open={errorFor(form, 'recovery') !== undefined}>
          <Input
            label="Recovery code"
            hint="One of the ten that you made under “My account”. It works once. Leave the other boxes empty."
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            classes="govuk-input--width-20"
            {...typed(form, 'recovery')}
          />
        </Details>
        <Button preventDoubleClick>Sign in</Button>
      </PostForm>
      <PasskeyForm
        action="/sign-in/code"
        form={form}
        ceremony="get"
        options={passkey}
        text="Use a passkey in place of a code"
      />
    </Page>
  )
}

function DigitBox({ form, position }: { readonly form: FormView; readonly position: number }) {
  const name = `digit-${String(position)}`
  const wrong = errorFor(form, name) !== undefined
  return (
    <div class="govuk-date-input__item">
      <Input
        name={name}
        label={{ text: `${ordinal(position)} digit`, classes: 'govuk-date-input__label' }}
        value={form.values[name] ?? ''}
        inputmode="numeric"
        autocomplete="off"
        spellcheck={false}
        classes={`govuk-date-input__input govuk-input--width-2${wrong ? ' govuk-input--error' : ''}`}
      />
    </div>
  )
}

export function TooManyTriesPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="Too many tries" view={view}>
      <p class="govuk-body">
        There were too many tries to sign in from where you are. Wait five minutes, then try again.
      </p>
    </Page>
  )
}

export function SignedOutPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="You are signed out" view={view}>
      <p class="govuk-body">What you had saved is safe. Close the browser if others use this computer.</p>
      <Button href="/sign-in">Sign in again</Button>
    </Page>
  )
}
