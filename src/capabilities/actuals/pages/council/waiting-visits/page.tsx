import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ManualShare, Overlap } from '../../../store/visit-exceptions.ts'
import { suggestions } from '../../../rules/match-visit.ts'
import type { ProviderCandidate, WaitingVisit } from '../../../store/visits.ts'
import { whyUnplaced } from '../../../rules/file/visit-words.ts'
import { ageWords } from '../../shared/visit-words.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly waiting: readonly WaitingVisit[]
  readonly next: string | undefined
  readonly overlaps: readonly Overlap[]
  readonly shares: readonly ManualShare[]
  readonly candidates: readonly ProviderCandidate[]
  readonly today: LocalDate
}

export function WaitingVisitsPage({ view, waiting, next, overlaps, shares, candidates, today }: Props) {
  return (
    <Page heading="Visits" view={view} wide>
      <ActualsViews current="visits" />
      <p class="govuk-body">
        Visits that call monitoring logged and that are on no care package are not paid. Commission the care, or let the
        provider say whose they are: it sees the same list.
      </p>
      <ResponsiveTable
        caption="Visits on no care package"
        classes="portal-dense"
        columns={[
          { heading: 'Visit' },
          { heading: 'Provider' },
          { heading: 'Person' },
          { heading: 'When' },
          { heading: 'Minutes', numeric: true },
          { heading: 'Why it waits' },
          { heading: 'May belong to' },
          { heading: 'Waiting' },
        ]}
        rows={waiting.map((visit) => [
          visit.reference,
          visit.providerName,
          visit.clientRef,
          `${formatDay(visit.day)}, ${visit.claimedAt}`,
          String(visit.logged),
          visit.why === null ? '' : whyUnplaced(visit.why),
          likely(visit, candidates),
          ageWords(visit.receivedAt, today),
        ])}
        empty="No visits wait. They appear here when providers log care that nobody has commissioned."
      />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/visits?after=${next}`}>
            More visits
          </a>
        </p>
      )}
      <Overlaps overlaps={overlaps} />
      <Shares shares={shares} />
    </Page>
  )
}

/** The nearest first, of the same provider. */
function likely(visit: WaitingVisit, candidates: Props['candidates']): string {
  const own = candidates.filter(({ providerId }) => providerId === visit.providerId)
  const found = suggestions(visit, own).map(({ reference, serviceName }) => `${reference}, ${serviceName}`)
  return found.length === 0 ? 'No care is commissioned on that day' : found.slice(0, 3).join('; ')
}

function Overlaps({ overlaps }: Pick<Props, 'overlaps'>) {
  return (
    <ResponsiveTable
      caption="Two providers with one person at one time, in the last eight weeks"
      classes="portal-dense"
      columns={[{ heading: 'Person' }, { heading: 'Day' }, { heading: 'One visit' }, { heading: 'Other visit' }]}
      rows={overlaps.map((one) => [
        one.clientRef,
        formatDay(one.day),
        `${one.firstProvider}, ${one.firstVisit}`,
        `${one.secondProvider}, ${one.secondVisit}`,
      ])}
      empty="No two providers logged visits to one person at one time."
    />
  )
}

function Shares({ shares }: Pick<Props, 'shares'>) {
  return (
    <ResponsiveTable
      caption="Visits logged by hand, in the last eight weeks"
      classes="portal-dense"
      columns={[
        { heading: 'Provider' },
        { heading: 'Visits', numeric: true },
        { heading: 'By hand', numeric: true },
        { heading: 'Share', numeric: true },
      ]}
      rows={shares.map(({ providerName, visits, manual }) => [
        providerName,
        String(visits),
        String(manual),
        `${String(Math.round((manual * 100) / visits))}%`,
      ])}
      empty="No provider has sent visits in the last eight weeks."
    />
  )
}
