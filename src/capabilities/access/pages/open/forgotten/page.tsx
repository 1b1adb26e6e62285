import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export function ForgottenPage({ view, form }: { readonly view: ViewContext; readonly form: FormView }) {
  return (
    <Page heading="Get help with signing in" view={view} errors={form.errors} backLink="/sign-in">
      <p class="govuk-body">
        If you forgot your password, security code or phone, or the account is locked, tell us your email address.
        Depending on your council you get a link to choose a new password yourself, or the council helps you to set up
        both again.
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
        <Button preventDoubleClick>Ask for help</Button>
      </PostForm>
    </Page>
  )
}

export function AskedPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="We have passed it on" view={view}>
      <p class="govuk-body">
        If there is an account with that email address, either a link to choose a new password is on its way, which
        works once and for 60 minutes, or the council has been asked to help. The council may telephone you first, to be
        sure that it is you; its link works once and for 48 hours.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Back to signing in
        </a>
      </p>
    </Page>
  )
}
