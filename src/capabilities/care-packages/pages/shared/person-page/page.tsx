import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PersonProps } from '../person-props.ts'
import { PersonOnePage } from '../person.tsx'
import { nameOf } from '../words.ts'

interface PersonPageProps extends PersonProps {
  readonly view: ViewContext
}

export function PersonPage({ around, today, face, view }: PersonPageProps) {
  return (
    <Page heading={nameOf(around)} backLink={{ href: `${face}/packages`, text: 'Care packages' }} view={view} wide>
      <PersonOnePage around={around} today={today} face={face} />
    </Page>
  )
}
