import type { LocalDate } from '../../../../../core/dates.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AroundPerson } from '../../../store/person.ts'
import { PersonOnePage } from '../../shared/person.tsx'
import { nameOf } from '../../shared/words.ts'

interface PersonPageProps {
  readonly around: AroundPerson
  readonly today: LocalDate
  readonly view: ViewContext
}

export function PersonPage({ around, today, view }: PersonPageProps) {
  return (
    <Page heading={nameOf(around)} backLink={{ href: '/council/packages', text: 'Care packages' }} view={view} wide>
      <PersonOnePage around={around} today={today} face="/council" />
    </Page>
  )
}
