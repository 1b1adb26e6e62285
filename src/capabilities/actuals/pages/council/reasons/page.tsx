import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { KnownReason } from '../../../store/reasons.ts'
import { daysOf, EndLink } from '../../shared/dated-list.tsx'
import { ActualsViews } from '../views.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly reasons: readonly KnownReason[]
  readonly mayDecide: boolean
}

export function ReasonsPage({ view, form, reasons, mayDecide }: Props) {
  return (
    <Page heading="Reasons" errors={form.errors} view={view} wide>
      <ActualsViews current="reasons" />
      <p class="govuk-body">
        Where care differs from its plan, providers choose one of these reasons. Words are needed beside it only when
        more was delivered than the exception level of the contract allows.
      </p>
      {reasons.length === 0 ? (
        <InsetText>
          Without a list, providers write a comment each time, and nothing can be counted by reason.
        </InsetText>
      ) : null}
      <ResponsiveTable
        caption="Reasons that can be chosen, and those that could"
        captionHidden
        columns={[
          { heading: 'Reason' },
          { heading: 'Code in files' },
          { heading: 'From' },
          { heading: 'Until' },
          { heading: 'Weeks it explains', numeric: true },
          { heading: 'Act' },
        ]}
        rows={reasons.map((reason) => [
          reason.label,
          reason.code,
          ...daysOf(reason),
          reason.weeks,
          <EndLink address="/council/actuals/reasons" entry={reason} name={reason.label} mayDecide={mayDecide} />,
        ])}
        empty="No reason can be chosen yet."
      />
      {mayDecide ? <Add form={form} isEmpty={reasons.length === 0} /> : null}
    </Page>
  )
}

function Add({ form, isEmpty }: { readonly form: FormView; readonly isEmpty: boolean }) {
  return (
    <>
      {isEmpty ? (
        <PostForm
          action="/council/actuals/reasons/common"
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-common` }}
        >
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Begin with the reasons that most councils use
          </Button>
        </PostForm>
      ) : null}
      <PostForm action="/council/actuals/reasons" form={form} id="add" draft>
        <h2 class="govuk-heading-m">Add a reason</h2>
        <Input
          {...typed(form, 'label')}
          label="Reason"
          hint="In the words that providers read, for example Hospital. Words are never changed: end a reason and add another"
          classes="govuk-input--width-20"
        />
        <DateInput
          {...dated(form, 'from')}
          legend="From which day"
          hint="Weeks that begin on this day or later can use it. For example, 1 4 2026"
        />
        <Button preventDoubleClick>Add the reason</Button>
      </PostForm>
    </>
  )
}

type EndProps = {
  readonly view: ViewContext
  readonly form: FormView
  readonly entry: Pick<KnownReason, 'code' | 'label' | 'weeks'>
}

export function EndReasonPage({ view, form, entry: reason }: EndProps) {
  return (
    <Page
      heading="End a reason"
      caption={reason.label}
      errors={form.errors}
      view={view}
      backLink={{ href: '/council/actuals/reasons', text: 'Reasons' }}
    >
      <p class="govuk-body">
        It explains {String(reason.weeks)} {reason.weeks === 1 ? 'week' : 'weeks'}. They keep it.
      </p>
      <PostForm action={`/council/actuals/reasons/${reason.code}/end`} form={form} draft>
        <DateInput
          {...dated(form, 'end')}
          legend="From which day can it not be chosen any more?"
          hint="Weeks that begin on this day or later. For example, 1 4 2026"
        />
        <Button preventDoubleClick>End it</Button>
      </PostForm>
    </Page>
  )
}
