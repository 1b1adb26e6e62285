import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Passkey } from '../../../store/passkeys.ts'
import { PasskeyForm } from '../passkey-form.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type ListProps = { readonly view: ViewContext; readonly form: FormView; readonly passkeys: readonly Passkey[] }

export function PasskeysPage({ view, form, passkeys }: ListProps) {
  return (
    <Page heading="Passkeys" view={view} errors={form.errors} backLink="/account">
      <p class="govuk-body">
        A passkey lets you sign in with your finger, face or the PIN of your device, without your password or code. It
        works only on this site, so nobody can trick you into giving it away.
      </p>
      {passkeys.length === 0 ? (
        <p class="govuk-body">You have no passkey yet.</p>
      ) : (
        <SummaryList
          rows={passkeys.map((passkey) => ({
            key: passkey.name,
            value: `Added on ${formatInstant(passkey.addedAt)}. ${lastUse(passkey)}`,
            actions: {
              items: [
                {
                  href: `/account/passkeys/${passkey.id}`,
                  text: 'Change',
                  visuallyHiddenText: `passkey ${passkey.name}`,
                },
              ],
            },
          }))}
        />
      )}
      <h2 class="govuk-heading-m">Add a passkey</h2>
      <PostForm action="/account/passkeys" form={form}>
        <Input
          label="Name"
          hint="So that you know later which one it is, for example “Work laptop”."
          spellcheck={false}
          {...typed(form, 'name')}
        />
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
    </Page>
  )
}

function lastUse({ lastUsedAt }: Passkey): string {
  return lastUsedAt === null ? 'Not used yet' : `Last used on ${formatInstant(lastUsedAt)}`
}

type NewProps = { readonly view: ViewContext; readonly form: FormView; readonly options: object }

export function NewPasskeyPage({ view, form, options }: NewProps) {
  return (
    <Page heading="Create the passkey" view={view} backLink="/account/passkeys">
      <p class="govuk-body">
        Your browser asks where to keep the passkey: on this device, on your phone or on a security key.
      </p>
      <PasskeyForm
        action="/account/passkeys/creation"
        form={form}
        ceremony="create"
        options={options}
        text="Create the passkey"
        atOnce
      />
      <p class="govuk-body" data-passkey-absent="">
        If nothing happens, this browser cannot make passkeys or scripts are turned off. An authenticator app is another
        way.
      </p>
    </Page>
  )
}

type OneProps = { readonly view: ViewContext; readonly form: FormView; readonly passkey: Passkey }

export function PasskeyPage({ view, form, passkey }: OneProps) {
  return (
    <Page heading={passkey.name} caption="Passkeys" view={view} errors={form.errors} backLink="/account/passkeys">
      <PostForm action={`/account/passkeys/${passkey.id}/name`} form={form}>
        <Input label="Name" spellcheck={false} {...typed(form, 'name')} />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Save the name
        </Button>
      </PostForm>
      <h2 class="govuk-heading-m">Remove this passkey</h2>
      <p class="govuk-body">It will not let anybody in afterwards. Remove it from your device as well.</p>
      <PostForm action={`/account/passkeys/${passkey.id}/removal`} form={form}>
        <PasswordInput label="Password" name="password" errorMessage={errorFor(form, 'password')} />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Remove the passkey
        </Button>
      </PostForm>
    </Page>
  )
}
