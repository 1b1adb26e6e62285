import type { LocalDate } from '../../../../../core/dates.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PackageRow } from '../../../store/list.ts'
import type { PackageWarning, WarningCounts } from '../../../store/package-warnings.ts'
import { Packages } from '../../shared/packages.tsx'
import type { ListQuery } from '../../shared/query.ts'

interface PackagesPageProps {
  readonly rows: readonly PackageRow[]
  readonly warnings: readonly PackageWarning[]
  readonly counts: WarningCounts | undefined
  readonly query: ListQuery
  readonly today: LocalDate
  readonly view: ViewContext
}

export function PackagesPage({ view, ...list }: PackagesPageProps) {
  return (
    <Page heading="Care packages" view={view} wide>
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
      <Packages {...list} services={[]} contracts={[]} base="/council/packages" named />
    </Page>
  )
}
