import { formatDay } from '../../../../../core/format.ts'
import { addDays } from '../../../../../core/dates.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AccountState, Person } from '../../../store/people.ts'
import type { Stopped } from '../../../store/stopping.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: Person
  readonly state: AccountState | undefined
  readonly stopped: Stopped | undefined
}

export function PersonStopPage({ view, form, person, state, stopped }: Props) {
  const back = `/council/people/${person.membershipId}`
  const isDisabled = state?.status === 'disabled'
  const isStopped = isDisabled || state?.lockReason === 'staff'
  return (
    <Page
      heading={`Keep ${person.name} out`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink={{ href: back, text: person.name }}
    >
      {isStopped && stopped !== undefined ? (
        <InsetText>
          {stopped.by} {stopped.action === 'people.disabled' ? 'disabled' : 'locked'} this account on{' '}
          {formatInstant(stopped.at)}: {stopped.reason}
        </InsetText>
      ) : null}
      {isDisabled ? <OpenAgain form={form} person={person} /> : <Stop form={form} person={person} state={state} />}
      <LastDay form={form} person={person} />
    </Page>
  )
}

type FormProps = Pick<Props, 'form' | 'person'>

const reasonHint =
  'Your council reads it in the audit log and the person does not. Say who asked for it. Leave out names of people who receive care.'

function Stop({ form, person, state }: FormProps & Pick<Props, 'state'>) {
  const disable = {
    value: 'disabling',
    text: 'Disable the account',
    hint: 'Out everywhere at once. Nobody can set it up or sign in to it until the council opens it again. Only where the person works for no other council.',
  }
  const lock = {
    value: 'locking',
    text: 'Lock the account for now',
    hint: 'Out everywhere at once, and no new sign-in until the council unlocks it. For a lost telephone, or while something is being looked into.',
  }
  return (
    <>
      <h2 class="govuk-heading-m">Lock or disable the account</h2>
      <p class="govuk-body">
        The account opens all that the person may see, also elsewhere. Nothing waits for one person alone: tasks and
        conversations wait for teams and organisations, so nothing has to be given to somebody else.
      </p>
      <PostForm action={`/council/people/${person.membershipId}/stopping`} form={form}>
        <Radios
          {...chosen(form, 'how')}
          legend={{ text: 'What should happen?', classes: 'govuk-fieldset__legend--s' }}
          items={state?.lockReason === 'staff' ? [disable] : [lock, disable]}
        />
        <Textarea label="Why?" hint={reasonHint} rows={3} {...typed(form, 'reason')} />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Keep this person out
        </Button>
      </PostForm>
    </>
  )
}

function OpenAgain({ form, person }: FormProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Open the account again</h2>
      <PostForm action={`/council/people/${person.membershipId}/opening`} form={form}>
        <p class="govuk-body">
          The person signs in as before, with the permissions that are still held. A link that was on its way stays
          worthless.
        </p>
        <Textarea label="Why?" hint={reasonHint} rows={3} {...typed(form, 'reason')} />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Open it again
        </Button>
      </PostForm>
    </>
  )
}

function LastDay({ form, person }: FormProps) {
  const set = person.endsOn === null ? '' : ` Now it is ${formatDay(addDays(person.endsOn, -1))}.`
  return (
    <>
      <h2 class="govuk-heading-m">Set a last day</h2>
      <PostForm action={`/council/people/${person.membershipId}/last-day`} form={form}>
        <p class="govuk-body">
          For a leaver. Nothing changes until the end of that day; then this place ends, and places elsewhere stay.{set}
        </p>
        <DateInput
          {...dated(form, 'last')}
          legend={{ text: 'Last day of work', classes: 'govuk-fieldset__legend--s' }}
          hint="For example, 27 3 2026"
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Set the last day
        </Button>
      </PostForm>
    </>
  )
}
