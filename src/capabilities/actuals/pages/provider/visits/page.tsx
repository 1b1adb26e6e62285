import { formatDays, formatPounds, formatTime } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { countWeek } from '../../../commands/record-visits.ts'
import type { CountedVisit, SaidVisit } from '../../../rules/timetable.ts'
import { keyOf } from '../../../rules/typed-visits.ts'
import { actualOf } from '../../../rules/week.ts'
import type { Reason } from '../../../store/reasons.ts'
import { asksWhyLate, LateReason } from '../../shared/late-reason.tsx'
import type { Line } from '../../shared/lines.ts'
import { ReasonSelect } from '../../shared/reason-select.tsx'
import { ClosedRows } from '../../shared/sheet-totals.tsx'
import { roundingWords } from '../../shared/visit-words.ts'
import { inUnits, statusWords } from '../../shared/words.ts'
import { Added, AddedClosed } from './added.tsx'
import { Box, Choice, dayName, daysOf } from './boxes.tsx'
import { differenceWords, paidWords, whyItems } from './words.ts'
import { Worked } from './worked.tsx'
import type { WorkedOut } from './worked-out.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly line: Line
  readonly visits: readonly SaidVisit[]
  readonly reasons: readonly Reason[]
  /** The plan of the week is the sum of its visits. */
  readonly hasTimetable: boolean
  readonly now: Date
  readonly mayRecord: boolean
  /** What the typed visits come to, where that was asked. */
  readonly workedOut: WorkedOut | undefined
}

const columns = [
  { heading: 'Visit', nowrap: true },
  { heading: 'Planned' },
  { heading: 'Took place' },
  { heading: 'If it did not' },
  { heading: 'Day' },
  { heading: 'Start' },
  { heading: 'End' },
  { heading: 'Carers' },
  { heading: 'Paid' },
]

export function VisitsPage(props: Props) {
  const { view, form, service, line, hasTimetable, mayRecord } = props
  const { row, shut } = line
  const week = `/provider/actuals/${service.id}/${row.weekStart}`
  const open = mayRecord && shut === undefined
  return (
    <Page
      heading={row.personName}
      caption={`${service.name}, ${formatDays(weekOf(row.weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: week, text: 'Back to the week' }}
      wide
    >
      <ClosedRows lines={[line]} />
      <Summary line={line} />
      <Worked workedOut={props.workedOut} line={line} />
      {hasTimetable ? (
        <Visits {...props} action={`${week}/${row.packageId}/visits`} open={open} />
      ) : (
        <InsetText>
          No timetable of this package adds up to what is planned for the week.{' '}
          <a class="govuk-link" href={`${week}/${row.packageId}`}>
            Record the week as one amount
          </a>
          , and ask the council to put the timetable right.
        </InsetText>
      )}
    </Page>
  )
}

function Summary({ line: { row, entry, quote } }: Pick<Props, 'line'>) {
  const status = row.standing === undefined ? undefined : statusWords[row.standing.status]
  return (
    <p class="govuk-body">
      Planned {inUnits(row.planned, row.plan.unit)}, actual {inUnits(actualOf(row.planned, entry), row.plan.unit)}
      {quote === undefined ? '' : `, ${formatPounds(quote.amount)}`}{' '}
      {status === undefined ? <Tag colour="blue">To do</Tag> : <Tag colour={status.colour}>{status.text}</Tag>}
    </p>
  )
}

function Visits(props: Props & { readonly action: string; readonly open: boolean }) {
  const { form, line, visits, action, open } = props
  const counted = countWeek(line.row, visits).visits
  const days = daysOf(line.row.weekStart)
  return (
    <PostForm action={action} form={form} id="sheet" draft>
      <input type="hidden" name="version" value={form.values['version'] ?? '0'} />
      {open ? (
        <p class="govuk-body">
          All visits are ticked as planned. Untick the ones that did not take place, and change the day and times of
          those that were at another time of this week. {roundingWords(line.row.rounding)}
        </p>
      ) : null}
      <ResponsiveTable
        caption="Visits of the timetable"
        classes="portal-dense portal-visits"
        columns={columns}
        rows={counted
          .filter(({ planned }) => planned !== undefined)
          .map((visit) => (open ? openCells(visit, form, days) : closedCells(visit)))}
        empty="The timetable has no visits in this week."
      />
      {open ? <Added {...{ form, line }} /> : <AddedClosed counted={counted} />}
      <Comment {...props} />
    </PostForm>
  )
}

/** What departs from the plan stands out among many that do not. */
function Differs({ visit }: { readonly visit: CountedVisit }) {
  const words = differenceWords(visit)
  const key = visit.planned === undefined ? undefined : `differs-${keyOf(visit.planned)}`
  return <span data-worked={key}>{words === undefined ? null : <Tag colour="yellow">{words}</Tag>}</span>
}

function plannedCells({ planned }: CountedVisit): readonly [string, string] {
  if (planned === undefined) return ['', '']
  const { day, startsAt, minutes, carers } = planned
  const each = carers === 1 ? '' : `, ${String(carers)} carers`
  return [`${dayName(day)}, ${formatTime(startsAt)}`, `${String(minutes)} minutes${each}`]
}

function openCells(visit: CountedVisit, form: FormView, days: ReturnType<typeof daysOf>) {
  if (visit.planned === undefined) return []
  const key = keyOf(visit.planned)
  const [name, length] = plannedCells(visit)
  return [
    <>
      {name} <Differs visit={visit} />
    </>,
    length,
    <Checkboxes
      name={`came-${key}`}
      classes="govuk-checkboxes--small"
      values={[form.values[`came-${key}`] ?? '']}
      items={[{ value: 'yes', text: <Hidden shown="Yes" rest={`, ${name}`} /> }]}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
    />,
    <Choice form={form} field={`why-${key}`} label={`Why not, ${name}`} items={whyItems} />,
    <Choice form={form} field={`day-${key}`} label={`Day, ${name}`} items={days} />,
    <Box form={form} field={`start-${key}`} label={`Start, ${name}`} />,
    <Box form={form} field={`end-${key}`} label={`End, ${name}`} />,
    <Box form={form} field={`carers-${key}`} label={`Carers, ${name}`} />,
    <span data-worked={`paid-${key}`}>{paidWords(visit)}</span>,
  ]
}

function closedCells(visit: CountedVisit) {
  const { outcome, day, startsAt, endsAt, carers } = visit
  const came = outcome === 'delivered'
  const [name, length] = plannedCells(visit)
  return [
    <>
      {name} <Differs visit={visit} />
    </>,
    length,
    came ? 'Yes' : 'No',
    came ? '' : outcome === 'missed' ? 'Missed' : 'Frustrated',
    came ? dayName(day) : '',
    came ? startsAt : '',
    came ? endsAt : '',
    came ? String(carers) : '',
    paidWords(visit),
  ]
}

function Hidden({ shown, rest }: { readonly shown: string; readonly rest: string }) {
  return (
    <>
      {shown}
      <span class="govuk-visually-hidden">{rest}</span>
    </>
  )
}

function Comment({ form, line, open, reasons, now }: Props & { readonly open: boolean }) {
  const { standing } = line.row
  if (!open) return standing === undefined ? null : <p class="govuk-body">{standing.entry.comment}</p>
  return (
    <>
      {reasons.length === 0 ? null : (
        <ReasonSelect form={form} id="reason" label={{ text: 'Reason' }} reasons={reasons} />
      )}
      <Textarea
        {...typed(form, 'comment')}
        label={{ text: 'Comments' }}
        hint={{ text: 'Say why, if any visit was missed, frustrated, shorter, longer or added' }}
        rows={2}
      />
      {asksWhyLate([line], now) ? <LateReason form={form} /> : null}
      <div class="govuk-button-group">
        <Button name="act" value="draft" classes="govuk-button--secondary" preventDoubleClick>
          Save draft
        </Button>
        <Button name="act" value="confirm" preventDoubleClick>
          Confirm the week
        </Button>
        <Button name="act" value="work-out" classes="govuk-button--secondary">
          Work out without saving
        </Button>
        {standing !== undefined && standing.status !== 'draft' ? (
          <Button name="act" value="undo" classes="govuk-button--secondary" preventDoubleClick>
            Take back to draft
          </Button>
        ) : null}
      </div>
    </>
  )
}
