import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CouncilUpload } from '../../../store/upload/council-uploads.ts'
import { sourceWordsOf, wordsOf } from '../../shared/upload-words.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly uploads: readonly CouncilUpload[]
  readonly hasMore: boolean
  readonly mayDecide: boolean
}

export function CouncilUploadsPage({ view, form, uploads, hasMore, mayDecide }: Props) {
  const last = uploads.at(-1)
  return (
    <Page heading="Actuals by file" errors={form.errors} view={view} wide>
      <ActualsViews current="uploads" />
      <p class="govuk-body">
        Files in which providers sent their weeks: how many rows there were and what was wrong. What a file says about
        people is for its provider; what was saved is under Submissions.
      </p>
      <ResponsiveTable
        caption="Files, the newest first"
        captionHidden
        columns={[
          { heading: 'Provider' },
          { heading: 'Sent' },
          { heading: 'State' },
          { heading: 'Rows', numeric: true },
          { heading: 'Saved', numeric: true },
          { heading: 'To fix', numeric: true },
          { heading: 'Held', numeric: true },
        ]}
        rows={uploads.map((upload) => [
          <a class="govuk-link" href={`/council/actuals/uploads/${upload.id}`}>
            {upload.providerName}
            <span class="govuk-visually-hidden">, file of {formatInstant(upload.sentAt)}</span>
          </a>,
          `${formatInstant(upload.sentAt)} ${sourceWordsOf[upload.source]}`,
          <Tag colour={wordsOf(upload).colour}>{wordsOf(upload).text}</Tag>,
          ...[upload.rowsRead, upload.rowsSaved, upload.rowsRefused, upload.rowsHeld].map((count) =>
            count.toLocaleString('en-GB'),
          ),
        ])}
        empty="No provider has sent a file yet. Files are listed here as they arrive."
      />
      {hasMore && last !== undefined ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/uploads?before=${last.sentAt.toISOString()}&id=${last.id}`}>
            Earlier files
          </a>
        </p>
      ) : null}
      {mayDecide ? <Limit form={form} /> : null}
    </Page>
  )
}

function Limit({ form }: Pick<Props, 'form'>) {
  return (
    <PostForm action="/council/actuals/uploads/limit" form={form}>
      <h2 class="govuk-heading-m">When too much is wrong</h2>
      <Input
        {...typed(form, 'percent')}
        label="Most rows that may need fixing, in percent"
        hint="Nothing of a file with more is saved until it is corrected: it is likely to be the wrong file. Empty means no limit."
        classes="govuk-input--width-3"
        inputmode="numeric"
      />
      <Button preventDoubleClick>Set the limit</Button>
    </PostForm>
  )
}
