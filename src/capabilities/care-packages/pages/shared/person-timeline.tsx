import { formatDay } from '../../../../core/format.ts'
import { londonToday } from '../../../../platform/clock.ts'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import { timelineOf, type Happening } from '../../rules/timeline.ts'
import type { AroundPerson } from '../../store/person.ts'
import type { PersonProps } from './person-props.ts'
import { CAUSE_WORDS, DOCUMENT_WORDS } from './words.ts'

export function PersonTimeline({ around, today, face }: PersonProps) {
  const items = timelineOf(around.packages, toldOf(around), today)
  return (
    <>
      <h2 class="govuk-heading-m">What happened</h2>
      <Timeline
        headingLevel={3}
        items={items.map((item) => ({
          title: titleOf(item),
          datetime: item.day,
          date: formatDay(item.day),
          content: <Link happening={item} face={face} />,
        }))}
      />
    </>
  )
}

function toldOf({ messages = [], documents = [], agreements = [] }: AroundPerson) {
  return [
    ...messages.map(({ id, typeName, openedAt }) => ({
      ...({ kind: 'message', id, text: typeName, day: londonToday(openedAt) } as const),
    })),
    ...documents.map(({ id, type, filedAt }) => ({
      ...({ kind: 'document', id, text: DOCUMENT_WORDS[type] ?? type, day: londonToday(filedAt) } as const),
    })),
    ...agreements.flatMap(({ id, reference, publishedAt }) =>
      publishedAt === null ? [] : [{ kind: 'agreement', id, text: reference, day: londonToday(publishedAt) } as const],
    ),
  ]
}

function titleOf(item: Happening): string {
  switch (item.kind) {
    case 'began':
      return 'Care began'
    case 'ended':
      return 'Care ended'
    case 'changed':
      return `Care changed: ${CAUSE_WORDS[item.cause].toLowerCase()}`
    case 'priced':
      return 'The price changed'
    case 'document':
      return `Filed: ${item.text}`
    case 'message':
      return `Message: ${item.text}`
    case 'agreement':
      return 'Agreement published'
  }
}

const PLACES = { document: 'documents', message: 'messages', agreement: 'agreements' } as const
const WORDS = { document: 'Open the document', message: 'Read the message' } as const

function Link({ happening, face }: { readonly happening: Happening; readonly face: PersonProps['face'] }) {
  if ('care' in happening)
    return (
      <a class="govuk-link" href={`${face}/packages/${happening.care.id}`}>
        {happening.care.reference}
      </a>
    )
  const { kind, id, text } = happening
  return (
    <a class="govuk-link" href={`${face}/${PLACES[kind]}/${id}`}>
      {kind === 'agreement' ? text : WORDS[kind]}
    </a>
  )
}
