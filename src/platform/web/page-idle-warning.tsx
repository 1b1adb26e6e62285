import { Button } from './govuk/button.tsx'
import type { ViewContext } from './view-context.ts'

/** Opened by the browser code two minutes before the session ends. Without scripts it never shows. */
export function IdleWarning({ view }: { readonly view: ViewContext }) {
  if (view.idleSeconds === undefined) return null
  return (
    <dialog
      id="idle-warning"
      class="portal-dialog"
      data-idle-warning=""
      aria-labelledby="idle-warning-title"
      aria-describedby="idle-warning-text"
    >
      <h2 class="govuk-heading-m" id="idle-warning-title">
        You are about to be signed out
      </h2>
      <p class="govuk-body" id="idle-warning-text">
        For your security we will sign you out in <span data-idle-remaining>2 minutes</span>. Press any key to stay
        signed in.
      </p>
      <form method="post" action="/session/extension" novalidate>
        <input type="hidden" name="_csrf" value={view.csrf} />
        <Button>Stay signed in</Button>
      </form>
    </dialog>
  )
}
