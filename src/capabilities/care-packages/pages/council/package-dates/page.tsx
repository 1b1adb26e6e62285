import type { PaidAgain } from '../../../../../core/paid-again.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { PaidAgainTables } from '../../../../../platform/web/patterns/paid-again.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import { PersonBar } from '../../shared/package.tsx'

interface DatesProps {
  readonly care: Package
  readonly version: number
  /** What the dates that were typed do to what was recorded and paid. */
  readonly paid: PaidAgain | undefined
  readonly form: FormView
  readonly view: ViewContext
}

const NIGHTS_AFTER = 'Of a stay, the contract’s nights after such an end are paid, where it has any'

export function DatesPage({ care, version, paid, form, view }: DatesProps) {
  const base = `/council/packages/${care.id}`
  return (
    <Page
      heading={`Dates of ${care.reference}`}
      backLink={{ href: base, text: `Care package ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/council/restricted-people" />
      <PostForm action={`${base}/dates`} form={form} draft>
        <input type="hidden" name="version" value={String(version)} />
        <h2 class="govuk-heading-m">Change its dates</h2>
        <p class="govuk-body">
          Where they were wrong, or care begins on another day than planned. Care that was recorded stays within them.
        </p>
        <DateInput {...dated(form, 'start')} legend="First day of care" hint="For example, 27 3 2026" />
        <DateInput
          {...dated(form, 'end')}
          legend="Last day of care, if it is known"
          hint="For example, 30 4 2026. Leave this empty while no end is set."
        />
        <Button classes="govuk-button--secondary" name="show" value="check">
          Show what these dates change
        </Button>
        <PaidAgainTables paid={paid} unit={care.unit} once="Once the dates are changed" />
        <Button preventDoubleClick>Change the dates</Button>
      </PostForm>
      <PostForm action={`${base}/end`} form={form} draft>
        <input type="hidden" name="version" value={String(version)} />
        <h2 class="govuk-heading-m">End this care</h2>
        <p class="govuk-body">
          The provider is told, and an agreement about it that waits for an answer is withdrawn. Care that has not begun
          by its last day is cancelled.{' '}
          <a class="govuk-link" href={`${base}/end-effect`}>
            Look first at what an end changes in what was paid
          </a>
        </p>
        <DateInput {...dated(form, 'lastday')} legend="Last day of care" hint="For example, 30 4 2026" />
        <Radios
          {...chosen(form, 'why')}
          legend="What ends it?"
          items={[
            { value: 'death', text: 'The person has died', hint: NIGHTS_AFTER },
            { value: 'moved', text: 'The person has left, or leaves', hint: NIGHTS_AFTER },
            { value: 'other', text: 'Something else', hint: 'Nothing is paid after the last day of care' },
          ]}
        />
        <Textarea {...typed(form, 'reason')} label="Why does it end?" hint="The provider reads this." rows={3} />
        <Button classes="govuk-button--warning" preventDoubleClick>
          End this care
        </Button>
      </PostForm>
    </Page>
  )
}
