import { Badge } from '../../../../platform/web/patterns/badge.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { formatDay } from '../../../../core/format.ts'
import { addressKind } from '../../rules/work-address.ts'
import type { RequestStatus } from '../../rules/contact-request.ts'
import { grantSentence } from '../../rules/sentences.ts'
import type { HeldGrant } from '../../store/granting.ts'

const statusWords = {
  draft: ['Not sent', 'grey'],
  requested: ['Waiting for the council', 'yellow'],
  approved: ['Approved', 'green'],
  refused: ['Refused', 'red'],
  withdrawn: ['Withdrawn', 'grey'],
} as const satisfies Readonly<Record<RequestStatus, readonly [string, string]>>

export function RequestTag({ status }: { readonly status: RequestStatus }) {
  const [text, colour] = statusWords[status]
  return <Tag colour={colour}>{text}</Tag>
}

/** Whether mail to this address stays encrypted on its way, as health and councils ask. */
export function Address({ email }: { readonly email: string }) {
  return (
    <span class="govuk-!-text-break-word">
      {email} {addressKind(email) === 'secure' ? <Badge colour="green">Secure email</Badge> : null}
    </span>
  )
}

/** The sentence of a grant with what is special about it: not begun yet, or instead of a colleague. */
export function heldSentence(grant: HeldGrant, today: string): string {
  const from = grant.startsOn > today ? ` (from ${formatDay(grant.startsOn)})` : ''
  return `${grantSentence(grant)}${grant.covers === null ? '' : ', as cover'}${from}`
}
