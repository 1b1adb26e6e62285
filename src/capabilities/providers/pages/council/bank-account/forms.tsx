import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import type { BankAccount } from '../../../store/bank.ts'

interface FormProps {
  readonly account: BankAccount
  readonly coolingOffDays: number
  readonly form: FormView
}

/** For the second person: what was checked stands above. */
export function DecideForm({ account, coolingOffDays, form }: FormProps) {
  return (
    <PostForm action={`${addressOf(account)}/decision`} form={form} draft>
      <input type="hidden" name="version" value={String(account.version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'Do you approve this account?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          {
            value: 'approve',
            text: 'Approve it',
            hint: `It cools off for ${coolingOffDays === 1 ? '1 day' : `${String(coolingOffDays)} days`}, and then payments go to it`,
          },
          { value: 'refuse', text: 'Refuse it', hint: 'Payments go where they went before' },
        ]}
      />
      <Textarea {...typed(form, 'reason')} label="If you refuse it: why" rows={3} />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}

export function CancelForm({ account, form }: Omit<FormProps, 'coolingOffDays'>) {
  return (
    <PostForm action={`${addressOf(account)}/cancellation`} form={form} draft>
      <input type="hidden" name="version" value={String(account.version)} />
      <Textarea
        {...typed(form, 'cancelReason')}
        label={{ text: 'Stop this change: why', classes: 'govuk-label--m' }}
        hint="Anybody who may decide can stop it until it is in force. The provider is told that it was stopped."
        rows={3}
      />
      <Button classes="govuk-button--warning" preventDoubleClick>
        Stop the change
      </Button>
    </PostForm>
  )
}

function addressOf({ providerId, id }: BankAccount): string {
  return `/council/organisations/${providerId}/bank-account/${id}`
}
