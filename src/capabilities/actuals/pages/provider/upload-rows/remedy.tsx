import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { remediesFor, type Remedy } from '../../../rules/file/remedies.ts'
import { counted } from '../../shared/upload-words.ts'

type Props = { readonly form: FormView; readonly uploadId: string; readonly code: string; readonly rows: number }

/** What can be done to every row with this cause at once; each is a form of its own. */
export function RemedyForm({ form, uploadId, code, rows }: Props) {
  if (rows === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Apply to all {counted(rows, 'row')} with this cause</h2>
      {remediesFor(code).map((kind) => (
        <One kind={kind} {...{ form, uploadId, code, rows }} />
      ))}
    </>
  )
}

function One({ kind, form, uploadId, code, rows }: Props & { readonly kind: Remedy['kind'] }) {
  const values: readonly string[] = kind === 'difference' ? ['extra', 'missed', 'frustrated'] : [kind]
  return (
    <PostForm action={`/provider/actuals/uploads/${uploadId}/remedies?code=${code}`} form={form}>
      <input type="hidden" name="code" value={code} />
      {kind === 'difference' ? <Input id="why" name="text" label="Why, for rows without a comment" value="" /> : null}
      {kind === 'comment' ? (
        <Input id="text" name="text" label="Comment for all of them" value="" errorMessage={errorFor(form, 'text')} />
      ) : null}
      {kind === 'visits' ? (
        <Input
          id="count"
          name="count"
          label="Visits in each of them"
          value=""
          classes="govuk-input--width-4"
          errorMessage={errorFor(form, 'count')}
        />
      ) : null}
      <div class="govuk-button-group">
        {values.map((value) => (
          <Button
            name="remedy"
            value={value}
            classes={kind === 'drop' ? 'govuk-button--secondary' : ''}
            preventDoubleClick
          >
            {words(value, rows)}
          </Button>
        ))}
      </div>
    </PostForm>
  )
}

function words(remedy: string, rows: number): string {
  const all = rows === 1 ? 'this row' : `all ${rows.toLocaleString('en-GB')} rows`
  const known: Readonly<Record<string, string>> = {
    comment: `Use it for ${all}`,
    visits: `Use it for ${all}`,
    extra: 'Put the difference into Extra',
    missed: 'Put the difference into Missed',
    frustrated: 'Put the difference into Frustrated',
    replace: `Replace what is recorded with ${all}`,
    'as-planned': `Set Extra to 0 in ${all}`,
    again: `Check ${all} again`,
    drop: `Leave ${all} out`,
  }
  return known[remedy] ?? remedy
}
