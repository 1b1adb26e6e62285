import { typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { QrCode } from './authenticator/qr-code.tsx'

type Props = { readonly form: FormView; readonly secret: string; readonly link: string }

/** What an app is given, three ways, and the box for the code that shows that it has it. */
export function AppKey({ form, secret, link }: Props) {
  return (
    <>
      <p class="govuk-body">Point your app at this square:</p>
      <p class="govuk-body">
        <QrCode text={link} label="QR code for your authenticator app. The same key follows as text." />
      </p>
      <p class="govuk-body">
        Or{' '}
        <a class="govuk-link" href={link}>
          open your authenticator app on this device
        </a>
        , or add an account in the app by typing this key:
      </p>
      <p class="govuk-body">
        <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Input
        label="Code that the app shows"
        hint="Six digits. Spaces do not matter."
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        classes="govuk-input--width-10"
        {...typed(form, 'app')}
      />
    </>
  )
}
