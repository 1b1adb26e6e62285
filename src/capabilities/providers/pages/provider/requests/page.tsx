import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Change } from '../../../store/changes.ts'
import { ChangesTable } from '../../shared/changes-table.tsx'

interface RequestsProps {
  readonly changes: readonly Change[]
  readonly next: string | undefined
  readonly view: ViewContext
}

export function RequestsPage({ changes, next, view }: RequestsProps) {
  return (
    <Page
      heading="Changes of your details"
      view={view}
      backLink={{ href: '/provider/organisation', text: 'Organisation' }}
      wide
    >
      <ChangesTable
        caption="Newest first"
        changes={changes}
        empty="Nothing has been changed yet. Use the Change links of your organisation and its services."
        hrefOf={({ id }) => `/provider/organisation/requests/${id}`}
      />
      {next === undefined ? null : (
        <Pagination next={{ href: `/provider/organisation/requests?after=${next}`, labelText: 'Earlier changes' }} />
      )}
    </Page>
  )
}
