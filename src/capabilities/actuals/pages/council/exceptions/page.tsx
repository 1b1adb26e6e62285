import { formatDays, formatQuantity } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { KINDS, type ExceptionKind } from '../../../rules/exceptions.ts'
import type { WeekException } from '../../../store/exceptions.ts'
import type { ManualShare } from '../../../store/visit-exceptions.ts'
import { inUnits } from '../../shared/words.ts'
import { ActualsViews } from '../views.tsx'
import { kindWords, saidOf, whatToDo, whyOf } from './words.ts'
import { WeekLink } from '../week-link.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly exceptions: readonly WeekException[]
  readonly shares: readonly ManualShare[]
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly asked: { readonly kind: ExceptionKind | undefined; readonly providerId: string | undefined }
  readonly next: string | undefined
  readonly mayDecide: boolean
  readonly mayAsk: boolean
}

const columns = [
  { heading: 'Why' },
  { heading: 'Person' },
  { heading: 'Provider and service' },
  { heading: 'Week' },
  { heading: 'Planned', numeric: true },
  { heading: 'Actual', numeric: true },
  { heading: 'What they say' },
  { heading: 'What to do' },
]

export function ExceptionsPage(props: Props) {
  const { view, form, exceptions, shares, next } = props
  return (
    <Page heading="Exceptions" errors={form.errors} view={view} wide>
      <ActualsViews current="exceptions" />
      <p class="govuk-body">
        Weeks of the last three months that somebody should look at, and all that wait for the council. What you let
        stand leaves the list, and comes back when the provider changes it.
      </p>
      <Filter {...props} />
      <div id="exceptions" tabIndex={-1}>
        <ResponsiveTable
          caption="Weeks to look at"
          captionHidden
          classes="portal-dense"
          columns={columns}
          rows={exceptions.map((week) => cellsOf(week, props))}
          empty="Nothing to look at. Weeks appear here when they are above the exception level, mostly frustrated, recorded by two providers, after a death, while the person is away, or confirmed late."
        />
      </div>
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={next}>
            More weeks
          </a>
        </p>
      )}
      <ByHand shares={shares} />
    </Page>
  )
}

function Filter({ providers, asked }: Props) {
  return (
    <form method="get" action="/council/actuals/exceptions" class="portal-filter">
      <Select
        id="kind"
        name="kind"
        label="Why"
        value={asked.kind ?? ''}
        items={[{ value: '', text: 'Everything' }, ...KINDS.map((kind) => ({ value: kind, text: kindWords[kind] }))]}
      />
      <Select
        id="provider"
        name="provider"
        label="Provider"
        value={asked.providerId ?? ''}
        items={[{ value: '', text: 'All providers' }, ...providers.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Button classes="govuk-button--secondary">Show</Button>
    </form>
  )
}

function cellsOf(week: WeekException, props: Props) {
  const { kind, providerName, serviceName, weekStart, planned, actual, unit } = week
  return [
    <>
      <Tag colour={kind === 'over-tolerance' ? 'orange' : 'yellow'}>{kindWords[kind]}</Tag>
      <div>{whyOf(week)}</div>
    </>,
    <WeekLink week={week} />,
    `${providerName}, ${serviceName}`,
    formatDays(weekOf(weekStart)),
    formatQuantity(planned),
    inUnits(actual, unit),
    saidOf(week),
    <Acts week={week} {...props} />,
  ]
}

type ActsProps = Pick<Props, 'form' | 'mayDecide' | 'mayAsk'> & { readonly week: WeekException }

function Acts({ week, form, mayDecide, mayAsk }: ActsProps) {
  const { packageId, weekStart, version, personName, kind } = week
  const hidden = (
    <span class="govuk-visually-hidden">
      {' '}
      {personName}, {formatDays(weekOf(weekStart))}
    </span>
  )
  const address = `/council/actuals/${packageId}/${weekStart}`
  return (
    <>
      <p class="govuk-body-s govuk-!-margin-bottom-1">{whatToDo[kind]}.</p>
      {mayDecide ? (
        <PostForm
          action={`${address}/looks`}
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${kind}-${packageId}-${weekStart}` }}
        >
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="shownVersion" value={String(version)} />
          <Button classes="govuk-button--secondary govuk-!-margin-bottom-1" preventDoubleClick>
            {kind === 'over-tolerance' ? 'Accept' : 'Let it stand'}
            {hidden}
          </Button>
        </PostForm>
      ) : null}
      {mayDecide ? (
        <a class="govuk-link" href={`${address}/return`}>
          Return it{hidden}
        </a>
      ) : null}{' '}
      {mayAsk ? (
        <a class="govuk-link" href={`${address}/question?kind=${kind}`}>
          Ask{hidden}
        </a>
      ) : null}
    </>
  )
}

/** Too much logged by hand says little about any one week, and much about how a provider logs. */
function ByHand({ shares }: Pick<Props, 'shares'>) {
  return (
    <ResponsiveTable
      caption="A quarter or more of the visits logged by hand, in the last eight weeks"
      classes="portal-dense"
      columns={[
        { heading: 'Provider' },
        { heading: 'Visits', numeric: true },
        { heading: 'By hand', numeric: true },
        { heading: 'Share', numeric: true },
        { heading: 'What to do' },
      ]}
      rows={shares.map(({ providerId, providerName, visits, manual }) => [
        providerName,
        visits,
        manual,
        `${String(Math.round((manual * 100) / visits))}%`,
        <a class="govuk-link" href={`/council/actuals/samples?provider=${providerId}`}>
          Draw a sample of its weeks<span class="govuk-visually-hidden">: {providerName}</span>
        </a>,
      ])}
      empty="No provider logged a quarter of its visits by hand in the last eight weeks."
    />
  )
}
