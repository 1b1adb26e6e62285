import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { HelpRefusal } from '../../../commands/help-colleague.ts'
import type { AccountState } from '../../../store/people.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { Address } from '../../shared/request-words.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly state: AccountState | undefined
  readonly askedAt: Date | undefined
  /** Why the council helps and not a colleague; undefined when a colleague may. */
  readonly not: HelpRefusal['code'] | undefined
}

export function PersonHelpPage({ view, form, person, state, askedAt, not }: Props) {
  const here = `/provider/people/${person.membershipId}`
  return (
    <Page
      heading={`Help ${person.name} with signing in`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink={here}
    >
      <SummaryList
        rows={[
          { key: 'Signs in with', value: { text: <Address email={person.email} /> } },
          { key: 'Account', value: stateWords(state) },
          { key: 'Asked for help', value: askedAt === undefined ? 'No' : formatInstant(askedAt) },
        ]}
      />
      {not === undefined ? (
        <Acts form={form} here={here} name={person.name} isLocked={state?.lockedAt != null} />
      ) : (
        <p class="govuk-body" id="acts">
          {helpWords[not]}
        </p>
      )}
    </Page>
  )
}

function stateWords(state: AccountState | undefined): string {
  if (state === undefined || state.status === 'disabled') return 'Disabled by the council'
  if (state.lockedAt !== null)
    return state.opensAt === null
      ? 'Locked until somebody unlocks it'
      : `Locked until ${formatInstant(state.opensAt)}, when it opens by itself`
  return state.status === 'invited' ? 'Not set up yet' : 'Open'
}

/** Said before anybody tries, and as the refusal of whoever tries all the same. */
export const helpWords: Readonly<Record<HelpRefusal['code'], string>> = {
  yourself: 'Somebody else must help you: another administrator here, or the council.',
  left: 'This person’s access has ended. Ask for a new contact if they are back.',
  classic:
    'The council helps with signing in, for everybody. Ask this person to use “Forgotten your password or code” on the sign-in page, or ask the council.',
  'council-staff': 'This person works for a council as well, so the council helps with signing in.',
  'beyond-you':
    'This person works on more than you look after. Ask an administrator of the whole organisation, or the council.',
  'not-locked': 'The account is not locked: it may have opened by itself, or somebody unlocked it just now.',
}

type ActsProps = {
  readonly form: FormView
  readonly here: string
  readonly name: string
  readonly isLocked: boolean
}

function Acts({ form, here, name, isLocked }: ActsProps) {
  return (
    <div id="acts">
      <p class="govuk-body">
        Speak to {name} first, by a telephone number that you know: an email alone does not show who asks.
      </p>
      {isLocked ? (
        <PostForm action={`${here}/help/unlocking`} form={form}>
          <h2 class="govuk-heading-m">The account is locked</h2>
          <p class="govuk-body">Unlock it when it was {name} who typed wrongly. Password and security code stay.</p>
          <Button preventDoubleClick>Unlock</Button>
        </PostForm>
      ) : null}
      <PostForm action={`${here}/help/set-up-link`} form={form}>
        <h2 class="govuk-heading-m">Password, security code or phone are lost</h2>
        <p class="govuk-body">
          The email goes to the address above. The link works once, for as long as the email says, and lets {name}{' '}
          choose both steps anew. You never see or choose a password.
        </p>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Send a link to set up signing in
        </Button>
      </PostForm>
    </div>
  )
}
