import { fileKinds, formatBytes } from '../../../../../platform/files/kinds.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { pagesInWords } from '../../../rules/redaction.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import type { Redaction } from '../../../store/redactions.ts'

interface CopyProps {
  readonly document: DocumentRow
  readonly copy: Redaction
  readonly mayShare: boolean
  readonly view: ViewContext
}

/** What there is to look at before anybody is given it. */
export function CopyPage({ document, copy, mayShare, view }: CopyProps) {
  const address = `/council/documents/${document.id}`
  const { id, name, kind, bytes, number, reason, makerName, madeAt, words } = copy
  return (
    <Page
      heading="Redacted copy"
      caption={`${document.title}, version ${String(number)}`}
      backLink={{ href: address, text: 'Document' }}
      view={view}
    >
      <SummaryList
        rows={[
          {
            key: 'File',
            value: {
              text: (
                <>
                  <a class="govuk-link" href={`${address}/redactions/${id}/file`} download={name}>
                    {name}
                  </a>{' '}
                  ({fileKinds[kind].words}, {formatBytes(bytes)})
                </>
              ),
            },
          },
          { key: 'Redacted', value: howMade(copy) },
          { key: 'Why', value: reason },
          { key: 'By', value: `${makerName}, ${formatInstant(madeAt)}` },
        ]}
      />
      <h2 class="govuk-heading-m">What can still be read out of it</h2>
      {words === '' ? (
        <InsetText>
          No words can be read out of this file: it is a picture or a scan, or a kind of file that is not read here.
          Open it and look at every page, before you share it.
        </InsetText>
      ) : (
        <>
          <p class="govuk-body">
            Whoever receives the copy can read, copy and search these words, whatever is drawn over them. If something
            stands here that is not for them, do not share this copy: make another.
          </p>
          <div class="govuk-inset-text portal-break">{words}</div>
        </>
      )}
      {mayShare && number === document.version && document.withdrawnAt === null ? (
        <Button href={`${address}/share?copy=${id}`}>Share this copy</Button>
      ) : null}
    </Page>
  )
}

function howMade({ way, pages }: Pick<Redaction, 'way' | 'pages'>): string {
  return way === 'pages' ? `Without ${pagesInWords(pages)}` : 'A copy that was made elsewhere'
}
