import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import type { ContactRequest } from '../../store/contact-requests.ts'
import { Address, RequestTag } from './request-words.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

type Props = { readonly request: ContactRequest; readonly changeHref?: string | undefined }

/** Who it is about, and how far it has come. */
export function RequestSummary({ request, changeHref }: Props) {
  const given = (text: string) => (text === '' ? 'Not given' : text)
  const change =
    changeHref === undefined
      ? {}
      : { actions: { items: [{ href: changeHref, text: 'Change', visuallyHiddenText: 'the person’s details' }] } }
  const details =
    request.kind === 'change'
      ? [{ key: 'Asked for', value: 'Another set of permissions' }]
      : [
          { key: 'Asked for', value: 'A new contact' },
          { key: 'Telephone', value: given(request.phone) },
          { key: 'Address', value: given(request.address) },
        ]
  return (
    <SummaryList
      rows={[
        { key: 'Name', value: `${request.givenName} ${request.familyName}`.trim(), ...change },
        { key: 'Job title', value: given(request.jobTitle) },
        { key: 'Signs in with', value: { text: <Address email={request.email} /> } },
        ...details,
        ...(request.note === '' ? [] : [{ key: 'Note', value: request.note }]),
        { key: 'State', value: { text: <RequestTag status={request.status} /> } },
        ...(request.status === 'draft'
          ? []
          : [{ key: 'Sent', value: `${formatInstant(request.requestedAt)} by ${request.requesterName}` }]),
        ...(request.decidedAt === null
          ? []
          : [{ key: 'Decided', value: `${formatInstant(request.decidedAt)} by ${request.deciderName ?? ''}` }]),
        ...(request.refusalReason === null ? [] : [{ key: 'Reason', value: request.refusalReason }]),
      ]}
    />
  )
}
