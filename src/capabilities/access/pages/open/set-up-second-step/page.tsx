import { chosen, errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { AppKey } from '../app-key.tsx'
import { PasskeyForm } from '../passkey-form.tsx'
import { CodeRuleList } from '../rule-list.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView }

/** The strongest first. One is enough to begin with; more can be added under My account. */
export function ChoicePage({ view, form, digits, has }: Props & { readonly digits: boolean; readonly has: boolean }) {
  return (
    <Page heading="Choose a second step" view={view} errors={form.errors} backLink="/set-up">
      {has ? (
        <InsetText>You have a second step already. Choose another one only if you lost it or want one more.</InsetText>
      ) : null}
      <PostForm action="/set-up/second-step" form={form}>
        <Radios
          {...chosen(form, 'way')}
          legend={{ text: 'How do you want to show that it is you?', classes: 'govuk-fieldset__legend--m' }}
          items={[
            {
              value: 'passkey',
              text: 'A passkey',
              hint: 'Your finger, face or PIN on this device or your phone. The safest, and nothing to type.',
            },
            {
              value: 'app',
              text: 'An authenticator app',
              hint: 'An app on your phone or computer shows six digits that change every half minute.',
            },
            ...(digits
              ? [
                  {
                    value: 'code',
                    text: 'A six-digit security code',
                    hint: 'You choose it and remember it. You are asked for three of its digits each time.',
                  },
                ]
              : []),
          ]}
        />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
    </Page>
  )
}

export function NewPasskeyPage({ view, form, options }: Props & { readonly options: object }) {
  return (
    <Page heading="Create a passkey" view={view} backLink="/set-up/second-step">
      <p class="govuk-body">
        Your browser asks where to keep the passkey: on this device, on your phone or on a security key.
      </p>
      <PasskeyForm
        action="/set-up/passkey"
        form={form}
        ceremony="create"
        options={options}
        text="Create the passkey"
        atOnce
      />
      <p class="govuk-body" data-passkey-absent="">
        If nothing happens, this browser cannot make passkeys or scripts are turned off.{' '}
        <a class="govuk-link" href="/set-up/second-step">
          Choose another second step
        </a>
      </p>
    </Page>
  )
}

export function AppPage({ view, form, secret, link }: Props & { readonly secret: string; readonly link: string }) {
  return (
    <Page heading="Add an authenticator app" view={view} errors={form.errors} backLink="/set-up/second-step">
      <PostForm action="/set-up/app" form={form}>
        <AppKey form={form} secret={secret} link={link} />
        <Button preventDoubleClick>Confirm and continue</Button>
      </PostForm>
    </Page>
  )
}

export function CodePage({ view, form }: Props) {
  return (
    <Page heading="Choose a security code" view={view} errors={form.errors} backLink="/set-up/second-step">
      <PostForm action="/set-up/code" form={form}>
        <p class="govuk-body">When you sign in you are asked for three of its digits. Your security code must:</p>
        <CodeRuleList field="code" changes={false} />
        <PasswordInput label="New security code" name="code" autocomplete="off" errorMessage={errorFor(form, 'code')} />
        <Button preventDoubleClick>Save and continue</Button>
      </PostForm>
    </Page>
  )
}
