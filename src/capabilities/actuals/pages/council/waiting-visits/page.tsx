import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ManualShare, Overlap } from '../../../store/visit-exceptions.ts'
import type { WaitingVisit } from '../../../store/visits.ts'
import { whyUnplaced } from '../../../rules/file/visit-words.ts'
import { ageWords } from '../../shared/visit-words.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly waiting: readonly WaitingVisit[]
  readonly next: string | undefined
  readonly overlaps: readonly Overlap[]
  readonly shares: readonly ManualShare[]
  readonly today: LocalDate
}

export function WaitingVisitsPage({ view, waiting, next, overlaps, shares, today }: Props) {
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
          { heading: 'Waiting' },
        ]}
        rows={waiting.map((visit) => [
          visit.reference,
          visit.providerName,
          visit.clientRef,
          `${formatDay(visit.day)}, ${visit.claimedAt}`,
          String(visit.logged),
          visit.why === null ? '' : whyUnplaced(visit.why),
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
