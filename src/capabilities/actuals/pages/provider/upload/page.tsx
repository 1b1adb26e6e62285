import { formatPounds } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { fileTitles, fileWords } from '../../../rules/file/words.ts'
import type { Cause } from '../../../store/upload/rows.ts'
import type { Upload } from '../../../store/upload/uploads.ts'
import { causeWordsFor, counted, nounOf, wordsOf } from '../../shared/upload-words.ts'
import type { UnmovedWeek } from '../../../store/upload/unmoved-weeks.ts'
import { Save } from './save.tsx'
import { Unmoved } from './unmoved.tsx'
import type { UploadFacts } from '../../../store/upload/upload-facts.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly upload: Upload
  readonly causes: readonly Cause[]
  readonly warnings: readonly Cause[]
  readonly facts: UploadFacts
  readonly unmoved: readonly UnmovedWeek[]
  readonly mayRecord: boolean
}

export function UploadPage({ view, form, upload, causes, warnings, facts, unmoved, mayRecord }: Props) {
  const state = wordsOf(upload)
  return (
    <Page
      heading={upload.fileName}
      caption="Actuals by file"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals/uploads', text: 'Actuals by file' }}
    >
      <p class="govuk-body">
        <Tag colour={state.colour}>{state.text}</Tag> Sent on {formatInstant(upload.sentAt)} by {upload.sentName}
      </p>
      <State upload={upload} facts={facts} />
      <div id="save" tabIndex={-1}>
        {upload.state === 'checked' || upload.state === 'saved' ? (
          <>
            <Counts upload={upload} facts={facts} />
            <Held upload={upload} facts={facts} />
            <Causes upload={upload} causes={causes} />
            <Unmoved {...{ form, mayRecord }} uploadId={upload.id} weeks={unmoved} />
            {mayRecord ? <Save form={form} upload={upload} warnings={warnings} /> : null}
          </>
        ) : null}
      </div>
      <div id="undo" tabIndex={-1}>
        {mayRecord ? <Undo form={form} upload={upload} /> : null}
      </div>
      <Files upload={upload} />
    </Page>
  )
}

function State({ upload, facts }: Pick<Props, 'upload' | 'facts'>) {
  const { state, fileCode, fileFacts } = upload
  switch (state) {
    case 'waiting':
      return (
        <div role="status">
          <InsetText>
            The file is being checked. {upload.rowsRead === 0 ? '' : `${counted(upload.rowsRead, 'row')} read so far. `}
            This page looks again every two seconds. You may leave it: we send you an e-mail when it is done.
          </InsetText>
        </div>
      )
    case 'saving':
      return (
        <div role="status">
          <InsetText>
            The rows are being saved, all of them or none.{' '}
            {facts.saving === 0 ? '' : `${counted(facts.saving, 'row')} written so far. `}You may leave this page: we
            send you an e-mail when it is done.
          </InsetText>
        </div>
      )
    case 'refused':
      return fileCode === null ? null : <Refused code={fileCode} facts={fileFacts} id={upload.id} />
    case 'replaced':
      return (
        <InsetText>A later file with the same reference has taken this one’s place. Nothing of it was saved.</InsetText>
      )
    case 'checked':
    case 'saved':
      return null
  }
}

function Refused({
  code,
  facts,
  id,
}: {
  readonly code: NonNullable<Upload['fileCode']>
  readonly facts: Upload['fileFacts']
  readonly id: string
}) {
  return (
    <>
      <h2 class="govuk-heading-m">
        {fileTitles[code]} ({code})
      </h2>
      <p class="govuk-body">Nothing was read or changed.</p>
      <ul class="govuk-list govuk-list--bullet">
        {fileWords({ code, facts }).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {facts.uploadId === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/actuals/uploads/${facts.uploadId}`}>
            Show the earlier file
          </a>
        </p>
      )}
      {code === 'F03' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/actuals/uploads/maps?from=${id}`}>
            Say which column is which, and remember it
          </a>
        </p>
      ) : null}
    </>
  )
}

function Counts({ upload, facts }: Pick<Props, 'upload' | 'facts'>) {
  const { id, kind } = upload
  const link = (show: string, count: number) =>
    count === 0
      ? '0'
      : {
          text: (
            <a class="govuk-link" href={`/provider/actuals/uploads/${id}/rows?show=${show}`}>
              {count.toLocaleString('en-GB')}
            </a>
          ),
        }
  const rows = [
    { key: 'Rows read', value: upload.rowsRead.toLocaleString('en-GB') },
    { key: 'New', value: link('new', upload.rowsNew) },
    { key: 'Changed', value: link('changed', upload.rowsChanged) },
    { key: 'Unchanged', value: upload.rowsSame.toLocaleString('en-GB') },
    ...(kind === 'weeks' ? [{ key: 'Left empty', value: upload.rowsBlank.toLocaleString('en-GB') }] : []),
    { key: 'Need fixing', value: link('refused', upload.rowsRefused) },
    ...(kind === 'carers' ? [] : [{ key: 'Please confirm', value: link('warned', upload.rowsWarned) }]),
    ...(kind === 'visits' ? [{ key: 'On no care package', value: link('waiting', facts.waiting) }] : []),
    ...(kind === 'weeks'
      ? [
          { key: 'Held for the council', value: upload.rowsHeld.toLocaleString('en-GB') },
          { key: 'Worth', value: formatPounds(upload.totalPence) },
        ]
      : []),
    ...(upload.savedAt === null
      ? []
      : [
          {
            key: 'Saved',
            value: `${upload.rowsSaved.toLocaleString('en-GB')} on ${formatInstant(upload.savedAt)} by ${upload.savedName ?? ''}`,
          },
        ]),
    ...(upload.undoneAt === null
      ? []
      : [
          {
            key: 'Undone',
            value: `${upload.rowsUndone.toLocaleString('en-GB')} on ${formatInstant(upload.undoneAt)} by ${upload.undoneName ?? ''}`,
          },
        ]),
  ]
  return (
    <>
      <h2 class="govuk-heading-m">Result</h2>
      <SummaryList rows={rows} />
    </>
  )
}

/** What is accepted and not paid for now, and what ends that. */
function Held({ upload, facts }: Pick<Props, 'upload' | 'facts'>) {
  const sentences = [
    ...(upload.kind === 'visits' && facts.waiting > 0
      ? [
          `${counted(facts.waiting, 'visit')} on no care package (R44${upload.rowsHeld > 0 ? ', H04' : ''}): kept, and not paid until placed`,
        ]
      : []),
    ...(upload.kind === 'weeks' && upload.rowsHeld > 0
      ? [
          `${counted(upload.rowsHeld, 'row')} above the exception level or after a long absence (H01, H02): not paid until the council agrees`,
        ]
      : []),
    ...(facts.hasBankDetails
      ? []
      : ['The council has no bank details of yours (H03): what is saved is not paid until it has them']),
  ]
  if (sentences.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Accepted, and not paid yet</h2>
      <ul class="govuk-list govuk-list--bullet">
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {facts.waiting === 0 ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href="/provider/actuals/visits">
            Visits on no care package
          </a>
        </p>
      )}
    </>
  )
}

function Causes({ upload, causes }: Pick<Props, 'upload' | 'causes'>) {
  if (causes.length === 0) return null
  return (
    <ResponsiveTable
      caption="What needs fixing"
      columns={[{ heading: 'Cause' }, { heading: 'Rows', numeric: true }, { heading: 'Why, and how to fix it' }]}
      rows={causes.map(({ code, rows, example }) => {
        const words = causeWordsFor(upload.kind)(code)
        return [
          <a class="govuk-link" href={`/provider/actuals/uploads/${upload.id}/rows?show=refused&code=${code}`}>
            {words.title} ({code})
          </a>,
          rows.toLocaleString('en-GB'),
          `${words.why}, for example in row ${String(example)}. ${words.fix}.`,
        ]
      })}
    />
  )
}

function Undo({ form, upload }: Pick<Props, 'form' | 'upload'>) {
  if (upload.savedAt === null || upload.undoneAt !== null || upload.rowsSaved === 0) return null
  return (
    <PostForm action={`/provider/actuals/uploads/${upload.id}/undoing`} form={form}>
      <h2 class="govuk-heading-m">Undo</h2>
      <p class="govuk-body">
        Puts every {nounOf(upload.kind)} that this file changed back as it was, until the cut-off of its period. What
        somebody has changed since stays as it is.
      </p>
      <Button classes="govuk-button--warning" preventDoubleClick>
        Undo this upload
      </Button>
    </PostForm>
  )
}

function Files({ upload }: Pick<Props, 'upload'>) {
  const read = upload.state === 'checked' || upload.state === 'saved'
  return (
    <>
      <h2 class="govuk-heading-m">Files</h2>
      <ul class="govuk-list">
        {read ? (
          <li>
            <a class="govuk-link" href={`/provider/actuals/uploads/${upload.id}/result`}>
              Your file with a result in every row
            </a>
          </li>
        ) : null}
        <li>
          <a class="govuk-link" href={`/provider/actuals/uploads/${upload.id}/file`}>
            The file as it was sent
          </a>
        </li>
      </ul>
    </>
  )
}
