import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export function NothingTickedPage({ view }: { readonly view: ViewContext }) {
  return (
    <Page
      heading="There is nothing to download"
      backLink={{ href: '/provider/agreements', text: 'Agreements' }}
      view={view}
    >
      <p class="govuk-body">
        Tick the agreements that you want in the file, then download them. If you ticked some, their papers cannot be
        made on this server: open each and print it.
      </p>
    </Page>
  )
}
