import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Ceiling } from '../../../rules/ceiling.ts'
import { CeilingList } from '../../shared/ceiling-list.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly action: string
  readonly back: string
  readonly ceiling: Ceiling
}

export function RequestDetailsPage({ view, form, action, back, ceiling }: Props) {
  return (
    <Page heading="Who is the new person?" caption="New contact" view={view} errors={form.errors} backLink={back}>
      <InsetText>
        <CeilingList
          ceiling={ceiling}
          nobody="The council decides about each new person. They are invited when it has approved."
          some="Your council lets you invite people yourself, for nothing that you do not hold:"
        />
      </InsetText>
      <PostForm action={action} form={form} draft>
        <Input label="Forename" {...typed(form, 'givenName')} classes="govuk-input--width-20" spellcheck={false} />
        <Input label="Surname" {...typed(form, 'familyName')} classes="govuk-input--width-20" spellcheck={false} />
        <Input label="Job title" {...typed(form, 'jobTitle')} classes="govuk-input--width-20" />
        <Input
          label="Email address for signing in"
          hint="The person’s own work address, not one that several people read, such as info@ or admin@. NHSmail and other secure email is best."
          {...typed(form, 'email')}
          type="email"
          spellcheck={false}
          autocapitalize="none"
        />
        <Input
          label="Mobile or telephone number"
          hint="The council may ring it to check who is asking"
          {...typed(form, 'phone')}
          type="tel"
          classes="govuk-input--width-20"
        />
        <Textarea label="Work address (optional)" {...typed(form, 'address')} rows={3} />
        <Textarea label="Anything the council should know (optional)" {...typed(form, 'note')} rows={3} />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
    </Page>
  )
}
