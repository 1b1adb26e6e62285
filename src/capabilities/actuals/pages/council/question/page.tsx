import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ConfirmedWeek } from '../../../store/council.ts'
import { inUnits } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly week: ConfirmedWeek
  readonly action: string
}

export function QuestionPage({ view, form, week, action }: Props) {
  return (
    <Page
      heading="Ask the provider"
      caption={`${week.personName}, ${week.reference}`}
      errors={form.errors}
      view={view}
      backLink={{ href: '/council/actuals/exceptions', text: 'Exceptions' }}
    >
      <SummaryList
        rows={[
          { key: 'Provider', value: `${week.providerName}, ${week.serviceName}` },
          { key: 'Week', value: formatDays(weekOf(week.weekStart)) },
          { key: 'Planned', value: formatQuantity(week.planned) },
          { key: 'Actual', value: inUnits(week.actual, week.unit) },
        ]}
      />
      <PostForm action={action} form={form} draft>
        <Input {...typed(form, 'title')} label="Title" />
        <Textarea
          {...typed(form, 'text')}
          label="Message"
          hint="The provider reads and answers it under Messages. The week stays as it is"
          rows={8}
        />
        <Button preventDoubleClick>Send</Button>
      </PostForm>
    </Page>
  )
}
