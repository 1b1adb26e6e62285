import type { ComponentChildren } from 'preact'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly id: string
  /** The council or the provider. */
  readonly name: string
  readonly returnTo: string
}

export function SignOnPage({ view, form, id, name, returnTo }: Props) {
  return (
    <Page heading={`Sign in with ${name}`} view={view} backLink="/sign-in">
      <p class="govuk-body">
        You sign in on {name}’s own page, as you do for your other work there. We are told who you are, and nothing of
        your password.
      </p>
      <PostForm action={`/sign-in/with/${id}`} form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <Button preventDoubleClick>Continue to {name}</Button>
      </PostForm>
    </Page>
  )
}

/** A form may not lead to another site, so the browser goes on from here: by itself, or by the link. */
export function OnwardPage({
  view,
  name,
  to,
}: {
  readonly view: ViewContext
  readonly name: string
  readonly to: string
}) {
  return (
    <Page heading={`Taking you to ${name}`} view={view}>
      <p class="govuk-body">If nothing happens within a few seconds, use the link.</p>
      <p class="govuk-body">
        <a class="govuk-link" href={to} rel="noreferrer">
          Sign in with {name}
        </a>
      </p>
    </Page>
  )
}

type FaultProps = {
  readonly view: ViewContext
  readonly heading: string
  readonly again: string | undefined
  readonly children: ComponentChildren
}

export function SignOnFaultPage({ view, heading, again, children }: FaultProps) {
  return (
    <Page heading={heading} view={view} backLink="/sign-in">
      {children}
      {again === undefined ? null : <Button href={again}>Try again</Button>}
    </Page>
  )
}

/** The tab in which somebody showed again who they are; the act waits in the other one. */
export function ProvedPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page heading="You have shown that it is you" view={view}>
      <p class="govuk-body">
        Close this tab, go back to the one that you came from, and select “Go on”. You will not be asked again for ten
        minutes.
      </p>
    </Page>
  )
}
