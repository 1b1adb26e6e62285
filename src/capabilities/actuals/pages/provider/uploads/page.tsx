import { uploadHint } from '../../../../../platform/files/kinds.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SavedMap } from '../../../store/upload/column-maps.ts'
import type { DownloadChoices } from '../../../store/upload/template-rows.ts'
import type { Upload } from '../../../store/upload/uploads.ts'
import { fileRule } from '../../../commands/upload/file-rule.ts'
import { wordsOf } from '../../shared/upload-words.ts'
import { Download } from './download.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly choices: DownloadChoices
  readonly maps: readonly SavedMap[]
  readonly uploads: readonly Upload[]
  readonly hasMore: boolean
  readonly mayRecord: boolean
  /** The services that were ticked for a download. */
  readonly ticked: readonly string[]
}

export function UploadsPage({ view, form, choices, maps, uploads, hasMore, mayRecord, ticked }: Props) {
  const last = uploads.at(-1)
  return (
    <Page
      heading="Actuals by file"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals', text: 'Actuals' }}
    >
      <p class="govuk-body">
        Record many weeks at once: download a file with your care packages and weeks, fill it in and send it back, or
        send a file from your own rostering system. You see what would change before anything is saved.
      </p>
      <Download choices={choices} form={form} ticked={ticked} />
      {mayRecord ? <Send form={form} maps={maps} /> : null}
      <h2 class="govuk-heading-m">Files sent before</h2>
      <ResponsiveTable
        caption="Files that were sent, the newest first"
        captionHidden
        columns={[{ heading: 'File' }, { heading: 'Sent' }, { heading: 'State' }, { heading: 'Rows', numeric: true }]}
        rows={uploads.map((upload) => [
          <a class="govuk-link" href={`/provider/actuals/uploads/${upload.id}`}>
            {upload.fileName}
          </a>,
          `${formatInstant(upload.sentAt)} by ${upload.sentName}`,
          <Tag colour={wordsOf(upload).colour}>{wordsOf(upload).text}</Tag>,
          summary(upload),
        ])}
        empty="No file has been sent yet. Each one is listed here with what became of its rows."
      />
      {hasMore && last !== undefined ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/actuals/uploads?before=${last.sentAt.toISOString()}&id=${last.id}`}>
            Earlier files
          </a>
        </p>
      ) : null}
    </Page>
  )
}

function summary({ rowsRead, rowsSaved, rowsRefused, savedAt, state }: Upload): string {
  if (state === 'refused') return 'None'
  const fixing = rowsRefused === 0 ? '' : `, ${rowsRefused.toLocaleString('en-GB')} to fix`
  return `${rowsRead.toLocaleString('en-GB')} read${savedAt === null ? '' : `, ${rowsSaved.toLocaleString('en-GB')} saved`}${fixing}`
}

const HINT = uploadHint(fileRule)

function Send({ form, maps }: Pick<Props, 'form' | 'maps'>) {
  return (
    <PostForm action="/provider/actuals/uploads" form={form} multipart>
      <h2 class="govuk-heading-m">Upload</h2>
      <FileUpload label="File" id="file" name="file" hint={HINT} errorMessage={errorFor(form, 'file')} />
      {maps.length === 0 ? null : (
        <Select
          id="map"
          name="map"
          label="Columns are named as in"
          items={[
            { value: '', text: 'Our template, or names that are alike' },
            ...maps.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
      )}
      <Checkboxes
        name="only"
        idPrefix="only"
        classes="govuk-checkboxes--small"
        items={[{ value: 'check', text: 'Only check the file', hint: 'Nothing can be saved from it' }]}
      />
      <Button preventDoubleClick>Upload and check</Button>
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/actuals/uploads/maps">
          Columns of other systems
        </a>
      </p>
    </PostForm>
  )
}
