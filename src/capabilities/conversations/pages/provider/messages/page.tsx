import type { LocalDate } from '../../../../../core/dates.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { standingOf, TEAM_NAMES } from '../../../rules/conversation.ts'
import { PROVIDER_TABS, type ProviderTab } from '../../../rules/list-filter.ts'
import type { ConversationRow } from '../../../store/conversations.ts'
import { StandingTag } from '../../shared/standing-tag.tsx'
import { aboutWords, dueWords } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface MessagesPageProps {
  readonly view: ViewContext
  readonly tab: ProviderTab
  readonly waiting: number
  readonly rows: readonly ConversationRow[]
  readonly next: string | undefined
  readonly today: LocalDate
  readonly mayWrite: boolean
}

const TABS: Readonly<Record<ProviderTab, { readonly text: string; readonly empty: string }>> = {
  'waiting-for-you': {
    text: 'Waiting for you',
    empty: 'Nothing waits for you. When the council answers or asks something, it is listed here.',
  },
  'waiting-for-council': {
    text: 'Waiting for the council',
    empty: 'The council has nothing of yours to answer. To ask something, write to the council.',
  },
  closed: { text: 'Closed', empty: 'No conversation has been closed yet.' },
}

export function MessagesPage({ view, tab, waiting, rows, next, today, mayWrite }: MessagesPageProps) {
  return (
    <Page heading="Messages" view={view} wide>
      {mayWrite ? <Button href="/provider/messages/new">Write to the council</Button> : null}
      <SubNavigation
        label="Messages by whose turn it is"
        items={PROVIDER_TABS.map((one) => ({
          href: `/provider/messages?tab=${one}`,
          text: one === 'waiting-for-you' ? `${TABS[one].text} (${String(waiting)})` : TABS[one].text,
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
        <Pagination next={{ href: `/provider/messages?tab=${tab}&after=${next}`, labelText: 'More messages' }} />
      )}
    </Page>
  )
}

function columnsOf(tab: ProviderTab): readonly string[] {
  const due = tab === 'waiting-for-council' ? ['Answer due'] : []
  return ['Message', 'About', 'Status', ...due, 'Team', 'Last message']
}

function cellsOf(row: ConversationRow, today: LocalDate) {
  return [
    <>
      <a class="govuk-link" href={`/provider/messages/${row.id}`}>
        {row.title}
      </a>
      <br />
      <span class="govuk-!-font-weight-regular">{row.typeName}</span>
    </>,
    aboutWords(row),
    <StandingTag reader="provider" standing={standingOf(row, today)} />,
    // Due is what waits for the council, and nothing else.
    ...(row.dueOn === null ? [] : [dueWords(row.dueOn, today)]),
    TEAM_NAMES[row.team],
    formatInstant(row.lastAt),
  ]
}
