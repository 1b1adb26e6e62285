import { unitsText } from '../../../../../core/care-units.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { formatPounds } from '../../../../../core/format.ts'
import type { PaidAgain } from '../../../../../core/paid-again.ts'
import { chosen, dated, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { PaidAgainTables } from '../../../../../platform/web/patterns/paid-again.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CareEffect, ChangeWanted } from '../../../rules/care-change.ts'
import type { BookLine } from '../../../rules/commission.ts'
import type { Package } from '../../../rules/package.ts'
import { LineField, OwnPriceField, PriceReason } from '../../shared/care-fields.tsx'
import { PersonBar } from '../../shared/package.tsx'
import { PlanFields } from '../../shared/plan-fields.tsx'
import type { PlanKind } from '../../shared/plan-form.ts'
import { AT_HOURLY_PRICE } from '../../shared/visit-prices.tsx'

export type ChangePreview = { readonly wanted: ChangeWanted; readonly effect: CareEffect }

interface ChangeProps {
  readonly care: Package
  readonly byVisits: boolean
  readonly version: number
  readonly kind: PlanKind
  readonly lines: readonly BookLine[]
  readonly own: { readonly id: string; readonly text: string } | undefined
  /** The timetable has more rows than the form: it would be lost. */
  readonly isTooLong: boolean
  readonly today: LocalDate
  readonly preview: ChangePreview | undefined
  /** What it does to what was recorded and paid, where it looks back. */
  readonly paid: PaidAgain | undefined
  readonly form: FormView
  readonly view: ViewContext
}

/** Another plan or line of the book, for good, from a day on. */
export function ChangePage(props: ChangeProps) {
  const { care, kind, lines, own, isTooLong, today, preview, form, view } = props
  const action = `/council/packages/${care.id}/change`
  return (
    <Page
      heading={`Change ${care.reference}`}
      backLink={{ href: `/council/packages/${care.id}`, text: `Care package ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/council/restricted-people" />
      <p class="govuk-body">
        For good, from a day on. What was planned and paid for the days before it stays as it is. A provider asks for a
        change for a time itself.
      </p>
      {isTooLong ? (
        <InsetText>
          The timetable of this care has too many visits for this form. Enter all of them that are to stay.
        </InsetText>
      ) : null}
      <form method="get" action={action} novalidate>
        <input type="hidden" name="show" value="check" />
        <Radios
          {...chosen(form, 'cause')}
          legend={{ text: 'Why does it change?', classes: 'govuk-fieldset__legend--m' }}
          items={[
            { value: 'social-work-decision', text: 'A new decision', hint: 'The person needs other care' },
            { value: 'correction', text: 'It was wrong', hint: 'It should have been so from that day' },
          ]}
        />
        <DateInput {...dated(form, 'from')} legend="First day of the change" hint="For example, 27 3 2026" />
        <LineField lines={lines.filter(({ unit }) => unit === care.unit)} own={own} today={today} form={form} />
        <PlanFields kind={kind} unit={care.unit} form={form} />
        <OwnPriceField form={form} />
        <Button classes="govuk-button--secondary">Show what it changes</Button>
      </form>
      {preview === undefined ? null : <Making {...props} preview={preview} action={action} />}
    </Page>
  )
}

type MakingProps = ChangeProps & { readonly preview: ChangePreview; readonly action: string }

function Making({ care, byVisits, version, preview, paid, form, action }: MakingProps) {
  const { effect, wanted } = preview
  const { before, after } = effect
  const asksPrice = wanted.ownPrice !== null
  const said = Object.entries(form.values).filter(
    ([name, value]) => /^(line|cause|planned|price|from-.*|day\d|v\d+-.*)$/u.test(name) && value !== '',
  )
  return (
    <>
      <ResponsiveTable
        caption="What it changes"
        columns={[{ heading: 'A week' }, { heading: 'Now', numeric: true }, { heading: 'Then', numeric: true }]}
        rows={[
          [
            'Planned',
            before === undefined ? '' : unitsText(before.planned, care.unit),
            unitsText(after.planned, care.unit),
          ],
          ['Costs', before === undefined ? '' : formatPounds(before.weekly), formatPounds(after.weekly)],
        ]}
      />
      {byVisits ? <p class="govuk-body">{AT_HOURLY_PRICE}</p> : null}
      <PaidAgainTables
        paid={paid}
        unit={care.unit}
        once={asksPrice ? 'Once the price is approved' : 'Once this care is changed'}
        file={{ href: `${action}/effect`, query: Object.fromEntries(said) }}
      />
      <p class="govuk-body">
        {asksPrice
          ? 'A second person has to approve the price. Nothing changes before they do.'
          : 'Where the care has an agreement, a new one is drafted, or the one that waits is to be corrected.'}
      </p>
      <PostForm action={action} form={form} draft>
        <input type="hidden" name="version" value={String(version)} />
        {said.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {asksPrice ? <PriceReason form={form} /> : null}
        <Button preventDoubleClick>{asksPrice ? 'Ask for this price' : 'Change this care'}</Button>
      </PostForm>
    </>
  )
}
