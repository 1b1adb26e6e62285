import { formatDay } from '../../../../../core/format.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag, type TagColour } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { checkCode } from '../../../rules/check-code.ts'
import type { AgreementStatus } from '../../../rules/response.ts'
import type { Checked } from '../../../store/check.ts'

interface CheckProps {
  readonly form: FormView
  /** Absent before anything was asked. */
  readonly found: readonly Checked[] | undefined
  /** The SHA-256 of a file that was handed in. */
  readonly file: string | undefined
  readonly view: ViewContext
}

const STANDS = {
  draft: { text: 'Not issued', colour: 'grey' },
  published: { text: 'Current: issued, not yet answered', colour: 'green' },
  agreed: { text: 'Current: agreed', colour: 'green' },
  rejected: { text: 'Rejected by the provider', colour: 'red' },
  superseded: { text: 'Superseded by a newer agreement', colour: 'yellow' },
  withdrawn: { text: 'Withdrawn by the council', colour: 'red' },
} as const satisfies Record<AgreementStatus, { text: string; colour: TagColour }>

export function CheckPage({ form, found, file, view }: CheckProps) {
  return (
    <Page heading="Check this document" errors={form.errors} view={view}>
      {found === undefined ? null : <Answer found={found} file={file} />}
      <p class="govuk-body">
        Find out whether an agreement was issued by a council through this portal, and whether it still stands. The page
        does not say what the agreement is about. Nothing that you enter or choose here is kept.
      </p>
      <h2 class="govuk-heading-m">By what is printed on it</h2>
      <form method="get" action="/check" novalidate>
        <Input
          {...typed(form, 'document')}
          label="Check code, fingerprint or reference"
          hint="At the end of the document, and at the foot of each page. For example 3F2A 91BC 0D44 E1A7 5B90"
          classes="govuk-input--width-30"
          spellcheck={false}
          autocomplete="off"
        />
        <Button>Check</Button>
      </form>
      <h2 class="govuk-heading-m">By the file itself</h2>
      <PostForm action="/check" form={form} multipart>
        <FileUpload
          name="file"
          id="file"
          label="PDF of the agreement"
          hint="It must be the file as it was downloaded. One that was printed and scanned has other bytes"
          errorMessage={errorFor(form, 'file')}
        />
        <Button classes="govuk-button--secondary">Check the file</Button>
      </PostForm>
    </Page>
  )
}

interface AnswerProps {
  readonly found: readonly Checked[]
  readonly file: string | undefined
}

function Answer({ found, file }: AnswerProps) {
  if (found.length === 0)
    return (
      <>
        <h2 class="govuk-heading-m">Not confirmed</h2>
        <p class="govuk-body">
          {file === undefined
            ? 'No document with this code, fingerprint or reference was issued through this portal. Compare it with the paper, letter by letter.'
            : 'This file is not, byte for byte, one that this portal made and kept. It may have been changed, printed and scanned, or made before papers were kept: check the code that is printed on it.'}
        </p>
        {file === undefined ? null : <p class="govuk-body-s">SHA-256 of the file: {file}</p>}
      </>
    )
  return (
    <>
      <h2 class="govuk-heading-m">This document was issued through this portal</h2>
      {found.map((one) => (
        <SummaryList rows={rowsOf(one, file)} />
      ))}
    </>
  )
}

function rowsOf(
  { council, reference, revision, status, isCurrent, fingerprint, publishedAt, paper }: Checked,
  file?: string,
) {
  const { text, colour } = isCurrent
    ? STANDS[status]
    : ({ text: 'Superseded by a newer revision', colour: 'yellow' } as const)
  return [
    { key: 'Issued by', value: council },
    { key: 'Reference', value: `${reference}, revision ${String(revision)}` },
    { key: 'Does it stand?', value: { text: <Tag colour={colour}>{text}</Tag> } },
    { key: 'Published', value: formatDay(londonToday(publishedAt)) },
    { key: 'Check code', value: checkCode(fingerprint) },
    { key: 'Fingerprint (SHA-256) of the text', value: { text: <span class="portal-break">{fingerprint}</span> } },
    ...(paper === null || file === undefined
      ? []
      : [
          {
            key: 'The file',
            value:
              paper === 'signed'
                ? 'The signed paper, unchanged since it was sealed'
                : 'The paper as published, unchanged',
          },
          { key: 'SHA-256 of the file', value: { text: <span class="portal-break">{file}</span> } },
        ]),
  ]
}
