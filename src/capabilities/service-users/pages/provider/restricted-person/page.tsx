import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Need } from '../../../store/need-to-know.ts'
import type { ServedRestricted } from '../../../store/restricted.ts'
import { BreakGlass } from '../../shared/glass.tsx'

interface RestrictedPersonProps {
  readonly person: ServedRestricted
  readonly known: Pick<Need, 'kind' | 'untilAt'> | undefined
  readonly mayOpen: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function RestrictedPersonPage({ person, known, mayOpen, form, view }: RestrictedPersonProps) {
  const address = `/provider/restricted-people/${person.id}`
  return (
    <Page
      heading={`Restricted person ${person.reference}`}
      errors={form.errors}
      backLink={{ href: '/provider/restricted-people', text: 'Restricted people' }}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'In the care of', value: person.services.join(', ') },
          { key: 'You', value: standing(known) },
        ]}
      />
      {known === undefined ? null : <Button href={`${address}/details`}>See the details</Button>}
      {known === undefined && mayOpen ? <BreakGlass action={`${address}/glass`} form={form} /> : null}
      {known === undefined && !mayOpen ? (
        <p class="govuk-body">
          If you care for this person and need their details, ask the council’s data guardian to name you: write to the
          council under Messages, with the reference only.
        </p>
      ) : null}
    </Page>
  )
}

function standing(known: RestrictedPersonProps['known']): string {
  if (known === undefined) return 'You may not see the details'
  return known.untilAt === null
    ? 'The council named you: you may see the details, and each look is recorded'
    : `You may see the details until ${formatInstant(known.untilAt)}`
}
