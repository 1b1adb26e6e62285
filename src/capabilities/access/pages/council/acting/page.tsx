import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { ACTING_HOURS } from '../../../rules/acting.ts'

interface StartActingProps {
  readonly provider: { readonly id: string; readonly name: string }
  readonly form: FormView
  readonly view: ViewContext
}

export function StartActingPage({ provider, form, view }: StartActingProps) {
  return (
    <Page
      heading={`Act for ${provider.name}`}
      errors={form.errors}
      backLink={{ href: `/council/organisations/${provider.id}`, text: provider.name }}
      view={view}
    >
      <p class="govuk-body">
        For a provider that cannot do something in the portal on its own, and has asked you to. You see its pages as its
        people do.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>Its administrators are told now, and see everything you do, with your name.</li>
        <li>You cannot answer agreements, look after its people, change bank details or open restricted people.</li>
        <li>It ends when you stop, or when the time is over. Your council pages come back then.</li>
      </ul>
      <PostForm action={`/council/organisations/${provider.id}/acting`} form={form} draft>
        <Textarea
          {...typed(form, 'reason')}
          label="What did they ask you to do?"
          hint="The provider reads this. For example: Joan telephoned, her computer is broken, record the week of 3 March."
          rows={3}
        />
        <Radios
          {...chosen(form, 'hours')}
          value={form.values['hours'] ?? '1'}
          legend={{ text: 'For how long?', classes: 'govuk-fieldset__legend--s' }}
          items={ACTING_HOURS.map((hours) => ({
            value: String(hours),
            text: hours === 1 ? '1 hour' : `${String(hours)} hours`,
          }))}
        />
        <Button preventDoubleClick>Start acting for them</Button>
      </PostForm>
    </Page>
  )
}
