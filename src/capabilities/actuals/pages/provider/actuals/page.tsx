import { compareDays } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatDays, formatShortDay } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { waiting, weeksToRecord } from '../../../rules/progress.ts'
import type { ServiceWeekCount } from '../../../rules/progress.ts'
import type { PackageName } from '../../../store/progress.ts'
import { PeriodBars } from '../../shared/period-bars.tsx'
import { inTime } from '../../shared/time-left.ts'
import { isBackdated, WeekCell } from '../../shared/week-cell.tsx'
import { formatMoment } from '../../shared/words.ts'

type Props = {
  readonly view: ViewContext
  readonly weeks: readonly ServiceWeekCount[]
  /** Weeks of earlier periods that are still open. */
  readonly older: readonly ServiceWeekCount[]
  /** The package whose weeks alone are shown. */
  readonly care: PackageName | undefined
  /** At how many organisations whoever looks may see actuals. */
  readonly workplaces: number
  readonly today: LocalDate
  readonly now: Date
}

export function ActualsPage({ view, weeks, older, care, workplaces, today, now }: Props) {
  const starts = [...new Set(weeks.map(({ weekStart }) => weekStart))].toSorted(compareDays)
  const services = inOrderOfDeadline(weeks, { today, now })
  const columns = [{ heading: 'Service' }, ...starts.map((start) => ({ heading: formatShortDay(start) }))]
  const rows = services.map(([name, own]) => [
    <>
      {name}
      <PeriodBars weeks={own} moment={{ today, now }} />
    </>,
    ...starts.map((start) => {
      const week = own.find(({ weekStart }) => weekStart === start)
      return week === undefined ? (
        'No care'
      ) : (
        <WeekCell week={week} href={addressOf(week, care)} moment={{ today, now }} />
      )
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
      <Intro />
      {care === undefined ? null : (
        <p class="govuk-body">
          Only the weeks of this package are shown.{' '}
          <a class="govuk-link" href="/provider/actuals">
            Show the weeks of all packages
          </a>
        </p>
      )}
      <Waiting weeks={weeks} today={today} now={now} />
      <Elsewhere workplaces={workplaces} />
      <ResponsiveTable
        caption="Weeks of this period and the one before, by the day they begin"
        classes="portal-dense"
        columns={columns}
        rows={rows}
        empty="No weeks to record yet. They appear here when a package of care begins and its agreement is agreed."
      />
      <Older weeks={older} care={care} now={now} />
    </Page>
  )
}

function Intro() {
  return (
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
  )
}

function Elsewhere({ workplaces }: Pick<Props, 'workplaces'>) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href="/provider/actuals/calendar">
        All deadlines, and how to have them in your calendar
      </a>
      <br />
      <a class="govuk-link" href="/provider/actuals/absences">
        Absences that are recorded once for several weeks
      </a>
      {workplaces < 2 ? null : (
        <>
          <br />
          <a class="govuk-link" href="/provider/actuals/organisations">
            All your organisations in one table
          </a>
        </>
      )}
    </p>
  )
}

/** A package that was agreed late opens its own past weeks. */
function Older({ weeks, care, now }: { readonly weeks: readonly ServiceWeekCount[] } & Pick<Props, 'care' | 'now'>) {
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
          {week.serviceName} <Tag colour="purple">{isBackdated(week) ? 'Opened late' : 'Past period'}</Tag>
        </>,
        waiting(week),
        <RecordBy week={week} now={now} />,
      ])}
    />
  )
}

/** The weeks before a package was agreed have a last moment of their own; after it they are paid later, while they can be recorded. */
function RecordBy({
  week: { submitBy, closesOn = null },
  now,
}: {
  readonly week: ServiceWeekCount
  readonly now: Date
}) {
  const last = closesOn === null ? '' : formatDay(closesOn)
  if (submitBy === null || submitBy < now) return <>{last}</>
  return (
    <>
      {formatMoment(submitBy)}
      {last === '' ? null : <div class="portal-sheet__second">At the very latest {last}</div>}
    </>
  )
}

function Waiting({ weeks, today, now }: Pick<Props, 'weeks' | 'today' | 'now'>) {
  const { serviceWeeks, packageWeeks, late, soonestDeadline } = weeksToRecord(weeks, { today, now })
  if (packageWeeks === 0)
    return weeks.length === 0 ? null : <InsetText>Every week that has ended is confirmed.</InsetText>
  return (
    <InsetText>
      {counted(packageWeeks, 'record')} in {counted(serviceWeeks, 'week')} to confirm.{' '}
      {soonestDeadline === null ? null : (
        <>
          The next deadline is {formatMoment(soonestDeadline)}, {inTime(soonestDeadline, now)}.{' '}
        </>
      )}
      {late === 0 ? null : (
        <>{counted(late, 'week')} past the deadline: care confirmed now is paid in a later period.</>
      )}
    </InsetText>
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
