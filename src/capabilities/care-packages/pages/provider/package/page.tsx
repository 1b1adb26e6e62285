import type { LocalDate } from '../../../../../core/dates.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import type { AgreementOf } from '../../../store/agreements-of.ts'
import { AgreementsOf } from '../../shared/agreements-of.tsx'
import type { Variation } from '../../../store/variations.ts'
import { PackageFacts, PersonBar } from '../../shared/package.tsx'
import { VariationsOf } from '../../shared/variation.tsx'

interface PackagePageProps {
  readonly care: Package
  readonly agreements: readonly AgreementOf[]
  readonly variations: readonly Variation[]
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly mayWrite: boolean
  readonly view: ViewContext
}

export function PackagePage({ care, agreements, variations, today, mayChange, mayWrite, view }: PackagePageProps) {
  return (
    <Page
      heading={`Care package ${care.reference}`}
      backLink={{ href: '/provider/packages', text: 'Care packages' }}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/provider/restricted-people" />
      <PackageFacts care={care} today={today} />
      <AgreementsOf agreements={agreements} base="/provider/agreements" />
      <h2 class="govuk-heading-m">What you can do</h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`/provider/actuals?package=${care.id}`}>
            Weeks of this care
          </a>
        </li>
        {mayChange ? (
          <li>
            <a class="govuk-link" href={`/provider/packages/${care.id}/variation`}>
              Ask for a change
            </a>
          </li>
        ) : null}
        {mayChange ? (
          <li>
            <a class="govuk-link" href={`/provider/packages/${care.id}/event`}>
              Tell us what happened: hospital, death or moved away
            </a>
          </li>
        ) : null}
        {mayWrite ? (
          <li>
            <a class="govuk-link" href={`/provider/messages/new?package=${care.id}`}>
              Write a message about this package
            </a>
          </li>
        ) : null}
        <li>
          <a class="govuk-link" href={`/provider/service-users/${care.person.id}`}>
            Everything about this person
          </a>
        </li>
      </ul>
      <VariationsOf rows={variations} face="/provider" />
    </Page>
  )
}
