import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Absence, AbsenceWeek } from '../../../store/absences.ts'
import { AbsenceDetails } from '../../shared/absence.tsx'
import { AbsenceList } from '../../shared/absences.tsx'
import { ActualsViews } from '../views.tsx'

type ListProps = {
  readonly view: ViewContext
  readonly absences: readonly Absence[]
  readonly next: string | undefined
}

export function CouncilAbsencesPage({ view, absences, next }: ListProps) {
  return (
    <Page heading="Absences" view={view} wide>
      <ActualsViews current="absences" />
      <p class="govuk-body">
        What providers recorded once for several weeks. Care that is recorded while somebody is away is among the
        exceptions.
      </p>
      <AbsenceList
        absences={absences}
        place="/council/actuals/absences"
        withProvider
        next={next}
        empty="No provider has recorded an absence."
      />
    </Page>
  )
}

type Props = { readonly view: ViewContext; readonly absence: Absence; readonly weeks: readonly AbsenceWeek[] }

export function CouncilAbsencePage({ view, absence, weeks }: Props) {
  return (
    <Page
      heading={absence.personName}
      caption={`Absence, care package ${absence.reference}`}
      view={view}
      backLink={{ href: '/council/actuals/absences', text: 'Absences' }}
      wide
    >
      <AbsenceDetails absence={absence} weeks={weeks} weekHref={undefined} />
    </Page>
  )
}
