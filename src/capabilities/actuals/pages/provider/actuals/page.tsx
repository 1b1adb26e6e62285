import { compareDays } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatDays, formatShortDay } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Tag, type TagColour } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { progressOf, waiting, weeksToRecord } from '../../../rules/progress.ts'
import type { Progress, ServiceWeekCount } from '../../../rules/progress.ts'
import type { PackageName } from '../../../store/progress.ts'
import { formatMoment } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly weeks: readonly ServiceWeekCount[]
  /** Weeks of earlier periods that are still open. */
  readonly older: readonly ServiceWeekCount[]
  /** The package whose weeks alone are shown. */
  readonly care: PackageName | undefined
  readonly today: LocalDate
  readonly now: Date
}

const words: Readonly<Record<Progress, { readonly text: string; readonly colour: TagColour }>> = {
  done: { text: 'Done', colour: 'green' },
  part: { text: 'Part done', colour: 'yellow' },
  late: { text: 'Late', colour: 'red' },
  'to-do': { text: 'To do', colour: 'blue' },
  blocked: { text: 'Blocked', colour: 'orange' },
  future: { text: 'Not open', colour: 'grey' },
}

export function ActualsPage({ view, weeks, older, care, today, now }: Props) {
  const starts = [...new Set(weeks.map(({ weekStart }) => weekStart))].toSorted(compareDays)
  const services = inOrderOfDeadline(weeks, { today, now })
  const columns = [{ heading: 'Service' }, ...starts.map((start) => ({ heading: formatShortDay(start) }))]
  const rows = services.map(([name, own]) => [
    name,
    ...starts.map((start) => {
      const week = own.find(({ weekStart }) => weekStart === start)
      return week === undefined ? 'No care' : <Week {...{ week, care, today, now }} />
    }),
  ])
  return (
    <Page
      heading="Actuals"
      caption={care === undefined ? undefined : `${care.personName}, care package ${care.reference}`}
      backLink={care === undefined ? undefined : { href: `/provider/packages/${care.id}`, text: 'Care package' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        Record the care you delivered, week by week. Care is paid only when its week is confirmed, even when everything
        went as planned. You can also{' '}
        <a class="govuk-link" href="/provider/actuals/uploads">
          download a file, fill it in and send it back
        </a>
        , or{' '}
        <a class="govuk-link" href="/provider/actuals/visits">
          send the visits that call monitoring logged
        </a>
        .
      </p>
      {care === undefined ? null : (
        <p class="govuk-body">
          Only the weeks of this package are shown.{' '}
          <a class="govuk-link" href="/provider/actuals">
            Show the weeks of all packages
          </a>
        </p>
      )}
      <Waiting weeks={weeks} today={today} now={now} />
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/actuals/calendar">
          All deadlines, and how to have them in your calendar
        </a>
        <br />
        <a class="govuk-link" href="/provider/actuals/absences">
          Absences that are recorded once for several weeks
        </a>
      </p>
      <ResponsiveTable
        caption="Weeks of this period and the one before, by the day they begin"
        classes="portal-dense"
        columns={columns}
        rows={rows}
        empty="No weeks to record yet. They appear here when a package of care begins and its agreement is agreed."
      />
      <Older weeks={older} care={care} />
    </Page>
  )
}

/** A package that was agreed late opens its own past weeks. */
function Older({ weeks, care }: { readonly weeks: readonly ServiceWeekCount[] } & Pick<Props, 'care'>) {
  if (weeks.length === 0) return null
  return (
    <ResponsiveTable
      caption="Earlier weeks that are still open"
      classes="portal-dense"
      columns={[
        { heading: 'Week' },
        { heading: 'Service' },
        { heading: 'To confirm', numeric: true },
        { heading: 'Record by' },
      ]}
      rows={weeks.map((week) => [
        <a class="govuk-link" href={addressOf(week, care)}>
          {formatDays(weekOf(week.weekStart))}
          <span class="govuk-visually-hidden"> {week.serviceName}</span>
        </a>,
        <>
          {week.serviceName} <Tag colour="purple">Past period</Tag>
        </>,
        waiting(week),
        week.closesOn === undefined || week.closesOn === null ? '' : formatDay(week.closesOn),
      ])}
    />
  )
}

function Waiting({ weeks, today, now }: Omit<Props, 'view' | 'older' | 'care'>) {
  const { serviceWeeks, packageWeeks, late, soonestDeadline } = weeksToRecord(weeks, { today, now })
  if (packageWeeks === 0)
    return weeks.length === 0 ? null : <InsetText>Every week that has ended is confirmed.</InsetText>
  return (
    <InsetText>
      {counted(packageWeeks, 'record')} in {counted(serviceWeeks, 'week')} to confirm.{' '}
      {soonestDeadline === null ? null : <>The next deadline is {formatMoment(soonestDeadline)}. </>}
      {late === 0 ? null : (
        <>{counted(late, 'week')} past the deadline: care confirmed now is paid in a later period.</>
      )}
    </InsetText>
  )
}

type WeekProps = { readonly week: ServiceWeekCount } & Pick<Props, 'care' | 'today' | 'now'>

function Week({ week, care, today, now }: WeekProps) {
  const progress = progressOf(week, { today, now })
  const { text, colour } = words[progress]
  const { serviceName, weekStart, packages, confirmed, held, blocked } = week
  return (
    <>
      <a class="govuk-link govuk-link--no-visited-state" href={addressOf(week, care)}>
        <Tag colour={colour}>{text}</Tag>
        <span class="govuk-visually-hidden">
          {' '}
          {serviceName}, {formatDays(weekOf(weekStart))}
        </span>
      </a>
      <br />
      {confirmed + held} of {packages}
      {held === 0 ? null : (
        <>
          <br />
          {held} held
        </>
      )}
      {blocked === 0 || progress === 'future' ? null : (
        <>
          <br />
          {blocked} blocked
        </>
      )}
    </>
  )
}

/** The sheet of the service, or the package's own row of it. */
function addressOf({ serviceId, weekStart }: ServiceWeekCount, care: PackageName | undefined): string {
  return `/provider/actuals/${serviceId}/${weekStart}${care === undefined ? '' : `/${care.id}`}`
}

/** The service whose deadline comes first is first; then those with nothing left to do, by name. */
function inOrderOfDeadline(
  weeks: readonly ServiceWeekCount[],
  moment: { readonly today: LocalDate; readonly now: Date },
): readonly (readonly [string, readonly ServiceWeekCount[]])[] {
  const services = [...Map.groupBy(weeks, ({ serviceId }) => serviceId).values()]
  const deadline = (own: readonly ServiceWeekCount[]): number => {
    const open = own.filter((week) => week.weekStart <= moment.today && waiting(week) > 0)
    return Math.min(...open.map(({ submitBy }) => submitBy?.getTime() ?? Number.MAX_SAFE_INTEGER))
  }
  return services
    .toSorted((first, second) => {
      const [sooner, later] = [deadline(first), deadline(second)]
      return sooner === later ? 0 : sooner < later ? -1 : 1
    })
    .map((own) => [own[0]?.serviceName ?? '', own])
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
