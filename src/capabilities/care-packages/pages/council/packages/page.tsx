import type { LocalDate } from '../../../../../core/dates.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PackageRow } from '../../../store/list.ts'
import type { PackageWarning, WarningCounts } from '../../../store/package-warnings.ts'
import { Packages } from '../../shared/packages.tsx'
import type { ListQuery } from '../../shared/query.ts'

type Choice = { readonly id: string; readonly name: string }

interface PackagesPageProps {
  readonly rows: readonly PackageRow[]
  readonly warnings: readonly PackageWarning[]
  readonly providers: readonly Choice[]
  /** Of the provider that is chosen. */
  readonly services: readonly Choice[]
  readonly contracts: readonly Choice[]
  readonly counts: WarningCounts | undefined
  readonly query: ListQuery
  readonly today: LocalDate
  readonly mayCommission: boolean
  readonly view: ViewContext
}

export function PackagesPage({ view, mayCommission, ...list }: PackagesPageProps) {
  return (
    <Page heading="Care packages" view={view} wide>
      {mayCommission ? <Button href="/council/packages/new">Commission care</Button> : null}
      <p class="govuk-body">
        What the council has commissioned from all its providers.{' '}
        <a class="govuk-link" href="/council/missing-care">
          Care that providers deliver without a package
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/council/variations">
          Changes that providers ask for
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/council/price-requests">
          Prices of single care packages that wait for a second person
        </a>
      </p>
      <Packages {...list} base="/council/packages" named />
    </Page>
  )
}
