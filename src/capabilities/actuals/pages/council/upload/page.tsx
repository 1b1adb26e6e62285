import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { fileTitles } from '../../../rules/file/words.ts'
import type { CouncilUpload } from '../../../store/upload/council-uploads.ts'
import type { Cause } from '../../../store/upload/rows.ts'
import { sourceWordsOf, wordsOf, causeWordsFor } from '../../shared/upload-words.ts'

type Props = { readonly view: ViewContext; readonly upload: CouncilUpload; readonly causes: readonly Cause[] }

export function CouncilUploadPage({ view, upload, causes }: Props) {
  const state = wordsOf(upload)
  return (
    <Page
      heading={`File of ${upload.providerName}`}
      caption="Actuals by file"
      view={view}
      backLink={{ href: '/council/actuals/uploads', text: 'Actuals by file' }}
    >
      <p class="govuk-body">
        <Tag colour={state.colour}>{state.text}</Tag> Sent on {formatInstant(upload.sentAt)}{' '}
        {sourceWordsOf[upload.source]}.{' '}
        {upload.fileCode === null
          ? `${upload.rowsRead.toLocaleString('en-GB')} rows read, ${upload.rowsSaved.toLocaleString('en-GB')} saved.`
          : `${fileTitles[upload.fileCode]} (${upload.fileCode}): nothing was read.`}
      </p>
      <ResponsiveTable
        caption="What needs fixing"
        columns={[{ heading: 'Cause' }, { heading: 'Rows', numeric: true }, { heading: 'Why' }]}
        rows={causes.map(({ code, rows }) => [
          `${causeWordsFor(upload.kind)(code).title} (${code})`,
          rows.toLocaleString('en-GB'),
          causeWordsFor(upload.kind)(code).why,
        ])}
        empty="No row needs fixing."
      />
    </Page>
  )
}
