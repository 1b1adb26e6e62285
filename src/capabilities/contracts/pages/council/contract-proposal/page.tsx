import { nightsAwayText } from '../../../../../core/absence-tiers.ts'
import { formatDay } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { careTermsWords } from '../../../rules/care-terms.ts'
import type { ContractProposal, FirstTerms } from '../../../store/contract-proposals.ts'
import { DecideForm } from '../../shared/decide-form.tsx'
import { KIND_WORDS, STATUS_WORDS } from '../../shared/words.tsx'
import { blockText, RECORDING_WORDS, termsText } from '../../shared/terms-text.ts'

interface ProposalProps {
  readonly proposal: ContractProposal
  readonly mayApprove: boolean
  readonly accountId: string
  readonly form: FormView
  readonly view: ViewContext
}

export function ContractProposalPage({ proposal, mayApprove, accountId, form, view }: ProposalProps) {
  const { text, colour } = STATUS_WORDS[proposal.status]
  const isOwn = proposal.proposedBy === accountId
  return (
    <Page
      heading={`${proposal.contractId === null ? 'New contract' : 'Contract'} ${proposal.number}`}
      caption={proposal.providerName}
      backLink={{ href: '/council/price-changes', text: 'Waiting for a second person' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        <Tag colour={colour}>{text}</Tag>
      </p>
      <Facts proposal={proposal} />
      {proposal.contractId === null ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/contracts/${proposal.contractId}`}>
            The contract as it stands
          </a>
        </p>
      )}
      {proposal.status === 'proposed' && (mayApprove || isOwn) ? (
        <DecideForm
          action={`/council/contract-proposals/${proposal.id}/decision`}
          version={proposal.version}
          isOwn={isOwn}
          form={form}
        />
      ) : null}
    </Page>
  )
}

function Facts({ proposal }: Pick<ProposalProps, 'proposal'>) {
  return (
    <SummaryList
      rows={[
        { key: 'What it is for', value: proposal.title },
        { key: 'Kind', value: KIND_WORDS[proposal.kind] },
        { key: 'Services', value: proposal.serviceNames.join(', ') },
        { key: 'Payment calendar', value: proposal.calendar },
        { key: 'First day', value: formatDay(proposal.startsOn) },
        { key: 'Last day', value: proposal.endsOn === null ? 'No end is set' : formatDay(proposal.endsOn) },
        ...(proposal.terms === null ? [] : termsRows(proposal.terms)),
        ...(proposal.block === null ? [] : [{ key: 'Bought in advance', value: blockText(proposal.block) }]),
        { key: 'Why', value: proposal.reason },
        { key: 'Said by', value: `${proposal.proposerName}, ${formatInstant(proposal.proposedAt)}` },
        ...(proposal.deciderName === null ? [] : [{ key: 'Decided by', value: proposal.deciderName }]),
        ...(proposal.note === null ? [] : [{ key: 'Note', value: proposal.note }]),
      ]}
    />
  )
}

function termsRows(terms: FirstTerms) {
  const { recording, paidBy, tolerancePercent, stepMinutes, claimLimitWeeks, signGate } = terms
  return [
    { key: 'How care is recorded', value: RECORDING_WORDS[recording] },
    { key: 'What is paid', value: termsText(terms) },
    {
      key: 'Who starts a payment',
      value: paidBy === 'invoice' ? 'The provider, by invoice' : 'The council, each period',
    },
    {
      key: 'Tolerance',
      value: tolerancePercent === null ? 'None: nothing is held' : `${tolerancePercent}% above plan`,
    },
    { key: 'Steps of hours', value: `${String(stepMinutes)} minutes` },
    { key: 'How far back', value: `${String(claimLimitWeeks)} weeks` },
    { key: 'Signed first', value: signGate ? 'Yes' : 'No' },
    { key: 'Beside that', value: careTermsWords(terms.care, recording).join('. ') },
    ...(recording === 'none' ? [{ key: 'Nights away', value: nightsAwayText(terms.absenceTiers) }] : []),
  ]
}
