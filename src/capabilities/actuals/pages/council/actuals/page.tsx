import { addDays } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ProviderWeek } from '../../../store/council.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly weekStart: LocalDate
  readonly today: LocalDate
  readonly providers: readonly ProviderWeek[]
  readonly next: string | undefined
}

const columns = [
  { heading: 'Provider' },
  { heading: 'State' },
  { heading: 'Packages', numeric: true },
  { heading: 'Recorded', numeric: true },
  { heading: 'Confirmed', numeric: true },
  { heading: 'Held', numeric: true },
  { heading: 'Missing', numeric: true },
  { heading: 'Cannot be recorded', numeric: true },
  { heading: 'Confirmed late', numeric: true },
]

export function SubmissionsPage({ view, weekStart, today, providers, next }: Props) {
  const week = (start: LocalDate) => ({ href: `/council/actuals?week=${start}`, labelText: formatDays(weekOf(start)) })
  const later = addDays(weekStart, 7)
  return (
    <Page heading="Actuals" caption={`Week of ${formatDays(weekOf(weekStart))}`} view={view} wide>
      <ActualsViews current="week" />
      <ResponsiveTable
        caption="What each provider has recorded for this week"
        columns={columns}
        rows={providers.map((provider) => [
          <a class="govuk-link" href={`/council/actuals/providers/${provider.providerId}/${weekStart}`}>
            {provider.providerName}
          </a>,
          <State provider={provider} />,
          provider.packages,
          provider.recorded,
          provider.confirmed,
          provider.held,
          provider.missing,
          provider.blocked,
          provider.late,
        ])}
        empty="No provider has care to record in this week."
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/actuals/week.csv?week=${weekStart}`}>
          Download this week as CSV
        </a>
        , with what each package recorded and why it came late.
      </p>
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals?week=${weekStart}&after=${next}`}>
            More providers
          </a>
        </p>
      )}
      <Pagination
        landmarkLabel="Weeks"
        previous={{ ...week(addDays(weekStart, -7)), text: 'Previous week' }}
        next={later > today ? undefined : { ...week(later), text: 'Next week' }}
      />
    </Page>
  )
}

function State({ provider: { recorded, confirmed, held, missing } }: { readonly provider: ProviderWeek }) {
  if (missing === 0 && recorded === confirmed + held)
    return <Tag colour={recorded === 0 ? 'grey' : 'green'}>{recorded === 0 ? 'Nothing open' : 'Complete'}</Tag>
  return recorded === 0 ? <Tag colour="red">Nothing yet</Tag> : <Tag colour="yellow">In part</Tag>
}
