import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ConfirmedWeek } from '../../../store/council.ts'
import { heldWords, inUnits } from '../../shared/words.ts'

type Props = { readonly view: ViewContext; readonly form: FormView; readonly week: ConfirmedWeek }

export function ReturnPage({ view, form, week }: Props) {
  return (
    <Page
      heading="Return a week"
      caption={`${week.personName}, ${week.reference}`}
      errors={form.errors}
      view={view}
      backLink={
        week.status === 'held'
          ? { href: '/council/actuals/held', text: 'Held weeks' }
          : { href: '/council/actuals/exceptions', text: 'Exceptions' }
      }
    >
      <SummaryList
        rows={[
          { key: 'Provider', value: `${week.providerName}, ${week.serviceName}` },
          { key: 'Week', value: formatDays(weekOf(week.weekStart)) },
          { key: 'Planned', value: formatQuantity(week.planned) },
          { key: 'Actual', value: inUnits(week.actual, week.unit) },
          ...(week.heldCode === null ? [] : [{ key: 'Held because', value: heldWords[week.heldCode] }]),
          { key: 'Comments', value: week.comment },
        ]}
      />
      <PostForm action={`/council/actuals/${week.packageId}/${week.weekStart}/return`} form={form} draft>
        <input type="hidden" name="shownVersion" value={String(week.version)} />
        <Textarea
          {...typed(form, 'reason')}
          label={{ text: 'What must the provider correct or explain?', classes: 'govuk-label--m' }}
          hint="The provider reads this beside the week. Its figures stay, as a draft that it can change and confirm again."
          rows={4}
        />
        <Button preventDoubleClick>Return to the provider</Button>
      </PostForm>
    </Page>
  )
}
