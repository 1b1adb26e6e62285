import { formatDay } from '../../../../../core/format.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { BankStanding } from '../../../rules/bank.ts'
import type { BankAccount } from '../../../store/bank.ts'
import type { Organisation } from '../../../store/organisation.ts'
import { STANDING_WORDS } from '../../shared/bank-words.ts'
import { CancelForm, DecideForm } from './forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

export type StandingAccount = BankAccount & { readonly standing: BankStanding }

interface BankAccountProps {
  readonly organisation: Organisation
  /** Newest first. */
  readonly accounts: readonly StandingAccount[]
  readonly mayDecide: boolean
  readonly accountId: string
  readonly coolingOffDays: number
  readonly form: FormView
  readonly view: ViewContext
}

export function BankAccountPage(props: BankAccountProps) {
  const { organisation, accounts, mayDecide, form, view } = props
  const current = accounts.find(({ standing }) => standing === 'in-force')
  const underWay = accounts.find(isUnderWay)
  return (
    <Page
      heading="Bank account"
      caption={organisation.tradingName}
      errors={form.errors}
      view={view}
      backLink={{ href: `/council/organisations/${organisation.id}`, text: organisation.tradingName }}
      wide
    >
      <p class="govuk-body">{currentWords(organisation, current)}</p>
      {underWay === undefined ? null : <UnderWay {...props} account={underWay} />}
      {underWay === undefined && mayDecide ? (
        <Button href={`/council/organisations/${organisation.id}/bank-account/new`}>Enter another account</Button>
      ) : null}
      <History accounts={accounts} />
    </Page>
  )
}

function isUnderWay({ standing }: StandingAccount): boolean {
  return standing === 'waiting' || standing === 'cooling-off'
}

function currentWords({ bankLastFour }: Organisation, current: StandingAccount | undefined): string {
  if (current !== undefined)
    return `Payments go to the account of ${current.accountName} ending in ${current.lastFour}.`
  if (bankLastFour === null) return 'No bank account is known here yet.'
  return `Payments go to the account ending in ${bankLastFour}, which the finance system brought.`
}

function UnderWay(props: BankAccountProps & { readonly account: StandingAccount }) {
  const { account, mayDecide, accountId } = props
  const waiting = account.standing === 'waiting'
  return (
    <>
      <h2 class="govuk-heading-m">Change under way</h2>
      <Facts account={account} />
      {mayDecide && waiting && account.enteredBy === accountId ? (
        <p class="govuk-body">You entered this account, so somebody else has to approve it.</p>
      ) : null}
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {mayDecide && waiting && account.enteredBy !== accountId ? <DecideForm {...props} /> : null}
          {mayDecide ? <CancelForm {...props} /> : null}
        </div>
      </div>
    </>
  )
}

function Facts({ account }: { readonly account: StandingAccount }) {
  const { text, colour, meaning } = STANDING_WORDS[account.standing]
  return (
    <SummaryList
      rows={[
        {
          key: 'State',
          value: {
            text: (
              <>
                <Tag colour={colour}>{text}</Tag> <span>{meaning}</span>
              </>
            ),
          },
        },
        { key: 'Account', value: `${account.accountName}, ending in ${account.lastFour}` },
        {
          key: 'Confirmed by telephone',
          value: `${account.calledName} on ${account.calledNumber}, called on ${formatDay(account.calledOn)}`,
        },
        { key: 'Where the number came from', value: account.numberSource },
        { key: 'Entered', value: `${formatInstant(account.enteredAt)} by ${account.entererName}` },
        ...(account.decidedAt === null
          ? []
          : [
              { key: 'Approved', value: `${formatInstant(account.decidedAt)} by ${account.deciderName ?? 'somebody'}` },
            ]),
        ...(account.inForceOn === null ? [] : [{ key: 'In force from', value: formatDay(account.inForceOn) }]),
      ]}
    />
  )
}

function History({ accounts }: Pick<BankAccountProps, 'accounts'>) {
  return (
    <ResponsiveTable
      caption="All accounts, newest first"
      empty="No account has been entered in the portal yet."
      columns={[
        { heading: 'Account' },
        { heading: 'State' },
        { heading: 'Entered' },
        { heading: 'Second person' },
        { heading: 'In force from' },
        { heading: 'Why not' },
      ]}
      rows={accounts.map((account) => {
        const { text, colour } = STANDING_WORDS[account.standing]
        return [
          `${account.accountName}, ending in ${account.lastFour}`,
          <Tag colour={colour}>{text}</Tag>,
          `${formatInstant(account.enteredAt)} by ${account.entererName}`,
          account.decidedAt === null
            ? ''
            : `${formatInstant(account.decidedAt)} by ${account.deciderName ?? 'somebody'}`,
          account.inForceOn === null ? '' : formatDay(account.inForceOn),
          account.reason === null
            ? ''
            : `${account.reason}${account.enderName === null ? '' : ` (${account.enderName})`}`,
        ]
      })}
    />
  )
}
