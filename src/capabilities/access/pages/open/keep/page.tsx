import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  /** After how many days without a sign-in it is suspended: the fewest of its councils. */
  readonly days: number
}

export function KeepPage({ view, form, action, days }: Props) {
  return (
    <Page heading="Keep your account open?" view={view}>
      <p class="govuk-body">
        Your account is suspended when nobody signs in to it for {String(days)} days. If you still need it, keep it
        open: the {String(days)} days start again today. Nothing else changes, and you are not signed in.
      </p>
      <PostForm action={action} form={form}>
        <Button preventDoubleClick>Keep it open</Button>
      </PostForm>
      <p class="govuk-body">
        If you do not need it any more, do nothing. It is suspended and not deleted, and the council can open it again.
      </p>
    </Page>
  )
}

export function KeptPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="Your account stays open" view={view}>
      <p class="govuk-body">The days start again today. Sign in before they are over, or you are asked again.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Sign in now
        </a>
      </p>
    </Page>
  )
}

export function KeepOverPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="This link no longer works" view={view}>
      <p class="govuk-body">
        It was used already, a newer one was sent, or its days are over. Signing in keeps your account open as well.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Sign in
        </a>{' '}
        or{' '}
        <a class="govuk-link" href="/forgotten">
          get help with signing in
        </a>
      </p>
    </Page>
  )
}
