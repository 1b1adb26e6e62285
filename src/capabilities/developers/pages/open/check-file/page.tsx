import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { uploadHint, type UploadRule } from '../../../../../platform/files/kinds.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CheckedFile } from '../shared/documented.ts'
import { Frame, HOME, Section } from '../shared/frame.tsx'

const MOST_ROWS = 200

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly rule: UploadRule
  readonly checked?: { readonly name: string; readonly result: CheckedFile } | undefined
}

export function CheckFilePage({ view, form, rule, checked }: Props) {
  return (
    <Frame heading="Check a file" view={view} at={`${HOME}/check`} errors={form.errors}>
      <p class="govuk-body">
        Anybody can have a file read here and see what is wrong with it, row by row. Nobody has to sign in, nothing is
        kept, and nothing is recorded. Whose packages they are is not looked at: upload the file under Actuals for that,
        or say “Check only” there.
      </p>
      {checked === undefined ? null : <Result {...checked} />}
      <PostForm action={`${HOME}/check`} form={form} multipart>
        <FileUpload
          label="File of weeks, of visits or of carers"
          hint={uploadHint(rule)}
          id="file"
          name="file"
          errorMessage={errorFor(form, 'file')}
        />
        <Button preventDoubleClick>Check it</Button>
      </PostForm>
    </Frame>
  )
}

function Result({ name, result: { kind, file, rows, counts } }: NonNullable<Props['checked']>) {
  if (file !== null)
    return (
      <Section title={`${name} cannot be read`}>
        <InsetText>
          <strong>{file.code}</strong>
          <ul class="govuk-list">
            {file.messages.map((message) => (
              <li>{message}</li>
            ))}
          </ul>
        </InsetText>
      </Section>
    )
  const read = `${counts.read.toLocaleString('en-GB')} ${counts.read === 1 ? 'row' : 'rows'}`
  const shown = rows.length > MOST_ROWS ? ` The first ${String(MOST_ROWS)} are shown.` : ''
  return (
    <Section title={name}>
      <p class="govuk-body">
        {counts.refused === 0
          ? `${read} of ${kind ?? 'weeks'} read. No fault that the file alone can show.`
          : `${read} of ${kind ?? 'weeks'} read, ${counts.refused.toLocaleString('en-GB')} of them with faults.${shown}`}
      </p>
      {rows.length === 0 ? null : (
        <ResponsiveTable
          caption="Rows with faults, numbered as a spreadsheet numbers them"
          columns={[{ heading: 'Row', nowrap: true }, { heading: 'Codes', nowrap: true }, { heading: 'What to do' }]}
          rows={rows
            .slice(0, MOST_ROWS)
            .map(({ row, codes, messages }) => [
              String(row),
              codes.map((code) => code.slice(0, 3)).join(', '),
              messages.join('. '),
            ])}
        />
      )}
    </Section>
  )
}
