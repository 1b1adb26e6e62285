import { Button } from './govuk/button.tsx'
import type { ViewContext } from './view-context.ts'

/** On every page while a council's officer acts for a provider. */
export function ActingBanner({ view }: { readonly view: ViewContext }) {
  if (view.acting === undefined) return null
  const { forName, until } = view.acting
  return (
    <section class="portal-acting" aria-label="Acting for a provider">
      <div class="govuk-width-container portal-acting__inner">
        <p class="govuk-body">
          <strong>You are acting for {forName}</strong> until {until}. They see everything you do here, with your name.
        </p>
        <form method="post" action="/acting/end" novalidate>
          <input type="hidden" name="_csrf" value={view.csrf} />
          <Button classes="govuk-button--secondary">Stop acting for them</Button>
        </form>
      </div>
    </section>
  )
}
