import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { PersonOnePage, type WithPayers } from '../person.tsx'
import { nameOf } from '../words.ts'

interface PersonPageProps extends WithPayers {
  readonly view: ViewContext
}

export function PersonPage({ around, payers, today, face, view }: PersonPageProps) {
  return (
    <Page heading={nameOf(around)} backLink={{ href: `${face}/packages`, text: 'Care packages' }} view={view} wide>
      <PersonOnePage around={around} payers={payers} today={today} face={face} />
    </Page>
  )
}
