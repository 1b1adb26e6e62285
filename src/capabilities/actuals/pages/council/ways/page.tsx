import { formatDay } from '../../../../../core/format.ts'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Recording } from '../../../rules/sheet-row.ts'
import type { ContractWay } from '../../../store/ways.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly ways: readonly ContractWay[]
  readonly next: string | undefined
  /** Whoever may see what contracts pay on may go to where the way is changed. */
  readonly maySeePrices: boolean
}

const wayWords: Readonly<Record<Recording, string>> = {
  weekly: 'One amount a week',
  timetabled: 'Visits of a timetable, ticked',
  visits: 'Visits that call monitoring logs',
  none: 'Not recorded: nights follow from the stay',
}

export function WaysPage({ view, ways, next, maySeePrices }: Props) {
  return (
    <Page heading="Ways of recording" view={view} wide>
      <ActualsViews current="ways" />
      <p class="govuk-body">
        Each contract says how its weeks are recorded, from a day on. It is changed with the other terms of the
        contract, by two people.
      </p>
      <Details summary="What happens to open weeks when the way changes">
        <ul class="govuk-list govuk-list--bullet">
          <li>A week that begins before the day is recorded, changed and amended as before</li>
          <li>A week that begins on the day or later is recorded the new way; nobody has to do anything for it</li>
          <li>Drafts of such weeks keep their amounts until somebody records them the new way</li>
          <li>What is confirmed stays confirmed and is paid as it stands</li>
        </ul>
      </Details>
      <ResponsiveTable
        caption="How the weeks of each contract are recorded"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Contract' },
          { heading: 'Provider' },
          { heading: 'Today' },
          { heading: 'Next' },
          { heading: 'Drafts', numeric: true },
          { heading: 'Drafts that change', numeric: true },
        ]}
        rows={ways.map((way) => [
          maySeePrices ? (
            <a class="govuk-link" href={`/council/contracts/${way.contractId}`}>
              {way.number}
            </a>
          ) : (
            way.number
          ),
          way.providerName,
          wayWords[way.recording],
          nextWords(way),
          way.drafts,
          way.draftsAfter,
        ])}
        empty="No contract is in force."
      />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/actuals/ways?after=${next}`}>
            More contracts
          </a>
        </p>
      )}
    </Page>
  )
}

function nextWords({ next, nextFrom }: ContractWay): string {
  return next === null || nextFrom === null ? 'No change' : `${wayWords[next]}, from ${formatDay(nextFrom)}`
}
