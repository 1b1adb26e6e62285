import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { RestrictedPerson } from '../../../store/restricted.ts'
import { KnownTag } from '../../shared/list.tsx'

interface RestrictedPeopleProps {
  readonly people: readonly RestrictedPerson[]
  readonly known: ReadonlySet<string>
  readonly mayManage: boolean
  readonly view: ViewContext
}

export function RestrictedPeoplePage({ people, known, mayManage, view }: RestrictedPeopleProps) {
  return (
    <Page heading="Restricted people" view={view} wide>
      <p class="govuk-body">
        Their names and details are hidden everywhere, on both sides. Lists, files and messages say “Restricted person”
        and the reference. Only people who are named open the details, and each look is recorded.
      </p>
      {mayManage ? (
        <Button href="/council/restricted-people/new" classes="govuk-button--secondary">
          Restrict a person
        </Button>
      ) : null}
      <ResponsiveTable
        caption="Restricted now"
        empty={mayManage ? 'Nobody is restricted. Start with “Restrict a person”.' : 'Nobody is restricted.'}
        columns={[{ heading: 'Reference' }, { heading: 'Since' }, { heading: 'Restricted by' }, { heading: 'You' }]}
        rows={people.map(({ id, reference, restrictedAt, restrictedBy }) => [
          <a class="govuk-link" href={`/council/restricted-people/${id}`}>
            {reference}
          </a>,
          formatInstant(restrictedAt),
          restrictedBy,
          <KnownTag known={known.has(id)} />,
        ])}
      />
    </Page>
  )
}

export function RestrictPage({ form, view }: { readonly form: FormView; readonly view: ViewContext }) {
  return (
    <Page
      heading="Restrict a person"
      errors={form.errors}
      backLink={{ href: '/council/restricted-people', text: 'Restricted people' }}
      view={view}
    >
      <p class="govuk-body">
        From then on nobody reads the name, NHS number, date of birth or address, unless you name them. Care is recorded
        and paid as before.
      </p>
      <PostForm action="/council/restricted-people" form={form} draft>
        <Input
          {...typed(form, 'reference')}
          label="Person’s reference"
          hint="As the council’s systems show it, for example W-100234"
          classes="govuk-input--width-20"
          spellcheck={false}
        />
        <Textarea
          {...typed(form, 'reason')}
          label="Why is this person restricted?"
          hint="Read by data guardians only. Do not write more than they need."
          rows={3}
        />
        <Button preventDoubleClick>Restrict this person</Button>
      </PostForm>
    </Page>
  )
}
