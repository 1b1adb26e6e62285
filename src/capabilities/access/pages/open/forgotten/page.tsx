import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export function ForgottenPage({ view, form }: { readonly view: ViewContext; readonly form: FormView }) {
  return (
    <Page heading="Get help with signing in" view={view} errors={form.errors} backLink="/sign-in">
      <p class="govuk-body">
        Tell us your email address and what you have lost. Depending on your council you help yourself by email within
        minutes, an administrator at your organisation helps you, or the council does.
      </p>
      <PostForm action="/forgotten" form={form}>
        <Input
          label="Email address"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          {...typed(form, 'email')}
        />
        <Radios
          {...chosen(form, 'loss')}
          legend={{ text: 'What do you need help with?', classes: 'govuk-fieldset__legend--s' }}
          items={[
            { value: 'password', text: 'I forgot my password', hint: 'My security code, app or passkey still works' },
            { value: 'code', text: 'I forgot my security code, or lost my phone', hint: 'I know my password' },
            { value: 'both', text: 'I have nothing left to sign in with, or my account stays locked' },
          ]}
        />
        <Button preventDoubleClick>Ask for help</Button>
      </PostForm>
    </Page>
  )
}

export function AskedPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="We have passed it on" view={view}>
      <p class="govuk-body">
        If there is an account with that email address, either an email is on its way that says how to get in, or an
        administrator at your organisation or the council has been asked to help. A link to choose a new password works
        once and for 60 minutes.
      </p>
      <p class="govuk-body">
        Whoever helps may telephone you first, to be sure that it is you; their link works once, for as long as the
        email says.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Back to signing in
        </a>
      </p>
    </Page>
  )
}
