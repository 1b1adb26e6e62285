import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type {
  OutcomeTotal,
  ProviderTotal,
  RenewalProgress,
  Uplift,
  UpliftLine,
  UpliftRule,
} from '../../../store/uplifts.ts'
import type { AskedForMore } from '../../../store/asked-for-more.ts'
import type { UpliftBlock } from '../../../store/raise-blocks.ts'
import type { RenewalByHand } from '../../../store/renewals-by-hand.ts'
import { UPLIFT_WORDS } from '../../shared/uplift-words.ts'
import { AskedForMoreList } from './asked-for-more.tsx'
import { DecisionForm, RulesForm, SendForm, SimulateForm, UndoForm } from './forms.tsx'
import { Renewal } from './renewal.tsx'
import { Results } from './results.tsx'
import { Rules } from './rules.tsx'

interface UpliftProps {
  readonly uplift: Uplift
  readonly rules: readonly UpliftRule[]
  readonly outcomes: readonly OutcomeTotal[]
  readonly providers: readonly ProviderTotal[]
  readonly lines: readonly UpliftLine[]
  readonly blocks: readonly UpliftBlock[]
  /** Undefined for whoever may not read messages. */
  readonly asked: readonly AskedForMore[] | undefined
  readonly renewal: readonly RenewalProgress[] | undefined
  readonly byHand: readonly RenewalByHand[]
  readonly mayOpen: boolean
  readonly mayChange: boolean
  readonly mayApprove: boolean
  readonly accountId: string
  /** Whether one of its prices begins today or before. */
  /** Whether its first day is near enough for what was paid to change. */
  readonly mayReach: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function UpliftPage(props: UpliftProps) {
  const { uplift, rules, outcomes, form, view } = props
  const { text, colour } = UPLIFT_WORDS[uplift.status]
  const isDraft = uplift.status === 'draft' && props.mayChange
  return (
    <Page
      heading={`Uplift ${uplift.name}`}
      backLink={{ href: '/council/uplifts', text: 'Annual uplifts' }}
      errors={form.errors}
      view={view}
      wide
    >
      <p class="govuk-body">
        <Tag colour={colour}>{text}</Tag>
      </p>
      <Facts uplift={uplift} />
      <AskedForMoreList uplift={uplift} asked={props.asked} />
      {props.renewal === undefined ? null : <Renewal {...props} outcomes={props.renewal} />}
      <Rules uplift={uplift} rules={rules} mayChange={isDraft} form={form} />
      {isDraft ? <RulesForm uplift={uplift} form={form} /> : null}
      {isDraft && rules.length > 0 ? <SimulateForm uplift={uplift} form={form} /> : null}
      {uplift.simulatedAt === null ? null : <Results {...props} />}
      {uplift.simulatedAt === null ? null : <ReachesPaid {...props} />}
      {isDraft && uplift.simulatedAt !== null ? (
        <SendForm uplift={uplift} outliers={outliersOf(outcomes)} form={form} />
      ) : null}
      <Deciding {...props} />
    </Page>
  )
}

/** Stands before the decision: what was paid already changes too. */
function ReachesPaid({ uplift, mayReach }: UpliftProps) {
  if (!mayReach || !['draft', 'submitted'].includes(uplift.status)) return null
  return (
    <InsetText>
      Weeks that were paid at another price, and nights that are paid ahead, get a further line with the difference; the
      lines that were paid stay as they are.{' '}
      <a class="govuk-link" href={`/council/uplifts/${uplift.id}/effect`}>
        Look at every line that it changes
      </a>
    </InsetText>
  )
}

function Deciding({ uplift, mayApprove, accountId, form }: UpliftProps) {
  if (!mayApprove) return null
  if (uplift.status === 'applied') return <UndoForm uplift={uplift} form={form} />
  if (uplift.status !== 'submitted') return null
  if ([uplift.createdBy, uplift.submittedBy].includes(accountId))
    return <p class="govuk-body">You made or sent this uplift, so somebody else has to approve it.</p>
  return <DecisionForm uplift={uplift} form={form} />
}

function outliersOf(outcomes: readonly OutcomeTotal[]): number {
  return outcomes.find(({ outcome }) => outcome === 'changes')?.outliers ?? 0
}

function Facts({ uplift }: Pick<UpliftProps, 'uplift'>) {
  const { starts, effectiveOn, recentSince, overPence } = uplift
  const when =
    starts === 'on-day'
      ? formatDay(effectiveOn)
      : `Each on the next anniversary of its contract, on ${formatDay(effectiveOn)} or after it`
  return (
    <SummaryList
      rows={[
        { key: 'New prices start', value: when },
        {
          key: 'Recent prices left',
          value: recentSince === null ? 'No' : `Agreed on or after ${formatDay(recentSince)}`,
        },
        {
          key: 'Negotiated prices left',
          value: overPence === null ? 'No' : `Where every package costs more than ${formatPounds(overPence)} a week`,
        },
        { key: 'Looked at one by one', value: `Prices that move more than ${uplift.outlierPercent}%` },
        {
          key: 'Agreements',
          value: uplift.renewsAgreements ? 'New versions where they state the price' : 'Left as they are',
        },
        { key: 'Asking for more', value: askingText(uplift.askUntil ?? null) },
        { key: 'Made by', value: uplift.creatorName },
        ...person('Sent by', uplift.submitterName),
        ...person('Why the outliers are right', uplift.outliersReason),
        ...person('Decided by', uplift.deciderName),
        ...person('Undone by', uplift.undoerName),
        ...person('Note', uplift.note),
      ]}
    />
  )
}

function askingText(until: LocalDate | null): string {
  return until === null ? 'Not offered by the letters' : `Until ${formatDay(until)}, by a message with evidence`
}

function person(key: string, value: string | null) {
  return value === null ? [] : [{ key, value }]
}
