import { formatDay } from '../../../../../core/format.ts'
import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { chosen, dated, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { wantedInWords } from '../../../rules/permission-words.ts'
import { rolesThatBring } from '../../../rules/given.ts'
import type { HeldGrant } from '../../../store/granting.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { roleNames } from '../../shared/grant-choice.tsx'
import { Address, heldSentence } from '../../shared/request-words.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly grants: readonly HeldGrant[]
  readonly today: LocalDate
  readonly isOwn: boolean
  readonly mayManage: boolean
  /** What the person asked to be allowed to do. */
  readonly wishes: readonly string[]
}

export function ColleaguePage({ view, form, person, grants, today, isOwn, mayManage, wishes }: Props) {
  const here = `/provider/people/${person.membershipId}`
  const over = person.endsOn !== null && person.endsOn <= today
  return (
    <Page heading={person.name} caption="People" view={view} errors={form.errors} backLink="/provider/people">
      <Facts person={person} over={over} />
      <h2 class="govuk-heading-m" id="grants">
        What {person.name} may do
      </h2>
      {grants.length === 0 ? (
        <p class="govuk-body">Nothing.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {grants.map((grant) => (
            <li>
              {heldSentence(grant, today)}
              {grant.covers === null || !mayManage ? null : <EndCover form={form} here={here} grant={grant} />}
            </li>
          ))}
        </ul>
      )}
      {mayManage && !over ? (
        <Acts form={form} here={here} person={person} grants={grants} isOwn={isOwn} wishes={wishes} />
      ) : null}
    </Page>
  )
}

function Facts({ person, over }: Pick<Props, 'person'> & { readonly over: boolean }) {
  return (
    <SummaryList
      rows={[
        { key: 'Signs in with', value: { text: <Address email={person.email} /> } },
        ...(person.address === '' ? [] : [{ key: 'Work address', value: person.address }]),
        { key: 'Job title', value: person.jobTitle === '' ? 'Not given' : person.jobTitle },
        ...(person.endsOn === null
          ? []
          : [{ key: 'Last day here', value: over ? 'Has left' : formatDay(addDays(person.endsOn, -1)) }]),
        {
          key: 'Still works here',
          value: person.confirmedOn === null ? 'Not confirmed yet' : `Confirmed on ${formatDay(person.confirmedOn)}`,
        },
      ]}
    />
  )
}

type ActsProps = Pick<Props, 'form' | 'person' | 'grants' | 'isOwn' | 'wishes'> & { readonly here: string }

function Acts({ form, here, person, grants, isOwn, wishes }: ActsProps) {
  return (
    <>
      {isOwn || wishes.length === 0 ? null : <Wishes form={form} here={here} wishes={wishes} />}
      {isOwn ? null : (
        <PostForm action={`${here}/change`} form={form}>
          <Button classes="govuk-button--secondary">Ask for a change of permissions or details</Button>
        </PostForm>
      )}
      {isOwn ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${here}/help`}>
            Help {person.name} with signing in
          </a>
        </p>
      )}
      {grants.some(({ covers }) => covers === null) ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${here}/cover`}>
            Arrange cover while {person.name} is away
          </a>
        </p>
      ) : null}
      <Leaving form={form} here={here} name={person.name} />
    </>
  )
}

type WishesProps = Pick<Props, 'form' | 'wishes'> & { readonly here: string }

/** Giving is done by a change of permissions; when it holds, the person is told and nothing waits any more. */
function Wishes({ form, here, wishes }: WishesProps) {
  return (
    <InsetText>
      <p>Asks to be allowed to:</p>
      <ul class="govuk-list govuk-list--bullet">
        {wishes.map((code) => (
          <li>
            {wantedInWords(code)}: {kindsOfWork(code)}
          </li>
        ))}
      </ul>
      <p>To give it, ask for a change of permissions. The person is told as soon as it holds.</p>
      <PostForm action={`${here}/wish-refusal`} form={form}>
        <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
          Say no
        </Button>
      </PostForm>
    </InsetText>
  )
}

function kindsOfWork(code: string): string {
  const roles = rolesThatBring(code)
  return roles.length === 0
    ? 'only the council gives it'
    : `comes with ${roles.map((role) => roleNames[role]).join(' or ')}`
}

function EndCover({
  form,
  here,
  grant,
}: {
  readonly form: FormView
  readonly here: string
  readonly grant: HeldGrant
}) {
  return (
    <PostForm action={`${here}/covers/${grant.id}/end`} form={form}>
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-2">End this cover now</Button>
    </PostForm>
  )
}

function Leaving({ form, here, name }: { readonly form: FormView; readonly here: string; readonly name: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">When {name} leaves</h2>
      <PostForm action={`${here}/removal`} form={form}>
        <Radios
          {...chosen(form, 'when')}
          legend={{ text: 'When does the access end?', classes: 'govuk-fieldset__legend--s' }}
          hint="Places at other organisations are not changed. The council need not be asked."
          items={[
            { value: 'now', text: 'Now', hint: 'Signed out of this place at once' },
            {
              value: 'date',
              text: 'At the end of a day',
              conditional: (
                <DateInput {...dated(form, 'lastDay')} legend={{ text: 'Last day' }} hint="For example, 27 3 2026" />
              ),
            },
          ]}
        />
        <Button classes="govuk-button--warning" preventDoubleClick>
          End the access
        </Button>
      </PostForm>
    </>
  )
}
