import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { wantedInWords } from '../../../rules/permission-words.ts'
import type { AccountState, Person } from '../../../store/people.ts'
import { hasLeft, StateTag } from '../state-tag.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: Person
  readonly state: AccountState | undefined
  readonly sentences: readonly string[]
  readonly today: LocalDate
  readonly mayManage: boolean
}

export function PersonPage({ view, form, person, state, sentences, today, mayManage }: Props) {
  return (
    <Page heading={person.name} caption="People" view={view} errors={form.errors} backLink="/council/people">
      <Facts person={person} state={state} today={today} />
      <h2 class="govuk-heading-m" id="acts">
        What {person.name} may do
      </h2>
      {sentences.length === 0 ? (
        <p class="govuk-body">Nothing: no role has been given.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {sentences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
      {mayManage && !hasLeft(person, today) ? <Acts form={form} person={person} state={state} /> : null}
    </Page>
  )
}

/** Whom it is about, and how they stand. */
function Facts({ person, state, today }: Pick<Props, 'person' | 'state' | 'today'>) {
  return (
    <SummaryList
      rows={[
        { key: 'Email address', value: person.email },
        { key: 'Telephone', value: phoneOf(state) },
        { key: 'Works for', value: person.provider ?? 'The council' },
        ...(person.address === '' ? [] : [{ key: 'Work address', value: person.address }]),
        { key: 'Job title', value: person.jobTitle === '' ? 'Not given' : person.jobTitle },
        { key: 'Sign-in', value: { text: <StateTag person={person} state={state} today={today} /> } },
        { key: 'Last signed in', value: state?.lastSignedInAt ? formatInstant(state.lastSignedInAt) : 'Never' },
        ...(person.endsOn === null
          ? []
          : [
              {
                key: hasLeft(person, today) ? 'Last day was' : 'Last day here',
                value: formatDay(addDays(person.endsOn, -1)),
              },
            ]),
        ...(person.askedForHelpAt === null
          ? []
          : [{ key: 'Asked for help', value: askedFor(person, person.askedForHelpAt) }]),
      ]}
    />
  )
}

/** For being sure who telephones; given by the owner. */
function phoneOf(state: Props['state']): string {
  return state === undefined || state.phone === '' ? 'Not given' : state.phone
}

function changeHref({ provider, membershipId }: Person): string {
  return provider === null ? `/council/staff/${membershipId}` : `/council/people/${membershipId}/grants`
}

const lockWords = {
  failures: 'Wrong tries locked the account. Be sure that it was the person before you unlock it.',
  dormant: 'Nobody signed in for too long, so the account was locked. Unlock it if the person still works here.',
  staff: 'The council locked the account. Unlock it when the reason is gone.',
} as const

function askedFor({ wants }: Person, at: Date): string {
  const what = (wants ?? []).map((code) =>
    code === '' ? 'with signing in' : `to be allowed to ${wantedInWords(code)}`,
  )
  return `${formatInstant(at)}, ${what.join('; ')}`
}

function Links({ person }: Pick<Props, 'person'>) {
  return (
    <>
      <p class="govuk-body">
        <a class="govuk-link" href={changeHref(person)}>
          {person.provider === null ? 'Change roles' : 'Change permissions'}
        </a>
        {' · '}
        <a class="govuk-link" href={`/council/people/${person.membershipId}/details`}>
          Correct details
        </a>
        {' · '}
        <a class="govuk-link" href={`/council/people/${person.membershipId}/sessions`}>
          Where signed in
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/people/${person.membershipId}/stopping`}>
          Lock or disable the account, or set a last day
        </a>
      </p>
    </>
  )
}

function Acts({ form, person, state }: Pick<Props, 'form' | 'person' | 'state'>) {
  const acts = [
    ...(state?.lockedAt == null
      ? []
      : [
          {
            act: 'unlocking',
            text: 'Unlock',
            meaning: lockWords[state.lockReason ?? 'failures'],
          },
        ]),
    ...((person.wants ?? []).every((code) => code === '')
      ? []
      : [
          {
            act: 'wish-refusal',
            text: 'Say no to the permission',
            meaning:
              'What this person asked to be allowed is above. To give it, use the link above: the person is told as soon as it holds. Or say no, and the person is told that.',
          },
        ]),
    {
      act: 'set-up-link',
      text: 'Send a link to set up signing in',
      meaning:
        'For a new person, or one who forgot the password or code. The email goes to the address above; the link works once, for as long as the email says.',
    },
    {
      act: 'new-password',
      text: 'Ask for a new password',
      meaning: 'Signs the person out everywhere. The next sign-in leads to choosing a new password.',
    },
    {
      act: 'end',
      text: 'End this place today',
      meaning: 'For a leaver. The person is signed out of this place at once; places elsewhere stay.',
    },
  ]
  return (
    <>
      <Links person={person} />
      <h2 class="govuk-heading-m">Help or stop this person</h2>
      {acts.map(({ act, text, meaning }) => (
        <PostForm action={`/council/people/${person.membershipId}/${act}`} form={form}>
          <p class="govuk-body">{meaning}</p>
          <Button classes={act === 'end' ? 'govuk-button--warning' : 'govuk-button--secondary'} preventDoubleClick>
            {text}
          </Button>
        </PostForm>
      ))}
    </>
  )
}
