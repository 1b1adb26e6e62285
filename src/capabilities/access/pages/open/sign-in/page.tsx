import { formatTime } from '../../../../../core/format.ts'
import { londonMoment } from '../../../../../platform/clock.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { DigitBoxes } from '../digit-boxes.tsx'
import type { Way } from '../../../store/sign-on/connections.ts'
import { PasskeyBesideNames, PasskeyBlock } from '../passkey-form.tsx'

type SignInProps = {
  readonly view: ViewContext
  readonly form: FormView
  readonly returnTo: string
  /** Councils whose staff sign in with the council. After a refusal they are not read again, but one link away. */
  readonly ways?: readonly Way[] | undefined
}

export function SignInPage({ view, form, returnTo, ways }: SignInProps) {
  return (
    <Page heading="Sign in" view={view} errors={form.errors}>
      <PostForm action="/sign-in/passkey" form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <PasskeyBesideNames />
        <Button classes="govuk-button--secondary">Sign in with a passkey</Button>
      </PostForm>
      <h2 class="govuk-heading-m">Or with your password</h2>
      <PostForm action="/sign-in" form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <Input
          label="Email address"
          type="email"
          autocomplete="username webauthn"
          autocapitalize="none"
          spellcheck={false}
          {...typed(form, 'email')}
        />
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
      <Ways ways={ways} returnTo={returnTo} />
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Forgotten your password or code, or locked out?
        </a>
      </p>
    </Page>
  )
}

function Ways({ ways, returnTo }: Pick<SignInProps, 'ways' | 'returnTo'>) {
  if (ways === undefined)
    return (
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          All the ways to sign in
        </a>
      </p>
    )
  if (ways.length === 0) return null
  const query = returnTo === '' ? '' : `?return=${encodeURIComponent(returnTo)}`
  return (
    <>
      <h2 class="govuk-heading-m">Council staff</h2>
      <ul class="govuk-list">
        {ways.map(({ id, name }) => (
          <li>
            <a class="govuk-link" href={`/sign-in/with/${id}${query}`}>
              Sign in with {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

type CodeProps = {
  readonly view: ViewContext
  readonly form: FormView
  /** Which digits are asked for; undefined where no council of this installation takes digits. */
  readonly positions: readonly number[] | undefined
  /** What a passkey is asked to sign. */
  readonly passkey: object
}

/** The strongest way first. The same page for everybody: what an account has set up is not shown before it is open. */
export function SecondStepPage({ view, form, positions, passkey }: CodeProps) {
  return (
    <Page heading="Show that it is you" view={view} errors={form.errors} backLink="/sign-in">
      <PostForm action="/sign-in/code" form={form}>
        <p class="govuk-body">Use one of these, whichever you have set up.</p>
        <PasskeyBlock ceremony="get" options={passkey} text="Use a passkey" />
        <Input
          label={{ text: 'Code from your authenticator app', classes: 'govuk-label--m' }}
          hint="The six digits that the app shows now. Spaces do not matter."
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
          classes="govuk-input--width-10"
          {...typed(form, 'app')}
        />
        {positions === undefined ? null : (
          <DigitBoxes
            form={form}
            positions={positions}
            prefix="digit-"
            hint="In place of an app, if your council uses a security code. Not the whole code: one digit in each box."
          />
        )}
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
    </Page>
  )
}

type TooManyTriesProps = { readonly view: ViewContext; readonly until: Date }

/** The clock time at which it goes on; the same for an address that nobody has. */
export function TooManyTriesPage({ view, until }: TooManyTriesProps) {
  return (
    <Page heading="Too many tries" view={view}>
      <p class="govuk-body">
        There were too many tries to sign in from where you are, or with this email address. Try again at{' '}
        <strong>{formatTime(londonMoment(roundedUp(until)).time)}</strong>.
      </p>
      <p class="govuk-body">Where you are signed in already, you stay signed in.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Back to signing in
        </a>
      </p>
    </Page>
  )
}

/** A clock shows no seconds: the next whole minute is never too early. */
function roundedUp(instant: Date): Date {
  return new Date(Math.ceil(instant.getTime() / 60_000) * 60_000)
}

/** Shown to whoever passed both steps, and to nobody else. */
export function AsleepPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="Your account is suspended" view={view}>
      <p class="govuk-body">
        Nobody signed in to it for longer than your council allows. Nothing is deleted: your permissions and all that
        you did are as they were.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/forgotten">
          Ask the council to open it again
        </a>
        , or ask an administrator at your organisation.
      </p>
    </Page>
  )
}

type SignedOutProps = {
  readonly view: ViewContext
  /** Where the person is still signed in. */
  readonly way: Way | undefined
}

export function SignedOutPage({ view, way }: SignedOutProps) {
  return (
    <Page heading="You are signed out" view={view}>
      <p class="govuk-body">What you had saved is safe. Close the browser if others use this computer.</p>
      {way === undefined ? null : (
        <p class="govuk-body">
          At {way.name} you are still signed in, so whoever uses this browser next could come back as you.{' '}
          <a class="govuk-link" href={`/sign-in/with/${way.id}/ended`}>
            Sign out of {way.name} too
          </a>
        </p>
      )}
      <Button href="/sign-in">Sign in again</Button>
    </Page>
  )
}
