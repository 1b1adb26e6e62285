import { formatDay } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { CLASS_NAMES } from '../../../rules/retention.ts'
import type { Certificate } from '../../../store/retention.ts'

interface CertificatesProps {
  readonly certificates: readonly Certificate[]
  readonly more: boolean
  readonly view: ViewContext
}

export function CertificatesPage({ certificates, more, view }: CertificatesProps) {
  const last = certificates.at(-1)
  return (
    <Page
      heading="Documents and files disposed of"
      backLink={{ href: '/council/documents/retention', text: 'How long documents are kept' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        A certificate for each: what kind it was, the fingerprints of its files, and by whose schedule it went. Nothing
        of what it said is kept, nor whom it was about.
      </p>
      <ResponsiveTable
        caption="Certificates, newest first"
        columns={[
          { heading: 'Kind' },
          { heading: 'Filed', nowrap: true },
          { heading: 'Due', nowrap: true },
          { heading: 'Disposed of', nowrap: true },
          { heading: 'By the schedule of' },
          { heading: 'Fingerprints (SHA-256)' },
        ]}
        rows={certificates.map((one) => [
          CLASS_NAMES[one.class],
          formatInstant(one.filedAt),
          formatDay(one.dueOn),
          formatInstant(one.disposedAt),
          `${one.setterName}, ${one.keepYears === 1 ? '1 year' : `${String(one.keepYears)} years`}; started by ${one.starterName}`,
          <span class="portal-break">{one.fingerprints.join(', ')}</span>,
        ])}
        empty="Nothing has been disposed of."
      />
      {more && last !== undefined ? (
        <Pagination next={{ href: `/council/documents/disposals?after=${last.id}`, labelText: 'Older certificates' }} />
      ) : null}
    </Page>
  )
}
