import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { lateWords } from '../../../rules/late.ts'
import type { RecordedWeek } from '../../../store/council.ts'
import { inUnits, statusWords } from '../../shared/words.ts'
import { WeekLink } from '../week-link.tsx'

type Props = {
  readonly view: ViewContext
  readonly weekStart: LocalDate
  readonly provider: { readonly id: string; readonly name: string }
  readonly weeks: readonly RecordedWeek[]
  readonly next: string | undefined
  readonly mayDecide: boolean
  readonly mayAsk: boolean
}

export function ProviderWeekPage({ view, weekStart, provider, weeks, next, mayDecide, mayAsk }: Props) {
  return (
    <Page
      heading={provider.name}
      caption={`Week of ${formatDays(weekOf(weekStart))}`}
      view={view}
      backLink={{ href: `/council/actuals?week=${weekStart}`, text: 'Actuals by week' }}
      wide
    >
      <p class="govuk-body">
        What the provider has recorded. A confirmed week can be returned with a reason until a payment or an invoice has
        taken it: it is then a draft again, with the provider’s own figures.
      </p>
      <ResponsiveTable
        caption="What is recorded for this week"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Person' },
          { heading: 'Service' },
          { heading: 'State' },
          { heading: 'Planned', numeric: true },
          { heading: 'Actual', numeric: true },
          { heading: 'Comments' },
          { heading: 'Act' },
        ]}
        rows={weeks.map((week) => [
          <WeekLink week={week} />,
          week.serviceName,
          <Tag colour={statusWords[week.status].colour}>{statusWords[week.status].text}</Tag>,
          formatQuantity(week.planned),
          inUnits(week.actual, week.unit),
          <Comment week={week} />,
          <Acts week={week} {...{ mayDecide, mayAsk }} />,
        ])}
        empty="The provider has recorded nothing for this week yet."
      />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/providers/${provider.id}/${weekStart}?after=${next}`}>
            More of this week
          </a>
        </p>
      )}
    </Page>
  )
}

/** What was said about the week, and why it came late. */
function Comment({ week: { comment, isLate, lateReason, lateNote } }: { readonly week: RecordedWeek }) {
  return (
    <>
      {comment}
      {isLate || lateReason !== null ? <div>Late. {whyLate(lateReason, lateNote)}</div> : null}
    </>
  )
}

function whyLate(reason: string | null, note: string | null): string {
  return reason === null ? 'No reason was given' : lateWords({ reason, note: note ?? '' })
}

type ActsProps = Pick<Props, 'mayDecide' | 'mayAsk'> & { readonly week: RecordedWeek }

function Acts({ week, mayDecide, mayAsk }: ActsProps) {
  if (week.status === 'draft') return null
  const address = `/council/actuals/${week.packageId}/${week.weekStart}`
  const hidden = <span class="govuk-visually-hidden"> {week.personName}</span>
  return (
    <>
      {mayDecide ? (
        <a class="govuk-link" href={`${address}/return`}>
          Return it{hidden}
        </a>
      ) : null}{' '}
      {mayAsk ? (
        <a class="govuk-link" href={`${address}/question`}>
          Ask{hidden}
        </a>
      ) : null}
    </>
  )
}
