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
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly contracts: readonly { readonly id: string; readonly name: string }[]
  readonly counts: WarningCounts | undefined
  readonly query: ListQuery
  readonly today: LocalDate
  readonly mayAsk: boolean
  readonly mayName: boolean
  readonly view: ViewContext
}

export function PackagesPage({ view, mayName, ...list }: PackagesPageProps) {
  return (
    <Page heading="Care packages" view={view} wide>
      <p class="govuk-body">
        Each care package (CPLI, care package line item) is one service that the council has commissioned from you for
        one person.{' '}
        <a class="govuk-link" href="/provider/missing-care">
          I deliver care that is not here
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/variations">
          Changes that you asked for
        </a>
      </p>
      {mayName ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/provider/packages/own-references">
            Send your own references for many packages
          </a>
        </p>
      ) : null}
      <p class="govuk-body">
        For your rostering system: all commissioned care as{' '}
        <a class="govuk-link" href="/provider/commissioned-care.json">
          JSON
        </a>{' '}
        or{' '}
        <a class="govuk-link" href="/provider/commissioned-care.csv">
          CSV
        </a>
        . Add ?since=2026-11-20 to the address for what changed on that day and after.
      </p>
      <Packages {...list} base="/provider/packages" named={false} />
    </Page>
  )
}
