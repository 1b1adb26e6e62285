import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SheetRow } from '../../../rules/sheet-row.ts'

interface Props {
  readonly view: ViewContext
  readonly form: FormView
  readonly row: SheetRow
  readonly action: string
  readonly back: string
}

export function QueryPage({ view, form, row, action, back }: Props) {
  return (
    <Page
      heading="Ask the council about this line"
      caption={`${row.personName}, ${row.reference}`}
      errors={form.errors}
      view={view}
      backLink={{ href: back, text: 'Back' }}
    >
      <SummaryList
        rows={[
          { key: 'Week', value: formatDays(weekOf(row.weekStart)) },
          { key: 'Planned', value: formatQuantity(row.planned) },
        ]}
      />
      <p class="govuk-body">
        The line waits for the answer. It is left out of what you confirm and invoice now, and holds up no other line.
        You can still record it yourself at any time.
      </p>
      <PostForm action={action} form={form} draft>
        <Textarea
          {...typed(form, 'question')}
          label="What do you want to ask?"
          hint="The council answers under Messages"
          rows={6}
        />
        <Button preventDoubleClick>Ask and leave the line aside</Button>
      </PostForm>
    </Page>
  )
}
