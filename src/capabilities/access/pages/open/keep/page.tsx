import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly action: string }

export function KeepPage({ view, form, action }: Props) {
  return (
    <Page heading="Keep your account open?" view={view}>
      <p class="govuk-body">
        An account that nobody signs in to is suspended after 30 days. If you still need yours, keep it open: the 30
        days start again today. Nothing else changes, and you are not signed in.
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
      <p class="govuk-body">The 30 days start again today. Sign in within them, or you are asked again.</p>
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
