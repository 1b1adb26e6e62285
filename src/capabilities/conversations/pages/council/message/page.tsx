import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList, type SummaryRow } from '../../../../../platform/web/govuk/summary-list.tsx'
import { FollowLink } from '../../../../../platform/web/patterns/follow-link.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { REOPEN_DAYS } from '../../../rules/acts.ts'
import { OUTCOME_NAMES, standingOf, TEAM_NAMES } from '../../../rules/conversation.ts'
import type { ConversationRow } from '../../../store/conversations.ts'
import type { AboutPerson } from '../../../store/about-people.ts'
import type { Message, Note } from '../../../store/messages.ts'
import type { ThreadFiles } from '../../shared/attachments.tsx'
import { StandingTag } from '../../shared/standing-tag.tsx'
import { Thread } from '../../shared/thread.tsx'
import { aboutWords, alsoAbout, dueLine } from '../../shared/words.ts'
import { CloseForm, HandOverForm, NoteForm, PlaceForm, ReplyForm } from './forms.tsx'

interface CouncilMessagePageProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly conversation: ConversationRow
  readonly messages: readonly Message[]
  readonly files: ThreadFiles
  readonly notes: readonly Note[]
  readonly placed: readonly AboutPerson[]
  readonly today: LocalDate
  readonly mayWrite: boolean
}

export function CouncilMessagePage(props: CouncilMessagePageProps) {
  const { view, form, conversation, messages, files, notes, placed, today, mayWrite } = props
  const { id, title, typeName, team, providerName, state } = conversation
  const acts = { form, address: `/council/messages/${id}` }
  return (
    <Page
      heading={title}
      caption={typeName}
      view={view}
      errors={form.errors}
      backLink={{ href: `/council/messages?team=${team}`, text: `Messages to ${TEAM_NAMES[team]}` }}
    >
      <SummaryList rows={[...factsOf(conversation, today), ...alsoAbout(placed)]} />
      <FollowLink subject={{ kind: 'conversation', id: conversation.id }} face="/council" />
      <h2 class="govuk-heading-m">Messages</h2>
      <Thread messages={messages} reader="council" providerName={providerName} files={files} notes={notes} />
      {state === 'closed' ? (
        <InsetText>This conversation is closed. The provider may reopen it for {REOPEN_DAYS} days.</InsetText>
      ) : null}
      {mayWrite && state !== 'closed' ? (
        <>
          <ReplyForm {...acts} />
          <CloseForm {...acts} shownMessages={conversation.messages} />
          <HandOverForm {...acts} team={team} />
        </>
      ) : null}
      {mayWrite ? (
        <>
          <NoteForm {...acts} />
          <PlaceForm {...acts} />
        </>
      ) : null}
    </Page>
  )
}

function factsOf(conversation: ConversationRow, today: LocalDate): readonly SummaryRow[] {
  const { dueOn, outcome, closedOn } = conversation
  return [
    { key: 'Status', value: { text: <StandingTag reader="council" standing={standingOf(conversation, today)} /> } },
    { key: 'Provider', value: conversation.providerName },
    { key: 'About', value: { text: <About conversation={conversation} /> } },
    { key: 'Team', value: TEAM_NAMES[conversation.team] },
    ...(dueOn === null ? [] : [{ key: 'Answer due', value: dueLine(dueOn, today) }]),
    ...(outcome === null || closedOn === null
      ? []
      : [{ key: 'Outcome', value: `${OUTCOME_NAMES[outcome]}, ${formatDay(closedOn)}` }]),
  ]
}

/** What has a page of its own. */
const PLACES: ReadonlyMap<ConversationRow['aboutType'], string> = new Map([
  ['package', 'packages'],
  ['agreement', 'agreements'],
  ['uplift', 'uplifts'],
])

function About({ conversation }: { readonly conversation: ConversationRow }) {
  const { aboutType, aboutId } = conversation
  const words = aboutWords(conversation)
  const place = PLACES.get(aboutType)
  if (place === undefined) return <>{words}</>
  return (
    <a class="govuk-link" href={`/council/${place}/${aboutId}`}>
      {words}
    </a>
  )
}
