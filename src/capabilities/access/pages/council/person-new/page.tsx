import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

type Props = { readonly view: ViewContext; readonly form: FormView }

export function PersonNewPage({ view, form }: Props) {
  return (
    <Page
      heading="Invite a provider’s administrator"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people"
    >
      <p class="govuk-body">
        For the first person of an organisation. They can then ask for the others.{' '}
        <a class="govuk-link" href="/council/people/onboarding">
          Invite many at once
        </a>
      </p>
      <PostForm action="/council/people/new" form={form}>
        <Input
          label="Supplier number of the organisation"
          {...typed(form, 'supplier_number')}
          classes="govuk-input--width-10"
          spellcheck={false}
        />
        <Input label="Forename" {...typed(form, 'forename')} classes="govuk-input--width-20" spellcheck={false} />
        <Input label="Surname" {...typed(form, 'surname')} classes="govuk-input--width-20" spellcheck={false} />
        <Input
          label="Email address for signing in"
          hint="The person’s own, not one that several people read"
          {...typed(form, 'email')}
          type="email"
          spellcheck={false}
          autocapitalize="none"
        />
        <Input label="Job title (optional)" {...typed(form, 'job_title')} classes="govuk-input--width-20" />
        <Radios
          {...chosen(form, 'role')}
          legend={{ text: 'What may they do?', classes: 'govuk-fieldset__legend--s' }}
          items={[
            { value: 'main', text: 'Main', hint: 'Everything, as the main contact' },
            { value: 'full', text: 'Full', hint: 'Everything' },
            { value: 'admin', text: 'Admin', hint: 'The organisation’s details and its people only' },
          ]}
        />
        <Button preventDoubleClick>Invite</Button>
      </PostForm>
    </Page>
  )
}
