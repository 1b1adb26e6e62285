import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Reason } from '../../../store/reasons.ts'
import { ReasonSelect } from '../../shared/reason-select.tsx'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly reasons: readonly Reason[] }

export function NewAbsencePage({ view, form, reasons }: Props) {
  return (
    <Page
      heading="Record an absence"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals/absences', text: 'Absences' }}
    >
      <PostForm action="/provider/actuals/absences" form={form} draft>
        <Input
          {...typed(form, 'reference')}
          label="Package reference"
          hint="As it is on the week and on the care package"
          classes="govuk-input--width-10"
        />
        <Radios
          {...chosen(form, 'cause')}
          legend={{ text: 'Who was not there?', classes: 'govuk-fieldset__legend--s' }}
          items={[
            {
              value: 'person',
              text: 'The person',
              hint: 'Away, in hospital, with family: counted as frustrated, and paid as far as the contract says',
            },
            { value: 'provider', text: 'We were not', hint: 'Counted as missed, and not paid' },
          ]}
        />
        <DateInput {...dated(form, 'first')} legend="First day without care" hint="For example, 31 3 2025" />
        <DateInput
          {...dated(form, 'last')}
          legend="Last day without care (optional)"
          hint="Leave it empty if they are not back yet"
        />
        {reasons.length === 0 ? null : (
          <ReasonSelect form={form} id="reason" label={{ text: 'Reason' }} reasons={reasons} />
        )}
        <Input
          {...typed(form, 'note')}
          label="What happened"
          hint="The council reads it beside every week that is filled. No more about anybody’s health than it needs"
        />
        <Button preventDoubleClick>Record it</Button>
      </PostForm>
    </Page>
  )
}
