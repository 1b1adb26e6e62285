import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { LONGEST_ASK_WITHIN_DAYS } from '../../../rules/variation.ts'

interface Props {
  readonly days: number
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function VariationSettingsPage({ days, mayDecide, form, view }: Props) {
  return (
    <Page
      heading="How late a change may be asked for"
      backLink={{ href: '/council/variations', text: 'Requests to change care' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        Providers ask for a change of a care package within so many days after it began. More care that is asked for
        later counts from the day of asking only. Less care counts from its first day, however late it is said.
      </p>
      {mayDecide ? (
        <PostForm action="/council/variation-settings" form={form}>
          <input type="hidden" name="shown" value={String(days)} />
          <Input
            {...typed(form, 'days')}
            label={{ text: 'Days to ask', classes: 'govuk-label--m' }}
            hint={`From 0 to ${String(LONGEST_ASK_WITHIN_DAYS)}. It holds from today; requests that wait keep the day that they were promised`}
            suffix="days"
            inputmode="numeric"
            classes="govuk-input--width-3"
          />
          <Button preventDoubleClick>Save</Button>
        </PostForm>
      ) : (
        <p class="govuk-body">Days to ask: {String(days)}.</p>
      )}
    </Page>
  )
}
