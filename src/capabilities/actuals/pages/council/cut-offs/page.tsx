import { formatDay, formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CutOff } from '../../../store/cut-offs.ts'
import { formatMoment } from '../../shared/words.ts'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly cutOffs: readonly CutOff[]
  readonly next: string | undefined
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly mayDecide: boolean
}

const LIST = '/council/actuals/cut-offs'

export function CutOffsPage({ view, form, cutOffs, next, providers, mayDecide }: Props) {
  return (
    <Page heading="Cut-offs" errors={form.errors} view={view} wide>
      <ActualsViews current="cut-offs" />
      <p class="govuk-body">
        Weeks can be changed until the last moment of their payment period. Here is where another moment holds: for
        everybody, one provider or one contract. Who said so, and why, stays in the list.
      </p>
      <div id="cut-offs" tabIndex={-1}>
        <ResponsiveTable
          caption="Other cut-offs than those of the periods"
          captionHidden
          classes="portal-dense"
          columns={[
            { heading: 'For' },
            { heading: 'Weeks that begin' },
            { heading: 'Until' },
            { heading: 'Why' },
            { heading: 'Who' },
            { heading: 'State' },
          ]}
          rows={cutOffs.map((cutOff) => [
            forWhom(cutOff),
            weeksOf(cutOff),
            formatMoment(cutOff.submitBy),
            cutOff.reason,
            `${cutOff.madeName}, ${formatMoment(cutOff.madeAt)}`,
            <State cutOff={cutOff} form={form} mayDecide={mayDecide} />,
          ])}
          empty="Every week follows its period."
        />
      </div>
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${LIST}?after=${next}`}>
            Older ones
          </a>
        </p>
      )}
      {mayDecide ? <Move form={form} providers={providers} /> : null}
    </Page>
  )
}

function forWhom({ providerName, contractNumber }: CutOff): string {
  if (providerName === null) return 'Every provider'
  return contractNumber === null ? providerName : `${providerName}, contract ${contractNumber}`
}

function weeksOf({ firstWeek, lastWeek }: CutOff): string {
  if (firstWeek === lastWeek) return formatDays(weekOf(firstWeek))
  return `${formatDay(firstWeek)} to ${formatDay(lastWeek)}`
}

type StateProps = { readonly cutOff: CutOff; readonly form: FormView; readonly mayDecide: boolean }

function State({ cutOff, form, mayDecide }: StateProps) {
  const { id, endedAt, endedName, version } = cutOff
  if (endedAt !== null)
    return (
      <>
        <Tag colour="grey">Ended</Tag> {endedName}, {formatMoment(endedAt)}
      </>
    )
  return (
    <>
      <Tag colour="green">Holds</Tag>
      {mayDecide ? (
        <PostForm
          action={`${LIST}/${id}/ending`}
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
        >
          <input type="hidden" name="shownVersion" value={String(version)} />
          <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
            End it
            <span class="govuk-visually-hidden">
              : {forWhom(cutOff)}, {weeksOf(cutOff)}
            </span>
          </Button>
        </PostForm>
      ) : null}
    </>
  )
}

function Move({ form, providers }: Pick<Props, 'form' | 'providers'>) {
  return (
    <PostForm action={LIST} form={form} id="move" draft>
      <h2 class="govuk-heading-m">Set another cut-off</h2>
      <Select
        {...typed(form, 'provider')}
        label="Provider"
        items={[{ value: '', text: 'Every provider' }, ...providers.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Input
        {...typed(form, 'contract')}
        label="Contract number (optional)"
        hint="Leave it empty for all contracts"
        classes="govuk-input--width-10"
      />
      <DateInput {...dated(form, 'first')} legend="First week" hint="Any day of it. For example, 22 12 2025" />
      <DateInput {...dated(form, 'last')} legend="Last week (optional)" hint="Leave it empty for one week" />
      <DateInput {...dated(form, 'until')} legend="Until which day?" />
      <Input
        {...typed(form, 'time')}
        label="Until what time?"
        hint="For example 17:00"
        classes="govuk-input--width-5"
      />
      <Textarea {...typed(form, 'reason')} label="Why" rows={3} />
      <Button preventDoubleClick>Set the cut-off</Button>
    </PostForm>
  )
}
