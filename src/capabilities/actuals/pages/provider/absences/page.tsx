import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Absence } from '../../../store/absences.ts'
import { AbsenceList } from '../../shared/absences.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly absences: readonly Absence[]
  readonly next: string | undefined
  readonly mayRecord: boolean
}

export function AbsencesPage({ view, form, absences, next, mayRecord }: Props) {
  return (
    <Page
      heading="Absences"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals', text: 'Actuals' }}
      wide
    >
      <p class="govuk-body">
        Somebody is away for more than a day or two: record it once, and it fills every week that it touches. While they
        are not back yet, each new week is filled as it begins, and you are asked every week whether they are back.
      </p>
      {mayRecord ? <Button href="/provider/actuals/absences/new">Record an absence</Button> : null}
      <AbsenceList
        absences={absences}
        place="/provider/actuals/absences"
        withProvider={false}
        next={next}
        empty="No absence has been recorded. You can also begin one from the week of a person."
      />
    </Page>
  )
}
