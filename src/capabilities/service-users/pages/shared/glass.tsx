import { z } from 'zod'
import { chosen, PostForm, typed, type FieldError, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { GLASS_HOURS, LONGEST_REASON } from '../../rules/restricted.ts'

export const GlassForm = z.object({
  reason: z.string().max(20_000).default(''),
  hours: z.enum(['1', '4', '12']).default('1'),
})

export function glassFaults({ reason }: z.infer<typeof GlassForm>): FieldError[] {
  return reason.length > LONGEST_REASON ? [{ field: 'reason', text: 'Why must be 2,000 characters or fewer' }] : []
}

/** For what cannot wait until somebody is named. */
export function BreakGlass({ action, form }: { readonly action: string; readonly form: FormView }) {
  return (
    <>
      <h2 class="govuk-heading-m">If it cannot wait</h2>
      <p class="govuk-body">
        You are not named for this person. If somebody’s safety or care depends on it, you can open the details for a
        short time. The council’s data guardian is told at once, and reads your reason.
      </p>
      <PostForm action={action} form={form} draft>
        <Textarea {...typed(form, 'reason')} label="Why can this not wait?" rows={3} />
        <Radios
          {...chosen(form, 'hours')}
          value={form.values['hours'] ?? '1'}
          legend={{ text: 'For how long?', classes: 'govuk-fieldset__legend--s' }}
          items={GLASS_HOURS.map((hours) => ({
            value: String(hours),
            text: hours === 1 ? '1 hour' : `${String(hours)} hours`,
          }))}
        />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Open the details
        </Button>
      </PostForm>
    </>
  )
}
