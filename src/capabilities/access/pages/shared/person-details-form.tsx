import type { ComponentChildren } from 'preact'
import { PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'

type Props = {
  readonly action: string
  readonly form: FormView
  readonly emailHint: string
  readonly phoneHint: string
  readonly button: string
  readonly children?: ComponentChildren
}

/** What is known of somebody who is here, to be corrected by the council or asked for by their organisation. */
export function PersonDetailsForm({ action, form, emailHint, phoneHint, button, children }: Props) {
  return (
    <PostForm action={action} form={form} draft>
      <Input label="Name" {...typed(form, 'name')} classes="govuk-input--width-20" spellcheck={false} />
      <Input label="Job title (optional)" {...typed(form, 'jobTitle')} classes="govuk-input--width-20" />
      <Input
        label="Email address for signing in"
        hint={emailHint}
        {...typed(form, 'email')}
        type="email"
        spellcheck={false}
        autocapitalize="none"
      />
      <Input
        label="Telephone number (optional)"
        hint={phoneHint}
        {...typed(form, 'phone')}
        type="tel"
        classes="govuk-input--width-20"
      />
      <Textarea label="Work address (optional)" {...typed(form, 'address')} rows={3} />
      {children}
      <Button preventDoubleClick>{button}</Button>
    </PostForm>
  )
}
