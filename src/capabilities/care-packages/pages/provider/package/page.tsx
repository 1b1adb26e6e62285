import type { LocalDate } from '../../../../../core/dates.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import type { AgreementOf } from '../../../store/agreements-of.ts'
import { AgreementsOf } from '../../shared/agreements-of.tsx'
import { PackageFacts, PersonBar } from '../../shared/package.tsx'

interface PackagePageProps {
  readonly care: Package
  readonly agreements: readonly AgreementOf[]
  readonly today: LocalDate
  readonly view: ViewContext
}

export function PackagePage({ care, agreements, today, view }: PackagePageProps) {
  return (
    <Page
      heading={`Care package ${care.reference}`}
      backLink={{ href: '/provider/packages', text: 'Care packages' }}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/provider/restricted-people" />
      <PackageFacts care={care} today={today} />
      <AgreementsOf agreements={agreements} base="/provider/agreements" />
      <p class="govuk-body">
        <a class="govuk-link" href={`/provider/actuals?package=${care.id}`}>
          Weeks of this care
        </a>
      </p>
    </Page>
  )
}
