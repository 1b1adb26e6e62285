import { chosen, PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'

interface DecideProps {
  readonly action: string
  readonly version: number
  readonly isOwn: boolean
  readonly form: FormView
}

/** What the second person decides; whoever said the price may only take it back. */
export function DecideForm({ action, version, isOwn, form }: DecideProps) {
  if (isOwn)
    return (
      <PostForm action={action} form={form}>
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name="kind" value="withdraw" />
        <p class="govuk-body">You said this, so somebody else has to approve it.</p>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Take it back
        </Button>
      </PostForm>
    )
  return (
    <PostForm action={action} form={form} draft>
      <input type="hidden" name="version" value={String(version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'Do you approve it?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          { value: 'approve', text: 'Approve it', hint: 'It holds from its day on, and both sides see it at once' },
          { value: 'refuse', text: 'Refuse it', hint: 'Everything stays as it is' },
        ]}
      />
      <Textarea {...typed(form, 'note')} label="If you refuse it: why" rows={3} />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}
