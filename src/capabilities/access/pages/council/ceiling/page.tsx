import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { chosen, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { ceilingRoles, ceilingScopes, ceilingSentences, scopeWords, type Ceiling } from '../../../rules/ceiling.ts'
import type { CeilingChange } from '../../../store/ceiling.ts'
import { CeilingList } from '../../shared/ceiling-list.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  /** What holds today, as this page shows it. */
  readonly saved: Ceiling
  readonly history: readonly CeilingChange[]
  readonly mayManage: boolean
}

const roleItems = {
  none: { text: 'Nobody', hint: 'You decide about each person' },
  'care-management': { text: 'Care management', hint: 'Packages, agreements and weeks of care' },
  finance: { text: 'Finance', hint: 'Invoices, payments and remittances' },
  admin: { text: 'Admin', hint: 'The organisation’s details and its people' },
  full: { text: 'Full', hint: 'Care management, finance and, for the whole organisation, admin' },
} as const

export function CeilingPage({ view, form, saved, history, mayManage }: Props) {
  return (
    <Page
      heading="Whom organisations invite themselves"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people"
    >
      <p class="govuk-body">
        An organisation’s administrators ask you for each new person. Up to what you allow here they invite people at
        once, for nothing that they do not hold themselves. You see every invitation among the requests, as approved.
      </p>
      <InsetText>
        <CeilingList ceiling={saved} nobody="Today nobody is invited without you." some="Today they may invite:" />
      </InsetText>
      <p class="govuk-body">
        The main contact and the authority to sign are always yours to give. A change of what somebody holds already is
        asked for as well.
      </p>
      {mayManage ? <CeilingForm form={form} saved={saved} /> : null}
      <History history={history} />
    </Page>
  )
}

function CeilingForm({ form, saved }: Pick<Props, 'form' | 'saved'>) {
  return (
    <PostForm action="/council/people/ceiling" form={form}>
      {ceilingScopes.map((scope) => (
        <>
          <input type="hidden" name={`shown-${scope}`} value={saved[scope]} />
          <Radios
            legend={{ text: `Up to which work for ${scopeWords[scope]}?`, classes: 'govuk-fieldset__legend--m' }}
            items={ceilingRoles[scope].map((value) => ({ value, ...roleItems[value] }))}
            {...chosen(form, scope)}
          />
        </>
      ))}
      <Button preventDoubleClick>Save, from today</Button>
    </PostForm>
  )
}

function History({ history }: Pick<Props, 'history'>) {
  return (
    <>
      <h2 class="govuk-heading-m">What held before</h2>
      <ResponsiveTable
        caption="What organisations could invite to, the newest first"
        captionHidden
        columns={[{ heading: 'Days' }, { heading: 'Could invite' }, { heading: 'Set by' }]}
        rows={history.map(({ ceiling, from, until, changedBy }) => [
          daysOf(from, until),
          ceilingSentences(ceiling).join('. ') || 'Nobody',
          changedBy ?? 'Brought with your council’s data',
        ])}
        empty="It was never changed: nobody was invited without you."
      />
    </>
  )
}

function daysOf(from: LocalDate | null, until: LocalDate | null): string {
  const start = from === null ? 'From the beginning' : `From ${formatDay(from)}`
  return until === null ? start : `${start} to ${formatDay(addDays(until, -1))}`
}
