import { formatDay } from '../../../../../core/format.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { AskLink } from '../../../../../platform/web/patterns/ask-link.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { TYPE_NAMES, type Side } from '../../../rules/document.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import { askedFor, isFiltered, type Asked } from '../asked.ts'
import { cellsOf, NewLine, SearchForm } from '../list.tsx'

interface DocumentsPageProps {
  readonly view: ViewContext
  readonly side: Side
  readonly asked: Asked
  readonly rows: readonly DocumentRow[]
  readonly next: string | undefined
  readonly unread: number
  readonly mayFile: boolean
  /** Whether each row leads to a message about it: the provider's only, for the council answers. */
  readonly mayAsk: boolean
}

const WORDS = {
  provider: {
    about: 'the people your services care for',
    none: 'When the council files a care plan or a review, you are told by e-mail and find it here.',
  },
  council: {
    about: 'the people providers care for',
    none: 'File a care plan or a review, and the provider is told by e-mail.',
  },
} as const

export function DocumentsPage({ view, side, asked, rows, next, unread, mayFile, mayAsk }: DocumentsPageProps) {
  const address = `/${side}/documents`
  return (
    <Page heading="Documents" errors={asked.errors} view={view} wide>
      <p class="govuk-body">
        Care plans, care and support plans and reviews, filed on {WORDS[side].about}. Each keeps all its versions, and
        says who opened them.
      </p>
      <NewLine count={unread} address={address} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${address}/shared`}>
          Shared with you for a time
        </a>
        {side === 'council' ? (
          <>
            {' · '}
            <a class="govuk-link" href={`${address}/retention`}>
              How long documents are kept
            </a>
          </>
        ) : null}
      </p>
      {mayFile ? <Button href={`${address}/new`}>File a document</Button> : null}
      <SearchForm action={address} asked={asked} />
      <ResponsiveTable
        caption={isFiltered(asked) ? 'Documents found, newest first' : 'Documents, newest first'}
        columns={[
          { heading: 'Document' },
          { heading: 'Kind' },
          { heading: 'Person' },
          { heading: side === 'provider' ? 'Service' : 'Provider' },
          { heading: 'Dated', nowrap: true },
          { heading: 'Filed' },
          { heading: 'Version', numeric: true },
          ...(mayAsk ? [{ heading: 'Question' }] : []),
        ]}
        rows={rows.map((row) => [...rowOf(row, side), ...(mayAsk ? [<AskAbout document={row} />] : [])])}
        empty={
          isFiltered(asked)
            ? 'No document matches. Take a filter away, or check the spelling. A scan without text is found by its title only.'
            : `No document has been filed yet. ${WORDS[side].none}`
        }
      />
      <TableDownloads href={address} query={askedFor(asked)} what="this list" />
      {next === undefined ? null : <Pagination next={{ href: `${address}?${next}`, labelText: 'Older documents' }} />}
    </Page>
  )
}

/** Filled in with the care that it is about and which document is meant, by its kind and day: no name is in an address. */
function AskAbout({ document }: { readonly document: DocumentRow }) {
  if (document.packageId === null) return null
  const title = `${TYPE_NAMES[document.type]} dated ${formatDay(document.datedOn)}`
  const query = new URLSearchParams({ package: document.packageId, title }).toString()
  return <AskLink query={query} about={document.title} />
}

function rowOf(row: DocumentRow, side: Side) {
  const { title, kind, person, dated, filed, version } = cellsOf(row, `/${side}/documents`)
  return [title, kind, person, side === 'provider' ? row.serviceName : row.providerName, dated, filed, version]
}
