import { uploadHint } from '../../../../platform/files/kinds.ts'
import { chosen, dated, errorFor, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { CharacterCount } from '../../../../platform/web/govuk/character-count.tsx'
import { DateInput } from '../../../../platform/web/govuk/date-input.tsx'
import { FileUpload } from '../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { DOCUMENT_TYPES, LONGEST_NOTE, TYPE_NAMES } from '../../rules/document.ts'
import { filingRule } from './place.ts'

export function NewDocumentFields({ form }: { readonly form: FormView }) {
  return (
    <>
      <Radios
        {...chosen(form, 'type')}
        legend="What kind of document is it?"
        items={DOCUMENT_TYPES.map((type) => ({ value: type, text: TYPE_NAMES[type] }))}
      />
      <Input
        {...typed(form, 'title')}
        label="Title"
        hint="Without the person’s name: it is filed on them anyway. For example, Care plan after discharge."
      />
    </>
  )
}

export function VersionFields({ form, noteLabel }: { readonly form: FormView; readonly noteLabel: string }) {
  return (
    <>
      <DateInput {...dated(form, 'dated')} legend="Date of the document" hint="For example, 27 3 2026" />
      <FileUpload
        id="file"
        name="file"
        label="File"
        hint={`${uploadHint(filingRule)}. Both sides see who opened it.`}
        errorMessage={errorFor(form, 'file')}
      />
      <CharacterCount {...typed(form, 'note')} label={noteLabel} rows={3} maxlength={LONGEST_NOTE} />
    </>
  )
}
