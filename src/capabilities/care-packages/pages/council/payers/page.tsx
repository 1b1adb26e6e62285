import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { PAYERS } from '../../../../../core/payers.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import { unitCost, type Payers } from '../../../rules/payers.ts'
import type { PayerChange } from '../../../store/payers.ts'
import { PersonBar } from '../../shared/package.tsx'
import { changeText, PAYER_WORDS, STATUS_WORDS, WhoPays, whoPaysToday } from '../../shared/who-pays.tsx'

interface PayersProps {
  readonly care: Package
  readonly payers: Payers
  readonly changes: readonly PayerChange[]
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PayersPage(props: PayersProps) {
  const { care, payers, changes, today, mayChange, form, view } = props
  const waiting = changes.filter(({ status }) => status === 'proposed')
  const paid = whoPaysToday(care, payers, today)
  return (
    <Page
      heading="Who pays what"
      caption={`Care package ${care.reference}, ${care.provider.name}`}
      backLink={{ href: `/council/packages/${care.id}`, text: `Care package ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/council/restricted-people" />
      {payers.rows.length === 0 ? (
        <p class="govuk-body">Nobody but the council pays a part of this care.</p>
      ) : (
        <WhoPays care={care} payers={payers} today={today} face="/council" />
      )}
      {paid === undefined || care.unit !== 'week' ? null : (
        <p class="govuk-body">
          Unit cost for Client Level Data: {formatPounds(unitCost(paid))} a week. It has the person’s contribution in
          it, and neither the top-up nor nursing care.
        </p>
      )}
      {waiting.map((change) => (
        <Waiting change={change} />
      ))}
      {mayChange && care.unit === 'week' ? <ProposeForm care={care} form={form} /> : null}
      {care.unit === 'week' ? null : (
        <p class="govuk-body">Only care by the week can have a part that somebody else pays.</p>
      )}
      <Changes changes={changes} />
    </Page>
  )
}

function Waiting({ change }: { readonly change: PayerChange }) {
  return (
    <InsetText>
      Waits for a second person: {changeText(change)}.{' '}
      <a class="govuk-link" href={`/council/payer-changes/${change.id}`}>
        Look at it and decide
      </a>
    </InsetText>
  )
}

const HINTS = {
  contribution: 'What the financial assessment says the person pays towards the price',
  'top-up': 'What family or somebody else pays for a dearer place, within the price',
  nursing: 'NHS-funded nursing care, paid to the home beside the price. It is told, and changes no payment of ours',
} as const

function ProposeForm({ care, form }: Pick<PayersProps, 'care' | 'form'>) {
  return (
    <PostForm action={`/council/packages/${care.id}/payers`} form={form} id="say-payer" draft>
      <h2 class="govuk-heading-m">Say what somebody pays</h2>
      <Radios
        {...chosen(form, 'payer')}
        legend={{ text: 'Who pays', classes: 'govuk-fieldset__legend--s' }}
        items={PAYERS.map((payer) => ({ value: payer, text: PAYER_WORDS[payer], hint: HINTS[payer] }))}
      />
      <Input
        {...typed(form, 'weekly')}
        label="How much a week"
        hint="In pounds, for seven nights, like 160.15. Enter 0 if nothing is paid any more"
        prefix="£"
        inputmode="decimal"
        classes="govuk-input--width-10"
      />
      <DateInput
        {...dated(form, 'from')}
        legend="From which day"
        hint="It is paid from this day until the next amount that is known already. For example, 6 4 2026"
      />
      <Textarea {...typed(form, 'reason')} label="Why it changes" hint="The second person reads this" rows={3} />
      <Button preventDoubleClick>Send to a second person</Button>
    </PostForm>
  )
}

function Changes({ changes }: Pick<PayersProps, 'changes'>) {
  return (
    <ResponsiveTable
      caption="Changes said here"
      empty="Nobody has changed who pays what here yet. What is shown above came with a migration pack."
      columns={[
        { heading: 'Who' },
        { heading: 'From', nowrap: true },
        { heading: 'A week', numeric: true },
        { heading: 'State' },
        { heading: 'Said by' },
        { heading: 'Decided by' },
        { heading: 'Why' },
      ]}
      rows={changes.map(({ payer, fromOn, weekly, status, proposerName, proposedAt, deciderName, reason, note }) => [
        PAYER_WORDS[payer],
        formatDay(fromOn),
        formatPounds(weekly),
        <Tag colour={STATUS_WORDS[status].colour}>{STATUS_WORDS[status].text}</Tag>,
        `${proposerName}, ${formatInstant(proposedAt)}`,
        deciderName ?? 'Nobody yet',
        note === null ? reason : `${reason}. Answer: ${note}`,
      ])}
    />
  )
}
