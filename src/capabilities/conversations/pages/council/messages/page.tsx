import type { LocalDate } from '../../../../../core/dates.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { standingOf, TEAM_NAMES, TEAMS, type Team } from '../../../rules/conversation.ts'
import { COUNCIL_TABS, type CouncilTab } from '../../../rules/list-filter.ts'
import type { ConversationRow } from '../../../store/conversations.ts'
import type { TeamCount } from '../../../store/counts.ts'
import { StandingTag } from '../../shared/standing-tag.tsx'
import { aboutWords, dueWords } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface WorkListPageProps {
  readonly view: ViewContext
  readonly team: Team
  readonly tab: CouncilTab
  readonly counts: readonly TeamCount[]
  readonly rows: readonly ConversationRow[]
  readonly next: string | undefined
  readonly today: LocalDate
}

const TABS: Readonly<Record<CouncilTab, { readonly text: string; readonly empty: string }>> = {
  open: { text: 'Waiting for us', empty: 'This team has nothing to answer.' },
  overdue: { text: 'Overdue', empty: 'Nothing is overdue: every answer is still within its time.' },
  waiting: { text: 'Waiting for the provider', empty: 'No provider owes this team an answer.' },
  closed: { text: 'Closed', empty: 'This team has closed no conversation yet.' },
}

export function WorkListPage({ view, team, tab, counts, rows, next, today }: WorkListPageProps) {
  const own = counts.find((count) => count.team === team)
  const counted: Partial<Record<CouncilTab, number>> = { open: own?.waiting ?? 0, overdue: own?.overdue ?? 0 }
  return (
    <Page heading={`Messages to ${TEAM_NAMES[team]}`} view={view} wide>
      <SubNavigation
        label="Teams"
        items={TEAMS.map((one) => ({
          href: `/council/messages?team=${one}`,
          text: `${TEAM_NAMES[one]} (${String(counts.find((count) => count.team === one)?.waiting ?? 0)})`,
          active: one === team,
        }))}
      />
      <SubNavigation
        label="Messages by whose turn it is"
        items={COUNCIL_TABS.map((one) => ({
          href: `/council/messages?team=${team}&tab=${one}`,
          text: counted[one] === undefined ? TABS[one].text : `${TABS[one].text} (${String(counted[one])})`,
          active: one === tab,
        }))}
      />
      <ResponsiveTable
        caption={TABS[tab].text}
        empty={TABS[tab].empty}
        columns={columnsOf(tab).map((heading) => ({ heading }))}
        rows={rows.map((row) => cellsOf(row, today))}
      />
      {next === undefined ? null : (
        <Pagination
          next={{ href: `/council/messages?team=${team}&tab=${tab}&after=${next}`, labelText: 'More messages' }}
        />
      )}
    </Page>
  )
}

function columnsOf(tab: CouncilTab): readonly string[] {
  const due = tab === 'open' || tab === 'overdue' ? ['Answer due'] : []
  return ['Message', 'Provider', 'About', 'Status', ...due, 'Last message']
}

function cellsOf(row: ConversationRow, today: LocalDate) {
  return [
    <>
      <a class="govuk-link" href={`/council/messages/${row.id}`}>
        {row.title}
      </a>
      <br />
      <span class="govuk-!-font-weight-regular">{row.typeName}</span>
    </>,
    row.providerName,
    aboutWords(row),
    <StandingTag reader="council" standing={standingOf(row, today)} />,
    // Due is what waits for the council, and nothing else.
    ...(row.dueOn === null ? [] : [dueWords(row.dueOn, today)]),
    formatInstant(row.lastAt),
  ]
}
