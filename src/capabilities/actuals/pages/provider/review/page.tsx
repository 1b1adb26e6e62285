import { formatDays, formatPounds, formatQuantity } from '../../../../../core/format.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { quantity } from '../../../../../core/money.ts'
import type { Pence, Quantity } from '../../../../../core/money.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { isConfirmable, type Reviewed } from '../../../rules/review.ts'
import type { SheetRow } from '../../../rules/sheet-row.ts'
import type { Parked } from '../../../store/parked.ts'
import { isWaitingLate, LateReason, LateReasonOf } from '../../shared/late-reason.tsx'
import { inUnits, wordsFor } from '../../shared/words.ts'
import { Information } from './information.tsx'
import { AskLink, PersonLink } from './line-links.tsx'
import { PleaseConfirm } from './please-confirm.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly service: { readonly id: string; readonly name: string }
  readonly weekStart: LocalDate
  readonly reviewed: readonly Reviewed[]
  readonly before: ReadonlyMap<string, Quantity>
  /** What the week comes to as it stands or is planned. */
  readonly pounds: Pence
  readonly isWhole: boolean
  readonly now: Date
  readonly parked: ReadonlyMap<string, Parked>
  readonly mayVary: boolean
}
type Of<L extends Reviewed['level']> = Extract<Reviewed, { readonly level: L }>

export function ReviewPage(props: Props) {
  const { view, form, service, weekStart, now, reviewed, before, pounds, isWhole, mayVary } = props
  const week = `/provider/actuals/${service.id}/${weekStart}`
  const mustFix = reviewed.filter((one) => one.level === 'must-fix')
  const doubtful = reviewed.filter((one) => one.level === 'please-confirm')
  const confirmed = reviewed.filter(isConfirmable)
  const count = confirmed.length
  return (
    <Page
      heading="Review and confirm"
      caption={`${service.name}, ${formatDays(weekOf(weekStart))}`}
      errors={form.errors}
      view={view}
      backLink={{ href: week, text: 'Back to the week' }}
      wide
    >
      <Totals {...{ reviewed, before, pounds }} />
      {isWhole ? null : (
        <InsetText>
          This service has more packages than one page holds. The first hundred that are open are reviewed here; confirm
          them, and the next follow.
        </InsetText>
      )}
      <MustFix {...{ mustFix, week, form, now }} />
      <PleaseConfirm {...{ doubtful, mayVary, week }} />
      {count === 0 ? (
        <p class="govuk-body">Nothing is left to confirm in this week.</p>
      ) : (
        <PostForm action={`${week}/review`} form={form} id="confirm" draft>
          {confirmed.some(({ row }) => isWaitingLate(row, now)) ? <LateReason form={form} /> : null}
          {confirmed.map(({ row }) => (
            <input type="hidden" name={`version-${row.packageId}`} value={String(row.standing?.version ?? 0)} />
          ))}
          <Button preventDoubleClick>{count === 1 ? 'Confirm 1 record' : `Confirm ${String(count)} records`}</Button>
        </PostForm>
      )}
      <Waiting {...props} week={week} />
      <Information reviewed={reviewed} />
    </Page>
  )
}

/** What the week comes to, against the plan and the week before, where all is counted in one unit. */
function Totals({ reviewed, before, pounds }: Pick<Props, 'reviewed' | 'before' | 'pounds'>) {
  const rows = reviewed.map(({ row }) => row)
  const [unit] = rows.map(({ plan }) => plan.unit)
  if (unit === undefined) return null
  const sumOfMoney = (
    <>
      The week comes to <strong>{formatPounds(pounds)}</strong>.
    </>
  )
  if (rows.some(({ plan }) => plan.unit !== unit)) return <p class="govuk-body">{sumOfMoney}</p>
  const sum = (amounts: readonly bigint[]) => quantity(amounts.reduce((total, amount) => total + amount, 0n))
  const actual = sum(rows.map(({ planned, standing }) => (standing === undefined ? planned : standing.actual)))
  return (
    <p class="govuk-body">
      {inUnits(actual, unit)} delivered, where {formatQuantity(sum(rows.map(({ planned }) => planned)))} are planned.{' '}
      {before.size === 0 ? null : <>In the week before it was {formatQuantity(sum([...before.values()]))}.</>}{' '}
      {sumOfMoney}
    </p>
  )
}

interface MustFixProps {
  readonly mustFix: readonly Of<'must-fix'>[]
  readonly week: string
  readonly form: FormView
  readonly now: Date
}

/** A row that stops is paid as planned, ended with nothing, or asked about; none of them holds up the others. */
function MustFix({ mustFix, week, form, now }: MustFixProps) {
  if (mustFix.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m" id="must-fix">
        Must fix: {mustFix.length === 1 ? '1 line stops you' : `${String(mustFix.length)} lines stop you`}
      </h2>
      <p class="govuk-body">
        If you leave them, they are not confirmed and not paid with this period. Everything else can be confirmed.
      </p>
      <ResponsiveTable
        caption="Lines to fix"
        captionHidden
        classes="portal-dense"
        columns={[{ heading: 'Person' }, { heading: 'What is wrong' }, { heading: 'What you can do' }]}
        rows={mustFix.map(({ row, faults }) => [
          <PersonLink row={row} />,
          faults.map((fault) => <p class="govuk-body-s">{wordsFor(fault, row.plan.unit).text}</p>),
          <Ways row={row} week={week} form={form} now={now} />,
        ])}
      />
    </>
  )
}

function Ways({ row, week, form, now }: Omit<MustFixProps, 'mustFix'> & { readonly row: SheetRow }) {
  const { packageId, personName } = row
  const asked = { csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${packageId}` }
  const hidden = <span class="govuk-visually-hidden"> {personName}</span>
  return (
    <PostForm action={`${week}/${packageId}/settlement`} form={asked} classes="portal-ways">
      <input type="hidden" name="version" value={String(row.standing?.version ?? 0)} />
      {isWaitingLate(row, now) ? <LateReasonOf form={form} row={row} /> : null}
      <Button name="as" value="planned" classes="govuk-button--secondary govuk-!-margin-bottom-1" preventDoubleClick>
        Pay as planned{hidden}
      </Button>{' '}
      <Button name="as" value="nil" classes="govuk-button--secondary govuk-!-margin-bottom-1" preventDoubleClick>
        Nothing delivered{hidden}
      </Button>{' '}
      <AskLink row={row} week={week} />
    </PostForm>
  )
}

/** Lines about which the council has been asked: nothing waits for them, and each can be taken up again. */
function Waiting({ reviewed, parked, form, week }: Props & { readonly week: string }) {
  const rows = reviewed.filter((one) => one.level === 'parked')
  if (rows.length === 0) return null
  return (
    <ResponsiveTable
      caption={rows.length === 1 ? '1 line waits for the council' : `${String(rows.length)} lines wait for the council`}
      classes="portal-dense"
      columns={[{ heading: 'Person' }, { heading: 'Asked' }, { heading: 'What you can do' }]}
      rows={rows.map(({ row }) => [
        <PersonLink row={row} />,
        <Question asked={parked.get(row.packageId)} />,
        <PostForm
          action={`${week}/${row.packageId}/query/end`}
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${row.packageId}` }}
        >
          <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
            Take it up again<span class="govuk-visually-hidden">: {row.personName}</span>
          </Button>
        </PostForm>,
      ])}
    />
  )
}

function Question({ asked }: { readonly asked: Parked | undefined }) {
  if (asked === undefined) return null
  return (
    <>
      {asked.parkedName}, {formatInstant(asked.parkedAt)}:{' '}
      <a class="govuk-link" href={`/provider/messages/${asked.conversationId}`}>
        the question
      </a>
    </>
  )
}
