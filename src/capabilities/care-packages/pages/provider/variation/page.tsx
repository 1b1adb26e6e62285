import { unitsText } from '../../../../../core/care-units.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import { priceSteps, stepOn } from '../../../rules/price-steps.ts'
import { countsFrom, effectOf, type AskedChange, type Asking } from '../../../rules/variation.ts'
import { PersonBar } from '../../shared/package.tsx'
import { PlanFields } from '../../shared/plan-fields.tsx'
import { DAY_NAMES, fitsRows } from '../../shared/plan-form.ts'
import { askedInTime, VariationEffect } from '../../shared/variation.tsx'
import type { PlanNow, PlanShape } from '../../shared/variation-form.ts'

interface AskPageProps {
  readonly care: Package
  readonly byVisits: boolean
  readonly now: PlanNow
  /** What is asked, once it is complete: its effect is then shown, and it can be sent. */
  readonly asked: AskedChange | undefined
  readonly asking: Asking
  readonly form: FormView
  readonly view: ViewContext
}

export function AskPage({ care, byVisits, now, asked, asking, form, view }: AskPageProps) {
  const step = stepOn(priceSteps(care), asking.askedOn)
  return (
    <Page
      heading={`Ask to change ${care.reference}`}
      backLink={{ href: `/provider/packages/${care.id}`, text: `Care package ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/provider/restricted-people" />
      <p class="govuk-body">
        {step === undefined ? '' : `Planned now: ${unitsText(step.planned, care.unit)} a week. `}
        Ask within {asking.within === 1 ? '1 day' : `${String(asking.within)} days`} after the change began: more care
        that is asked for later counts from the day on which you ask. Nothing changes until the council has decided.
      </p>
      <form method="get" action={`/provider/packages/${care.id}/variation`} novalidate>
        <input type="hidden" name="show" value="effect" />
        {now.plan === undefined || fitsRows(now.plan.visits) ? null : (
          <InsetText>
            The timetable of this care has too many visits for this form. Enter all of them that are needed.
          </InsetText>
        )}
        <Asked shape={now.shape} unit={care.unit} form={form} />
        <Button classes="govuk-button--secondary">Show what it changes</Button>
      </form>
      {asked === undefined ? null : <Send {...{ care, byVisits, asked, asking, form }} />}
    </Page>
  )
}

interface AskedProps {
  readonly shape: PlanShape
  readonly unit: Package['unit']
  readonly form: FormView
}

function Asked({ shape, unit, form }: AskedProps) {
  return (
    <>
      <Radios
        {...chosen(form, 'kind')}
        legend="Is the change for good?"
        items={[
          { value: 'temporary', text: 'For a time', hint: 'For example, one week, or until somebody is well again' },
          { value: 'permanent', text: 'For good', hint: 'The council may have to assess the person again' },
        ]}
      />
      <DateInput {...dated(form, 'from')} legend="First day of the change" hint="For example, 27 3 2026" />
      <DateInput {...dated(form, 'last')} legend="Last day, if it is for a time" hint="For example, 30 4 2026" />
      <Amount shape={shape} unit={unit} form={form} />
    </>
  )
}

function Amount({ shape, unit, form }: AskedProps) {
  if (shape === 'timetable') return <PlanFields kind="timetable" unit={unit} form={form} />
  return (
    <>
      {shape === 'days' ? (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">How much is needed on each day?</legend>
          {DAY_NAMES.map((name, index) => (
            <Input
              {...typed(form, `day${String(index + 1)}`)}
              label={name}
              suffix={{ text: `${unit}s` }}
              classes="govuk-input--width-5"
              inputmode="decimal"
            />
          ))}
        </fieldset>
      ) : (
        <Input
          {...typed(form, 'planned')}
          label="How much is needed in a week?"
          hint={unit === 'hour' ? 'For example 16, 16.5 or 16:30' : 'For example 5'}
          suffix={{ text: `${unit}s` }}
          classes="govuk-input--width-5"
        />
      )}
    </>
  )
}

interface SendProps {
  readonly care: Package
  readonly byVisits: boolean
  readonly asked: AskedChange
  readonly asking: Asking
  readonly form: FormView
}

function Send({ care, byVisits, asked, asking, form }: SendProps) {
  const effect = effectOf(care, { ...asked, fromOn: countsFrom(care, asked, asking) })
  const fields = Object.entries(form.values).filter(
    ([name, value]) => value !== '' && /^(kind|planned|(from|last)-.*|day\d|v\d+-.*)$/.test(name),
  )
  return (
    <>
      {effect === undefined ? null : <VariationEffect {...{ effect, byVisits }} unit={care.unit} />}
      <p class="govuk-body">{askedInTime(care, asked, asking)}</p>
      <PostForm action={`/provider/packages/${care.id}/variation`} form={form} draft>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Textarea
          {...typed(form, 'reason')}
          label="Why is it needed?"
          hint="What changed for the person, and who decided it. The council’s brokerage team reads this."
        />
        <Button preventDoubleClick>Send to the council</Button>
      </PostForm>
    </>
  )
}
