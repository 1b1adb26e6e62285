import { uploadHint } from '../../../../../platform/files/kinds.ts'
import { chosen, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import type { Version } from '../../../store/versions.ts'
import { filingRule } from '../../shared/place.ts'

interface RedactProps {
  readonly document: DocumentRow
  readonly version: Version
  readonly form: FormView
  readonly view: ViewContext
}

export function RedactPage({ document, version, form, view }: RedactProps) {
  const address = `/council/documents/${document.id}`
  return (
    <Page
      heading="Make a redacted copy"
      caption={`${document.title}, version ${String(version.number)}`}
      backLink={{ href: address, text: 'Document' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        A copy without what is not for others, to share in place of the document. The document itself stays as it is,
        for those who see it now. Nothing leads from the copy to what was taken away.
      </p>
      <WarningText>
        Part of a page cannot be taken away here. A black box that is drawn over words hides them from the eye only:
        they can still be copied. Take away the whole page, or make the copy with a tool that removes the words, and
        file it here. You then see what can still be read out of it, before anybody is given it.
      </WarningText>
      <PostForm action={`${address}/redactions`} form={form} multipart draft>
        <input type="hidden" name="shownVersion" value={String(version.number)} />
        <Radios {...chosen(form, 'way')} legend="How is it redacted?" items={ways(form, version)} />
        <Textarea
          {...typed(form, 'reason')}
          label="What is taken away, and why?"
          hint="For the record of the council. For example, about a third person"
          rows={3}
        />
        <Button preventDoubleClick>Make copy</Button>
      </PostForm>
    </Page>
  )
}

function ways(form: FormView, { kind }: Version) {
  const upload = {
    value: 'upload',
    text: 'A copy that I have made',
    hint: 'Made with a tool that removes what is blacked out',
    conditional: (
      <FileUpload
        id="file"
        name="file"
        label="Redacted copy"
        hint={uploadHint(filingRule)}
        errorMessage={errorFor(form, 'file')}
      />
    ),
  }
  if (kind !== 'pdf' && errorFor(form, 'way') === undefined) return [upload]
  const pages = {
    value: 'pages',
    text: 'Take pages away',
    hint: 'The copy is written anew from the pages that stay, without notes, links, fields or attachments',
    conditional: (
      <Input
        {...typed(form, 'pages')}
        label="Pages to take away"
        hint="Counted from the first of the file, such as 2, 4-6"
        classes="govuk-input--width-10"
      />
    ),
  }
  return [pages, upload]
}
