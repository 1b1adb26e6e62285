import { chosen, PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'

interface SecondPersonProps {
  /** Of what waits; its decision and its withdrawal stand below it. */
  readonly address: string
  readonly version: number
  /** Why whoever looks cannot decide, where it is their own; they may take it back. */
  readonly own: string | undefined
  readonly mayApprove: boolean
  readonly hints: { readonly approve: string; readonly refuse: string }
  readonly form: FormView
}

/** What one person asked for waits for another, or is taken back by the one. */
export function SecondPerson({ address, version, own, mayApprove, hints, form }: SecondPersonProps) {
  if (own !== undefined)
    return (
      <PostForm action={`${address}/withdrawal`} form={form}>
        <input type="hidden" name="version" value={String(version)} />
        <p class="govuk-body">{own}</p>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Take it back
        </Button>
      </PostForm>
    )
  if (!mayApprove) return null
  return (
    <PostForm action={`${address}/decision`} form={form} draft>
      <input type="hidden" name="version" value={String(version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'Do you approve it?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          { value: 'approve', text: 'Approve it', hint: hints.approve },
          { value: 'refuse', text: 'Refuse it', hint: hints.refuse },
        ]}
      />
      <Textarea {...typed(form, 'note')} label="If you refuse it: why" rows={3} />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}
