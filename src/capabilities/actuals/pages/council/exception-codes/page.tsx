import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ExceptionCode } from '../../../store/exception-codes.ts'
import { daysOf, EndLink } from '../../shared/dated-list.tsx'
import { ActualsViews } from '../views.tsx'

const LIST = '/council/actuals/exception-codes'
type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly codes: readonly ExceptionCode[]
  readonly mayDecide: boolean
}

export function ExceptionCodesPage({ view, form, codes, mayDecide }: Props) {
  return (
    <Page heading="Exception codes" errors={form.errors} view={view} wide>
      <ActualsViews current="exception-codes" />
      <p class="govuk-body">
        A visit that was logged by hand says with one of these codes why the carer’s phone or tag did not log it.
      </p>
      {codes.length === 0 ? (
        <InsetText>
          Without a list, any code is taken. With the first code, visits that say another are refused (R43).
        </InsetText>
      ) : null}
      <ResponsiveTable
        caption="Codes that visits may say, and those that they could"
        captionHidden
        columns={[
          { heading: 'Code' },
          { heading: 'What it means' },
          { heading: 'From' },
          { heading: 'Until' },
          { heading: 'Act' },
        ]}
        rows={codes.map((one) => [
          one.code,
          one.label,
          ...daysOf(one),
          <EndLink address={LIST} entry={one} name={one.code} mayDecide={mayDecide} />,
        ])}
        empty="No code has been added yet."
      />
      {mayDecide ? <Add form={form} /> : null}
    </Page>
  )
}

function Add({ form }: Pick<Props, 'form'>) {
  return (
    <PostForm action={LIST} form={form} id="add" draft>
      <h2 class="govuk-heading-m">Add a code</h2>
      <Input
        {...typed(form, 'code')}
        label="Code"
        hint="As call-monitoring systems send it, for example EX07. Capital and small letters are alike"
        classes="govuk-input--width-10"
      />
      <Input {...typed(form, 'label')} label="What it means" hint="For example, Phone of the carer had no battery" />
      <DateInput
        {...dated(form, 'from')}
        legend="From which day"
        hint="Visits of this day or later may say it. For example, 1 4 2026"
      />
      <Button preventDoubleClick>Add the code</Button>
    </PostForm>
  )
}

type EndProps = Pick<Props, 'view' | 'form'> & { readonly entry: ExceptionCode }

export function EndExceptionCodePage({ view, form, entry: { code, label } }: EndProps) {
  return (
    <Page
      heading="End an exception code"
      caption={`${code}, ${label}`}
      errors={form.errors}
      view={view}
      backLink={{ href: LIST, text: 'Exception codes' }}
    >
      <PostForm action={`${LIST}/${encodeURIComponent(code)}/end`} form={form} draft>
        <DateInput
          {...dated(form, 'end')}
          legend="From which day may visits not say it any more?"
          hint="Visits that are kept already stay as they are. For example, 1 4 2026"
        />
        <Button preventDoubleClick>End it</Button>
      </PostForm>
    </Page>
  )
}
