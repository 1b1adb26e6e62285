import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import type { Cause } from '../../../store/upload/rows.ts'
import type { Upload } from '../../../store/upload/uploads.ts'
import { causeWordsFor, counted } from '../../shared/upload-words.ts'

type Props = { readonly form: FormView; readonly upload: Upload; readonly warnings: readonly Cause[] }

/** What is ready is saved; what is to be confirmed is confirmed by its cause. */
export function Save({ form, upload, warnings }: Props) {
  const waiting = upload.rowsNew + upload.rowsChanged - upload.rowsSaved
  if (upload.checkOnly)
    return (
      <InsetText>
        This was a check only. To save these rows, upload the file again without “Only check the file”.
      </InsetText>
    )
  if (waiting <= 0) return <InsetText>There is nothing new to save.</InsetText>
  const error = form.errors.find(({ field }) => field === 'save')?.text
  return (
    <PostForm action={`/provider/actuals/uploads/${upload.id}/saving`} form={form}>
      <input type="hidden" name="version" value={String(upload.version)} />
      {warnings.length === 0 ? null : (
        <>
          <Checkboxes
            name="confirmed"
            idPrefix="confirmed"
            legend={{ text: 'Please confirm', classes: 'govuk-fieldset__legend--m' }}
            hint="Rows that you do not confirm wait here. What you confirm is not asked again for the same figures."
            items={warnings.map(({ code, rows }) => ({
              value: code,
              text: `${counted(rows, 'row')}: ${causeWordsFor(upload.kind)(code).title}`,
              hint: `${causeWordsFor(upload.kind)(code).why}. ${causeWordsFor(upload.kind)(code).fix}.`,
            }))}
          />
          <Input id="reason" name="reason" label="Anything to say about them (optional)" value="" />
        </>
      )}
      {upload.rowsRefused === 0 ? null : (
        <p class="govuk-body">
          Saving takes the good rows. {counted(upload.rowsRefused, 'row')} to fix{' '}
          {upload.rowsRefused === 1 ? 'waits' : 'wait'} here and can be saved later. To save nothing until all are
          right, put them right first.
        </p>
      )}
      {error === undefined ? null : <p class="govuk-error-message">{error}</p>}
      <Button preventDoubleClick>Save {upload.savedAt === null ? counted(waiting, 'row') : 'what is ready'}</Button>
    </PostForm>
  )
}
