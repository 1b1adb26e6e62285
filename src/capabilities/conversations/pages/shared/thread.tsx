import { Messages } from '../../../../platform/web/patterns/messages.tsx'
import { OUTCOME_NAMES, TEAM_NAMES } from '../../rules/conversation.ts'
import type { Message, Note } from '../../store/messages.ts'
import { Attachments, type ThreadFiles } from './attachments.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

interface ThreadProps {
  readonly messages: readonly Message[]
  readonly reader: 'provider' | 'council'
  readonly providerName: string
  readonly files: ThreadFiles
  /** Only ever given on the council's pages. */
  readonly notes?: readonly Note[] | undefined
}

/** The whole conversation, oldest first, with who wrote and for whom they spoke. */
export function Thread({ messages, reader, providerName, files, notes = [] }: ThreadProps) {
  const said = messages.map((message) => ({
    at: message.writtenAt,
    id: String(message.number),
    sender: senderOf(message, providerName),
    text: textOf(message),
    own: message.side === reader,
    after: <Attachments files={files} number={message.number} />,
  }))
  const noted = notes.map(({ id, text, writerName, writtenAt }) => ({
    at: writtenAt,
    id: `note-${id}`,
    sender: writerName,
    text,
    isPrivate: true,
  }))
  const items = [...said, ...noted]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, ...item }) => ({ ...item, datetime: at.toISOString(), date: formatInstant(at) }))
  return <Messages items={items} />
}

function senderOf({ side, kind, writerName, team }: Message, providerName: string): string {
  if (side === 'provider') return `${writerName}, ${providerName}`
  if (side === 'system') return writerName
  return kind === 'handed-over' ? writerName : `${writerName}, ${TEAM_NAMES[team]}`
}

function textOf({ kind, text, team, outcome }: Message) {
  switch (kind) {
    case 'message':
      return text
    case 'reopened':
      return lead('Reopened.', text)
    case 'closed':
      return lead(`Closed: ${outcome === null ? '' : OUTCOME_NAMES[outcome]}.`, text)
    case 'handed-over':
      return lead(`Handed over to ${TEAM_NAMES[team]}.`, text)
  }
}

function lead(words: string, text: string) {
  return (
    <>
      <strong>{words}</strong>
      {text === '' ? null : `\n${text}`}
    </>
  )
}
