import { Tag, type TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { Standing } from '../../rules/conversation.ts'

type Words = { readonly text: string; readonly colour: TagColour }

/** Red is late, orange is the reader's move, blue is the other side's, green is nothing to do. The words say it all. */
const WORDS: Readonly<Record<'provider' | 'council', Readonly<Record<Standing, Words>>>> = {
  provider: {
    provider: { text: 'Waiting for you', colour: 'orange' },
    council: { text: 'Waiting for the council', colour: 'blue' },
    'council-late': { text: 'Council’s answer is late', colour: 'red' },
    closed: { text: 'Closed', colour: 'green' },
  },
  council: {
    provider: { text: 'Waiting for the provider', colour: 'blue' },
    council: { text: 'Waiting for us', colour: 'orange' },
    'council-late': { text: 'Overdue', colour: 'red' },
    closed: { text: 'Closed', colour: 'green' },
  },
}

interface StandingTagProps {
  readonly reader: 'provider' | 'council'
  readonly standing: Standing
}

export function StandingTag({ reader, standing }: StandingTagProps) {
  const { text, colour } = WORDS[reader][standing]
  return <Tag colour={colour}>{text}</Tag>
}
