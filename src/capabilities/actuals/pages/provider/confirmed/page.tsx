import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDays, formatPounds } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { waiting, type ServiceWeekCount } from '../../../rules/progress.ts'
import { actualOf } from '../../../rules/week.ts'
import { sheetOf } from '../../shared/after-confirming.ts'
import { totalOf, type Line } from '../../shared/lines.ts'
import { records } from '../../shared/said.ts'
import { formatMoment, inUnits, statusWords } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly weekStart: LocalDate
  /** Names the act. */
  readonly at: string
  /** Where the page of the sheet begins on which it was confirmed. */
  readonly after: string | undefined
  /** How many stand as the act left them. */
  readonly count: number
  /** As many of them as a page holds. */
  readonly lines: readonly Line[]
  readonly held: number
  /** The service and week to go on with. */
  readonly next: ServiceWeekCount | undefined
  readonly mayRecord: boolean
}

export function ConfirmedPage(props: Props) {
  const { view, form, service, weekStart, after, count, lines, held } = props
  const week = `/provider/actuals/${service.id}/${weekStart}`
  const total = formatPounds(totalOf(lines))
  return (
    <Page
      heading={count === 0 ? 'Nothing is confirmed any more' : `${records(count)} confirmed`}
      caption={`${service.name}, ${formatDays(weekOf(weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: sheetOf({ serviceId: service.id, weekStart, after }), text: 'Back to the week' }}
    >
      {count === 0 ? (
        <p class="govuk-body">What you confirmed here has been taken back or changed since.</p>
      ) : (
        <p class="govuk-body">
          They come to <strong>{total}</strong>
          {lines.length < count ? ` for the first ${String(lines.length)}` : ''}.{' '}
          {held === 0 ? 'They are paid with their period.' : heldText(held)}
        </p>
      )}
      <Next next={props.next} />
      <Undo {...props} week={week} />
      <ResponsiveTable
        caption={lines.length < count ? `The first ${String(lines.length)} of them` : 'What was confirmed'}
        columns={[
          { heading: 'Person' },
          { heading: 'State' },
          { heading: 'Actual', numeric: true },
          { heading: 'Total cost', numeric: true },
        ]}
        rows={lines.map(({ row, entry, quote }) => [
          `${row.personName}, ${row.reference}`,
          <StateOf row={row} />,
          inUnits(row.standing?.actual ?? actualOf(row.planned, entry), row.plan.unit),
          quote === undefined ? 'No price yet' : formatPounds(quote.amount),
        ])}
        empty="Open the week to see how it stands."
      />
    </Page>
  )
}

function StateOf({ row: { standing } }: Pick<Line, 'row'>) {
  const { text, colour } = statusWords[standing?.status ?? 'draft']
  return <Tag colour={colour}>{text}</Tag>
}

function heldText(held: number): string {
  return `${held === 1 ? '1 of them is' : `${String(held)} of them are`} held until the council agrees; the others are paid with their period.`
}

/** Where to go on, so that nobody has to look for it. */
function Next({ next }: Pick<Props, 'next'>) {
  if (next === undefined)
    return (
      <p class="govuk-body">
        No other week waits for you now.{' '}
        <a class="govuk-link" href="/provider/actuals">
          See all services and weeks
        </a>
        .
      </p>
    )
  const { serviceId, serviceName, weekStart } = next
  return (
    <p class="govuk-body">
      Next:{' '}
      <a class="govuk-link" href={`/provider/actuals/${serviceId}/${weekStart}`}>
        {serviceName}, {formatDays(weekOf(weekStart))}
      </a>
      , where {records(waiting(next))} {waiting(next) === 1 ? 'waits' : 'wait'}.
    </p>
  )
}

function Undo({ form, at, after, count, lines, mayRecord, week }: Props & { readonly week: string }) {
  if (count === 0 || !mayRecord) return null
  const until = lines.find(({ row }) => row.submitBy !== null)?.row.submitBy ?? undefined
  return (
    <PostForm action={`${week}/confirmed/undoing`} form={form} id="undo">
      <input type="hidden" name="at" value={at} />
      {after === undefined ? null : <input type="hidden" name="after" value={after} />}
      <input type="hidden" name="count" value={String(count)} />
      <p class="govuk-body">
        Not right? They become drafts again, with the same figures
        {until === undefined ? '' : `. You can do this until ${formatMoment(until)}`}.
      </p>
      <Button classes="govuk-button--secondary" preventDoubleClick>
        {count === 1 ? 'Undo this 1' : `Undo these ${String(count)}`}
      </Button>
    </PostForm>
  )
}
