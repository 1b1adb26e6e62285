import { formatDay } from '../../../../../core/format.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ContractPeriod, ContractWeek } from '../../../store/contract-figures.ts'
import type { Contract, RateLine } from '../../../store/price-book.ts'
import type { TermsByDate, TermsChange } from '../../../store/terms.ts'
import { DAYS_WORDS, KIND_WORDS, packagesText, priceText } from '../../shared/words.tsx'
import type { Commitment, ContractProposal } from '../../../store/contract-proposals.ts'
import { LineForm, TermsForm, WaitingTerms } from './forms.tsx'
import { ContractCharts } from '../../shared/contract-charts.tsx'
import { TermsTable } from '../../shared/terms-table.tsx'
import { blockText } from '../../shared/terms-text.ts'

interface ContractProps {
  readonly contract: Contract
  readonly lines: readonly RateLine[]
  readonly terms: readonly TermsByDate[]
  readonly waiting: TermsChange | undefined
  readonly proposal: ContractProposal | undefined
  readonly commitments: readonly Commitment[]
  /** Their names. */
  readonly services: readonly string[]
  /** None for whoever may not see what was recorded. */
  readonly weeks: readonly ContractWeek[]
  readonly periods: readonly ContractPeriod[]
  readonly mayChange: boolean
  readonly mayApprove: boolean
  readonly accountId: string
  readonly form: FormView
  readonly view: ViewContext
}

export function ContractPage(props: ContractProps) {
  const { contract, lines, terms, waiting, mayChange, mayApprove, accountId, form, view } = props
  return (
    <Page
      heading={`Contract ${contract.number}`}
      caption={contract.providerName}
      backLink={{ href: '/council/prices', text: 'Price book' }}
      errors={form.errors}
      view={view}
      wide
    >
      <SummaryList
        rows={[
          { key: 'Title', value: contract.title },
          { key: 'Kind', value: KIND_WORDS[contract.kind] },
          { key: 'Payment calendar', value: contract.calendar },
          { key: 'Services', value: props.services.join(', ') },
          { key: 'Starts', value: formatDay(contract.startsOn) },
          { key: 'Last day', value: contract.endsOn === null ? 'No end is set' : formatDay(contract.endsOn) },
        ]}
      />
      <Changing {...props} />
      <Commitments {...props} />
      <Lines lines={lines} />
      {lines.length === 0 ? null : (
        <TableDownloads href={`/council/contracts/${contract.id}/prices`} what="these prices" />
      )}
      {mayChange ? <LineForm contract={contract} form={form} /> : null}
      <TermsTable terms={terms} />
      {waiting === undefined ? null : (
        <WaitingTerms change={waiting} mayApprove={mayApprove} isOwn={waiting.proposedBy === accountId} form={form} />
      )}
      {mayChange && waiting === undefined ? <TermsForm contract={contract} current={terms[0]} form={form} /> : null}
      <ContractCharts weeks={props.weeks} periods={props.periods} />
    </Page>
  )
}

function Changing({ contract, proposal, mayChange }: ContractProps) {
  if (proposal !== undefined)
    return (
      <p class="govuk-body">
        {proposal.proposerName} has said changes of this contract.{' '}
        <a class="govuk-link" href={`/council/contract-proposals/${proposal.id}`}>
          They wait for a second person
        </a>
      </p>
    )
  if (!mayChange) return null
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/council/contracts/${contract.id}/changes`}>
        Change the contract
      </a>
    </p>
  )
}

function Commitments({ contract, commitments }: ContractProps) {
  if (contract.kind !== 'block') return null
  return (
    <>
      <ResponsiveTable
        caption="Bought in advance, by date"
        empty="It is not said yet what this block buys. Change the contract to say it."
        columns={[{ heading: 'From' }, { heading: 'Before' }, { heading: 'What' }]}
        rows={commitments.map((one) => [
          formatDay(one.from),
          one.until === null ? 'No end is set' : formatDay(one.until),
          blockText(one),
        ])}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/blocks/${contract.id}`}>
          What was bought, used and not used
        </a>
      </p>
    </>
  )
}

function Lines({ lines }: Pick<ContractProps, 'lines'>) {
  return (
    <ResponsiveTable
      caption="Prices"
      empty="This contract has no price yet. Add its first line below."
      columns={[
        { heading: 'Service level' },
        { heading: 'Band' },
        { heading: 'Days' },
        { heading: 'Price today', numeric: true },
        { heading: 'Next price' },
        { heading: 'Used by', numeric: true },
      ]}
      rows={lines.map((line) => [
        <a class="govuk-link" href={`/council/prices/${line.id}`}>
          {line.serviceLevel}, {line.reference}
        </a>,
        line.band === '' ? 'None' : line.band,
        DAYS_WORDS[line.days],
        priceText(line.price, line.unit),
        nextText(line),
        packagesText(line.packages),
      ])}
    />
  )
}

function nextText({ nextFrom, nextPrice, unit, isWaiting }: RateLine): string {
  const next = nextFrom === null ? '' : `From ${formatDay(nextFrom)} ${priceText(nextPrice, unit)}`
  const waiting = isWaiting ? 'One waits for a second person' : ''
  return [next, waiting].filter(Boolean).join('. ') || 'None is known'
}
