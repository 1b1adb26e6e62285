import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { InvoiceState } from '../../rules/state.ts'
import { STATE_WORDS } from './words.ts'

export function StateTag({ state }: { readonly state: InvoiceState }) {
  const { text, colour } = STATE_WORDS[state]
  return <Tag colour={colour}>{text}</Tag>
}
