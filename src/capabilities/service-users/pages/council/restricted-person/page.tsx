import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Look, Need } from '../../../store/need-to-know.ts'
import type { RestrictedPerson } from '../../../store/restricted.ts'
import { BreakGlass } from '../../shared/glass.tsx'
import { lookWords } from '../../shared/words.ts'

interface RestrictedPersonProps {
  readonly person: RestrictedPerson
  /** Undefined when the one who looks may not open the details now. */
  readonly known: Pick<Need, 'kind' | 'untilAt'> | undefined
  readonly mayOpen: boolean
  /** For the data guardian alone. */
  readonly care: { readonly needs: readonly Need[]; readonly looks: readonly Look[]; readonly now: Date } | undefined
  readonly form: FormView
  readonly view: ViewContext
}

export function RestrictedPersonPage({ person, known, mayOpen, care, form, view }: RestrictedPersonProps) {
  const address = `/council/restricted-people/${person.id}`
  return (
    <Page
      heading={`Restricted person ${person.reference}`}
      errors={form.errors}
      backLink={{ href: '/council/restricted-people', text: 'Restricted people' }}
      view={view}
      wide
    >
      <SummaryList
        rows={[
          { key: 'Restricted', value: `${formatInstant(person.restrictedAt)}, by ${person.restrictedBy}` },
          ...(care === undefined ? [] : [{ key: 'Why', value: person.reason }]),
          { key: 'You', value: standing(known) },
        ]}
      />
      {known === undefined ? null : <Button href={`${address}/details`}>See the details</Button>}
      {known === undefined && mayOpen ? <BreakGlass action={`${address}/glass`} form={form} /> : null}
      {known === undefined && !mayOpen ? (
        <p class="govuk-body">If your work needs this person’s details, ask the council’s data guardian to name you.</p>
      ) : null}
      {care === undefined ? null : <Guardian address={address} form={form} {...care} />}
    </Page>
  )
}

function standing(known: RestrictedPersonProps['known']): string {
  if (known === undefined) return 'You may not see the details'
  return known.untilAt === null
    ? 'You are named: you may see the details, and each look is recorded'
    : `You may see the details until ${formatInstant(known.untilAt)}`
}

interface GuardianProps {
  readonly address: string
  readonly needs: readonly Need[]
  readonly looks: readonly Look[]
  readonly now: Date
  readonly form: FormView
}

function Guardian({ address, needs, looks, now, form }: GuardianProps) {
  return (
    <>
      <ResponsiveTable
        caption="Who may see the details"
        empty="Nobody is named yet. Until somebody is, only people with a reason that cannot wait open the details."
        columns={[
          { heading: 'Name' },
          { heading: 'Works for' },
          { heading: 'Why' },
          { heading: 'Given' },
          { heading: '' },
        ]}
        rows={needs.map((need) => [
          need.name,
          need.provider ?? 'The council',
          need.reason,
          given(need, now),
          isLive(need, now) ? (
            <TakeBack action={`${address}/names/${need.id}/end`} form={form} name={need.name} />
          ) : null,
        ])}
      />
      <h2 class="govuk-heading-m">Name somebody</h2>
      <PostForm action={`${address}/names`} form={form} draft>
        <Input
          {...typed(form, 'email')}
          label="E-mail address they sign in with"
          hint="Somebody at the council, or at a provider that cares for this person"
          type="email"
          autocomplete="off"
          spellcheck={false}
          classes="govuk-input--width-20"
        />
        <Textarea {...typed(form, 'name-reason')} label="Why do they need to know?" rows={2} />
        <Button preventDoubleClick classes="govuk-button--secondary">
          Name this person
        </Button>
      </PostForm>
      <ResponsiveTable
        caption="Who looked, and what was changed"
        empty="Nobody has looked."
        columns={[{ heading: 'When' }, { heading: 'Who' }, { heading: 'What' }, { heading: 'From' }]}
        rows={looks.map(({ at, name, action, from }) => [formatInstant(at), name, lookWords(action), from])}
      />
      <h2 class="govuk-heading-m">Lift the restriction</h2>
      <PostForm action={`${address}/lifting`} form={form} draft>
        <Textarea {...typed(form, 'lift-reason')} label="Why is this person no longer restricted?" rows={2} />
        <Button preventDoubleClick classes="govuk-button--warning">
          Lift the restriction
        </Button>
      </PostForm>
    </>
  )
}

function isLive({ endedAt, untilAt }: Need, now: Date): boolean {
  return endedAt === null && (untilAt === null || untilAt > now)
}

function given(need: Need, now: Date): string {
  const by = need.kind === 'named' ? `Named by ${need.givenBy}` : 'On their own word'
  const when = formatInstant(need.givenAt)
  if (need.endedAt !== null) return `${by}, ${when}; ended ${formatInstant(need.endedAt)}`
  if (need.untilAt === null) return `${by}, ${when}`
  return `${by}, ${when}; ${need.untilAt > now ? 'until' : 'ended'} ${formatInstant(need.untilAt)}`
}

function TakeBack({ action, form, name }: { readonly action: string; readonly form: FormView; readonly name: string }) {
  return (
    <PostForm action={action} form={form}>
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
        Take back<span class="govuk-visually-hidden"> {name}</span>
      </Button>
    </PostForm>
  )
}
