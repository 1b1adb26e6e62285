import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import { isFiltered, type Asked } from '../../shared/asked.ts'
import { cellsOf, NewLine, SearchForm } from '../../shared/list.tsx'

const ADDRESS = '/council/documents'

interface DocumentsPageProps {
  readonly view: ViewContext
  readonly asked: Asked
  readonly rows: readonly DocumentRow[]
  readonly next: string | undefined
  readonly unread: number
  readonly mayFile: boolean
}

export function DocumentsPage({ view, asked, rows, next, unread, mayFile }: DocumentsPageProps) {
  return (
    <Page heading="Documents" view={view} wide>
      <p class="govuk-body">
        Care plans, care and support plans and reviews, filed on the people providers care for. Each keeps all its
        versions, and says who opened them.
      </p>
      <NewLine count={unread} address={ADDRESS} />
      {mayFile ? <Button href={`${ADDRESS}/new`}>File a document</Button> : null}
      <SearchForm action={ADDRESS} asked={asked} />
      <ResponsiveTable
        caption={isFiltered(asked) ? 'Documents found, newest first' : 'Documents, newest first'}
        columns={[
          { heading: 'Document' },
          { heading: 'Kind' },
          { heading: 'Person' },
          { heading: 'Provider' },
          { heading: 'Dated', nowrap: true },
          { heading: 'Filed' },
          { heading: 'Version', numeric: true },
        ]}
        rows={rows.map(rowOf)}
        empty={
          isFiltered(asked)
            ? 'No document matches. Take a filter away, or check the spelling. A scan without text is found by its title only.'
            : 'No document has been filed yet. File a care plan or a review, and the provider is told by e-mail.'
        }
      />
      {next === undefined ? null : <Pagination next={{ href: `${ADDRESS}?${next}`, labelText: 'Older documents' }} />}
    </Page>
  )
}

function rowOf(row: DocumentRow) {
  const { title, kind, person, dated, filed, version } = cellsOf(row, ADDRESS)
  return [title, kind, person, row.providerName, dated, filed, version]
}
