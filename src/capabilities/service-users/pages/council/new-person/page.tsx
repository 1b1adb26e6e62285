import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

interface NewPersonProps {
  readonly form: FormView
  readonly view: ViewContext
}

export function NewPersonPage({ form, view }: NewPersonProps) {
  return (
    <Page
      heading="Add a person"
      errors={form.errors}
      backLink={{ href: '/council/packages/new', text: 'Commission care' }}
      view={view}
    >
      <p class="govuk-body">
        For somebody who is not in the portal yet. A provider learns of them when care is commissioned from it, and only
        what is here.
      </p>
      <PostForm action="/council/service-users" form={form} draft>
        <Input {...typed(form, 'givenName')} label="First name" classes="govuk-input--width-20" spellcheck={false} />
        <Input {...typed(form, 'familyName')} label="Last name" classes="govuk-input--width-20" spellcheck={false} />
        <DateInput {...dated(form, 'born')} legend="Date of birth (optional)" hint="For example, 27 3 1938" />
        <Input
          {...typed(form, 'nhsNumber')}
          label="NHS number (optional)"
          hint="Ten digits, for example 999 000 0018"
          classes="govuk-input--width-10"
          inputmode="numeric"
          spellcheck={false}
        />
        <Input
          {...typed(form, 'reference')}
          label="The council’s reference (optional)"
          hint="The number in the case system. Leave this empty to have one made."
          classes="govuk-input--width-10"
          spellcheck={false}
        />
        <Button preventDoubleClick>Add this person</Button>
      </PostForm>
    </Page>
  )
}
