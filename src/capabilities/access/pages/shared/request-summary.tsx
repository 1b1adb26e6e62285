import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { detailWords, type PersonDetails } from '../../rules/person-details.ts'
import type { ContactRequest } from '../../store/contact-requests.ts'
import { Address, RequestTag } from './request-words.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

type Props = {
  readonly request: ContactRequest
  readonly changeHref?: string | undefined
  /** The details as they are now, where the one who reads may see them. */
  readonly before?: PersonDetails | undefined
}

/** Who it is about, and how far it has come. */
export function RequestSummary({ request, changeHref, before }: Props) {
  const change =
    changeHref === undefined
      ? {}
      : { actions: { items: [{ href: changeHref, text: 'Change', visuallyHiddenText: 'the person’s details' }] } }
  return (
    <SummaryList
      rows={[
        { key: 'Name', value: `${request.givenName} ${request.familyName}`.trim(), ...change },
        { key: 'Job title', value: given(request.jobTitle) },
        { key: 'Signs in with', value: { text: <Address email={request.email} /> } },
        ...(request.kind === 'change' ? correctionRows(request, before) : contactRows(request)),
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

function given(text: string): string {
  return text === '' ? 'Not given' : text
}

function contactRows({ phone, address }: ContactRequest) {
  return [
    { key: 'Asked for', value: 'A new contact' },
    { key: 'Telephone', value: given(phone) },
    { key: 'Address', value: given(address) },
  ]
}

/** Old and new of each detail, so that a name is not changed by a hasty eye. */
function correctionRows(request: ContactRequest, before: PersonDetails | undefined) {
  const wanted: PersonDetails = { ...request, name: request.givenName }
  return [
    { key: 'Asked for', value: 'A change of what is known of the person, or of the permissions' },
    ...request.corrects.map((detail) => ({
      key: `To correct: ${detailWords[detail].toLowerCase()}`,
      value: before === undefined ? given(wanted[detail]) : `${given(wanted[detail])} (now: ${given(before[detail])})`,
    })),
  ]
}
