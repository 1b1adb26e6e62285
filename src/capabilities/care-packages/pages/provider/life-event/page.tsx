import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { LIFE_EVENTS } from '../../../rules/life-event.ts'
import type { Package } from '../../../rules/package.ts'
import { EVENT_WORDS } from '../../shared/life-event-words.ts'
import { PersonBar } from '../../shared/package.tsx'

interface LifeEventPageProps {
  readonly care: Package
  /** What it does to pay, once it is said completely: it can then be sent. */
  readonly effect: readonly string[] | undefined
  readonly form: FormView
  readonly view: ViewContext
}

const HINTS = {
  hospital: 'Or away for another reason, and expected back',
  death: 'The council then ends all of the person’s care on that day',
  moved: 'The council then ends this care on that day',
} as const

export function LifeEventPage({ care, effect, form, view }: LifeEventPageProps) {
  const action = `/provider/packages/${care.id}/event`
  return (
    <Page
      heading="Tell us what happened"
      backLink={{ href: `/provider/packages/${care.id}`, text: `Care package ${care.reference}` }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/provider/restricted-people" />
      <p class="govuk-body">
        Say it once. The council’s brokerage team gets it as a message and as a task, and you see what it does to pay
        before you send it.
      </p>
      <form method="get" action={action} novalidate>
        <input type="hidden" name="show" value="effect" />
        <Radios
          {...chosen(form, 'kind')}
          legend="What happened?"
          items={LIFE_EVENTS.map((kind) => ({ value: kind, text: EVENT_WORDS[kind], hint: HINTS[kind] }))}
        />
        <DateInput
          {...dated(form, 'on')}
          legend="On which day?"
          hint="The first day away, the day of death, or the last day of care. For example, 27 3 2026"
        />
        <DateInput
          {...dated(form, 'back')}
          legend="When does the person come back, if you know?"
          hint="Only for hospital. If you told it before without this day, tell it again with both: the later one counts. For example, 30 3 2026"
        />
        <Button classes="govuk-button--secondary">Show what it does to pay</Button>
      </form>
      {effect === undefined ? null : <Send action={action} effect={effect} form={form} />}
    </Page>
  )
}

interface SendProps {
  readonly action: string
  readonly effect: readonly string[]
  readonly form: FormView
}

function Send({ action, effect, form }: SendProps) {
  const fields = Object.entries(form.values).filter(([name]) => /^(kind|(on|back)-(day|month|year))$/.test(name))
  return (
    <>
      <h2 class="govuk-heading-m">What it does to pay</h2>
      <ul class="govuk-list govuk-list--bullet">
        {effect.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <PostForm action={action} form={form} draft>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Textarea {...typed(form, 'details')} label="Anything else the council should know (optional)" />
        <Button preventDoubleClick>Send to the council</Button>
      </PostForm>
    </>
  )
}
