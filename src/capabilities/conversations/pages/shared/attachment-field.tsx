import { uploadHint } from '../../../../platform/files/kinds.ts'
import { errorFor, type FieldError, type FormView } from '../../../../platform/web/forms.tsx'
import { FileUpload } from '../../../../platform/web/govuk/file-upload.tsx'
import type { FormUploads } from '../../../../platform/web/uploads.ts'
import type { State } from '../../rules/conversation.ts'
import { attachmentRule } from './attachment-rule.ts'

export function AttachmentField({ form }: { readonly form: FormView }) {
  return (
    <FileUpload
      id="files"
      name="files"
      label="Add files (optional)"
      hint={`${uploadHint(attachmentRule)}. Both sides see who opened a file.`}
      multiple
      errorMessage={errorFor(form, 'files')}
    />
  )
}

/** A conversation that was closed meanwhile has no field for files, so nothing can be said beside it. */
export function shownErrors(errors: readonly FieldError[], state: State): readonly FieldError[] {
  return state === 'closed' ? errors.filter(({ field }) => field !== 'files') : errors
}

/** A browser does not put files back into a form that is shown again, so the page must ask for them. */
export function chooseAgain({ files }: FormUploads): readonly FieldError[] {
  if (files.length === 0) return []
  return [{ field: 'files', text: `Choose ${files.length === 1 ? 'your file' : 'your files'} again` }]
}
