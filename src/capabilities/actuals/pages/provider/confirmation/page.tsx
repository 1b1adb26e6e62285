import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { LateReason } from '../../shared/late-reason.tsx'
import type { Line } from '../../shared/lines.ts'
import { whyLeft } from '../../shared/why-left.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly weekStart: LocalDate
  /** How many can be confirmed as planned. */
  readonly ready: number
  /** Its last moment has passed: whoever confirms says why. */
  readonly late: boolean
  readonly left: readonly Line[]
}

export function ConfirmationPage({ view, form, service, weekStart, ready, late, left }: Props) {
  const sheet = `/provider/actuals/${service.id}/${weekStart}`
  const columns = [
    { heading: 'Person', nowrap: true },
    { heading: 'Package', nowrap: true },
    { heading: 'Why not' },
    { heading: 'What happens next' },
  ]
  return (
    <Page
      heading="Confirm all as planned"
      caption={`${service.name}, ${formatDays(weekOf(weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: sheet, text: 'Back to the week' }}
      wide
    >
      {ready === 0 ? (
        <p class="govuk-body">Nothing is left to confirm as planned in this week.</p>
      ) : (
        <>
          <p class="govuk-body">
            {ready === 1 ? 'The care of 1 package' : `The care of ${String(ready)} packages`} was delivered exactly as
            planned, with nothing frustrated, missed or extra. You can still change a week until its cut-off.
          </p>
          <PostForm action={`${sheet}/confirmation`} form={form} id="confirm-all" draft={late}>
            {late ? <LateReason form={form} /> : null}
            <Button preventDoubleClick>
              {ready === 1 ? 'Confirm 1 as planned' : `Confirm all ${String(ready)} as planned`}
            </Button>
          </PostForm>
        </>
      )}
      {left.length === 0 ? null : (
        <ResponsiveTable
          caption={left.length === 1 ? '1 that is left as it is' : `${String(left.length)} that are left as they are`}
          classes="portal-dense"
          columns={columns}
          rows={left.map((line) => [line.row.personName, line.row.reference, ...wordsOf(line)])}
        />
      )}
    </Page>
  )
}

function wordsOf(line: Line): readonly [string, string] {
  const { why, next } = whyLeft(line)
  return [why, next]
}
