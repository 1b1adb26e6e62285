import { formatDay, formatPounds } from '../../../../core/format.ts'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import type { Package } from '../../rules/package.ts'
import { timelineOf, type Happening } from '../../rules/timeline.ts'
import type { VariationStatus } from '../../rules/variation.ts'
import { EVENT_WORDS } from './life-event-words.ts'
import type { PersonProps } from './person-props.ts'
import { toldOf } from './told-of-person.ts'
import { CAUSE_WORDS } from './words.ts'

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
          content: <Content happening={item} face={face} />,
        }))}
      />
    </>
  )
}

const ASKED: Readonly<Record<VariationStatus, string>> = {
  waiting: 'A change was asked for and waits for the council',
  accepted: 'A change was asked for',
  refused: 'A change was asked for',
  withdrawn: 'A change was asked for and taken back',
}

function titleOf(item: Happening): string {
  return 'care' in item ? careTitle(item) : toldTitle(item)
}

type OfCare = Extract<Happening, { readonly care: Package }>

/** What befell somebody whose name is hidden would help to know who it is. */
function careTitle(item: OfCare): string {
  if (isPlain(item)) return PLAIN[item.kind]
  const { restricted } = item.care.person
  switch (item.kind) {
    case 'changed':
      return `Care changed: ${CAUSE_WORDS[item.cause].toLowerCase()}`
    case 'life-event':
      return restricted ? 'The provider told what happened' : EVENT_WORDS[item.what]
    case 'back':
      return restricted ? 'Care goes on' : 'Back from hospital'
    case 'asked':
      return ASKED[item.status]
    case 'answered':
      return item.status === 'accepted' ? 'The change was accepted' : 'The change was refused'
  }
}

function isPlain(item: OfCare): item is Extract<OfCare, { readonly kind: keyof typeof PLAIN }> {
  return item.kind in PLAIN
}

const PLAIN = {
  began: 'Care began',
  ended: 'Care ended',
  priced: 'The price changed',
  suspended: 'Care suspended',
  released: 'Care released',
} as const

function toldTitle(item: Exclude<Happening, OfCare>): string {
  switch (item.kind) {
    case 'paid':
      return `Paid: ${formatPounds(item.amount)}`
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

type Shown = { readonly happening: Happening; readonly face: PersonProps['face'] }

/** Where more of it is told, and of which care it is. */
function Content({ happening, face }: Shown) {
  if (happening.kind === 'paid') return <>{happening.packages.map(({ reference }) => reference).join(', ')}</>
  if (!('care' in happening)) {
    const { kind, id, text } = happening
    return <Link href={`${face}/${PLACES[kind]}/${id}`} text={kind === 'agreement' ? text : WORDS[kind]} />
  }
  const { care } = happening
  const more = moreOf(happening, face)
  return (
    <>
      <Link href={`${face}/packages/${care.id}`} text={care.reference} />
      {more === undefined ? null : (
        <>
          {': '}
          <Link {...more} />
        </>
      )}
    </>
  )
}

/** The council deals with what was told on a page of its own. */
function moreOf(happening: OfCare, face: PersonProps['face']) {
  if (happening.kind === 'asked' || happening.kind === 'answered')
    return { href: `${face}/variations/${happening.id}`, text: 'The request' }
  if (face === '/council' && (happening.kind === 'life-event' || happening.kind === 'back'))
    return { href: `/council/life-events/${happening.id}`, text: 'What was told' }
  return undefined
}

function Link({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <a class="govuk-link" href={href}>
      {text}
    </a>
  )
}
