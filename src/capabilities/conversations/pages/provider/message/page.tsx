import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { CharacterCount } from '../../../../../platform/web/govuk/character-count.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList, type SummaryRow } from '../../../../../platform/web/govuk/summary-list.tsx'
import { FollowLink } from '../../../../../platform/web/patterns/follow-link.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { lastDayToReopen, LONGEST_TEXT } from '../../../rules/acts.ts'
import { standingOf, TEAM_NAMES } from '../../../rules/conversation.ts'
import type { ConversationRow } from '../../../store/conversations.ts'
import type { AboutPerson } from '../../../store/about-people.ts'
import type { Message } from '../../../store/messages.ts'
import { AttachmentField } from '../../shared/attachment-field.tsx'
import type { ThreadFiles } from '../../shared/attachments.tsx'
import { StandingTag } from '../../shared/standing-tag.tsx'
import { Thread } from '../../shared/thread.tsx'
import { aboutWords, alsoAbout, dueLine } from '../../shared/words.ts'

interface MessagePageProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly conversation: ConversationRow
  readonly messages: readonly Message[]
  readonly files: ThreadFiles
  readonly placed: readonly AboutPerson[]
  readonly today: LocalDate
  readonly mayWrite: boolean
}

export function MessagePage(props: MessagePageProps) {
  const { view, form, conversation, messages, files, placed, today, mayWrite } = props
  return (
    <Page
      heading={conversation.title}
      caption={conversation.typeName}
      view={view}
      errors={form.errors}
      backLink={{ href: '/provider/messages', text: 'All messages' }}
    >
      <SummaryList rows={[...factsOf(conversation, today), ...alsoAbout(placed)]} />
      <FollowLink subject={{ kind: 'conversation', id: conversation.id }} face="/provider" />
      <h2 class="govuk-heading-m">Messages</h2>
      <Thread messages={messages} reader="provider" providerName={conversation.providerName} files={files} />
      {mayWrite ? <Answer form={form} conversation={conversation} today={today} /> : null}
    </Page>
  )
}

function factsOf(conversation: ConversationRow, today: LocalDate): readonly SummaryRow[] {
  const { dueOn, targetDays } = conversation
  const facts = [
    { key: 'Status', value: { text: <StandingTag reader="provider" standing={standingOf(conversation, today)} /> } },
    { key: 'About', value: { text: <About conversation={conversation} /> } },
    { key: 'Council team', value: TEAM_NAMES[conversation.team] },
  ]
  if (dueOn === null) return facts
  const promise = `${dueLine(dueOn, today)}. This team answers within ${workingDays(targetDays)} of your last message.`
  return [...facts, { key: 'Answer due', value: promise }]
}

function workingDays(days: number): string {
  return days === 1 ? '1 working day' : `${String(days)} working days`
}

/** What has a page of its own. */
const PLACES: ReadonlyMap<ConversationRow['aboutType'], string> = new Map([
  ['package', 'packages'],
  ['agreement', 'agreements'],
  ['uplift', 'price-changes'],
])

function About({ conversation }: { readonly conversation: ConversationRow }) {
  const { aboutType, aboutId } = conversation
  const words = aboutWords(conversation)
  const place = PLACES.get(aboutType)
  if (place === undefined) return <>{words}</>
  return (
    <a class="govuk-link" href={`/provider/${place}/${aboutId}`}>
      {words}
    </a>
  )
}

type AnswerProps = Pick<MessagePageProps, 'form' | 'conversation' | 'today'>

function Answer({ form, conversation: { id, state, closedOn }, today }: AnswerProps) {
  if (state !== 'closed' || closedOn === null)
    return (
      <PostForm action={`/provider/messages/${id}/replies`} form={form} draft multipart>
        <Words form={form} label="Your reply" hint="The council team that has this conversation is told by e-mail." />
        <AttachmentField form={form} />
        <Button preventDoubleClick>Send reply</Button>
      </PostForm>
    )
  const until = lastDayToReopen(closedOn)
  if (today > until) return <TooLate form={form} until={until} />
  return (
    <PostForm action={`/provider/messages/${id}/reopening`} form={form} draft>
      <Words
        form={form}
        label="Is this not settled?"
        hint={`Say what is still open. You can reopen this conversation until ${formatDay(until)}.`}
      />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Reopen conversation
      </Button>
    </PostForm>
  )
}

/** What was typed meanwhile is shown, so that it can be copied into a new message. */
function TooLate({ form, until }: { readonly form: FormView; readonly until: LocalDate }) {
  const isTyped = (form.values['text'] ?? '') !== ''
  return (
    <>
      <InsetText>
        This conversation could be reopened until {formatDay(until)}. To come back to it,{' '}
        <a class="govuk-link" href="/provider/messages/new">
          write a new message
        </a>
        .
      </InsetText>
      {isTyped ? <Textarea {...typed(form, 'text')} label="What you typed" rows={8} /> : null}
    </>
  )
}

interface WordsProps {
  readonly form: FormView
  readonly label: string
  readonly hint: string
}

function Words({ form, label, hint }: WordsProps) {
  return (
    <CharacterCount
      {...typed(form, 'text')}
      label={{ text: label, classes: 'govuk-label--m' }}
      hint={hint}
      rows={8}
      maxlength={LONGEST_TEXT}
    />
  )
}
