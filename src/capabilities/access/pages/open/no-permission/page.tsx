import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly permission: string
  /** In words that follow "allowed to". */
  readonly words: string
  readonly granters: readonly string[]
}

export function NoPermissionPage({ view, form, permission, words, granters }: Props) {
  return (
    <Page heading="Why can’t I see this?" view={view}>
      <p class="govuk-body">
        You need to be allowed to <strong>{words}</strong>. None of your roles at {view.workplace} includes it.
      </p>
      {granters.length === 0 ? (
        <p class="govuk-body">Nobody else at your organisation can give it to you at present, but the council can.</p>
      ) : (
        <>
          <p class="govuk-body">
            {view.face === 'council'
              ? 'These people can give it to you:'
              : 'These people look after permissions here. They give it to you, or ask the council for it:'}
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {granters.map((name) => (
              <li>{name}</li>
            ))}
          </ul>
        </>
      )}
      <PostForm action={`/no-permission/${permission}`} form={form}>
        <Button preventDoubleClick>Ask for it</Button>
      </PostForm>
      <p class="govuk-body">
        Your name and what you ask for are shown to them and to the council’s portal team. You are told what they
        answer.
      </p>
    </Page>
  )
}

export function PermissionAskedPage({ view, words }: { readonly view: ViewContext; readonly words: string }) {
  return (
    <Page heading="Your request is sent" view={view}>
      <p class="govuk-body">
        You asked to be allowed to {words}. You are told as soon as somebody answers, and can use it at once when the
        answer is yes.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Back to your home page
        </a>
      </p>
    </Page>
  )
}
