import { formatDay } from '../../../../../core/format.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { policyKinds, policyNames } from '../../../rules/policy.ts'
import type { AcceptanceRow, Policy } from '../../../store/policies.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly policies: readonly Policy[]
  readonly acceptances: readonly AcceptanceRow[]
  readonly onlyMissing: boolean
  readonly mayManage: boolean
  readonly next: string | undefined
}

export function AcceptancesPage({ view, policies, acceptances, onlyMissing, mayManage, next }: Props) {
  return (
    <Page heading="Policies and who accepted them" caption="People" view={view} wide backLink="/council/people">
      <SummaryList
        rows={policyKinds.map((kind) => {
          const policy = policies.find((one) => one.kind === kind)
          const text = policy === undefined ? 'Publish' : 'Publish a new version'
          const items = mayManage
            ? [{ href: `/council/people/policies/${kind}`, text, visuallyHiddenText: policyNames[kind] }]
            : []
          return { key: policyNames[kind], value: describe(policy), actions: { items } }
        })}
      />
      <form method="get" action="/council/people/policies" novalidate>
        <Checkboxes
          name="missing"
          classes="govuk-checkboxes--small"
          items={[{ value: 'yes', text: 'Only people who have not accepted the newest version', checked: onlyMissing }]}
        />
        <Button classes="govuk-button--secondary">Show</Button>
      </form>
      <ResponsiveTable
        caption="Acceptance by person and policy"
        columns={[{ heading: 'Name' }, { heading: 'Works for' }, { heading: 'Policy' }, { heading: 'Accepted' }]}
        rows={acceptances.map((row) => [
          <a class="govuk-link" href={`/council/people/${row.membershipId}`}>
            {row.name}
          </a>,
          row.provider ?? 'The council',
          `${policyNames[row.kind]}, version ${String(row.version)}`,
          acceptedInWords(row),
        ])}
        empty={
          policies.length === 0
            ? 'No policy is published yet, so nobody is asked to accept one.'
            : 'Everybody has accepted the newest versions.'
        }
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {policies.length === 0 ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href="/council/people/policies.csv">
            Download the whole report (CSV)
          </a>
        </p>
      )}
    </Page>
  )
}

function describe(policy: Policy | undefined): string {
  if (policy === undefined) return 'Not published: nobody is asked to accept one'
  const { version, publishedAt, publishedBy, requiredFrom } = policy
  return `Version ${String(version)}, published on ${formatInstant(publishedAt)} by ${publishedBy}. Required from ${formatDay(requiredFrom)}`
}

function acceptedInWords({ version, acceptedVersion, acceptedAt }: AcceptanceRow): string {
  if (acceptedVersion === null || acceptedAt === null) return 'Not accepted'
  const when = `on ${formatInstant(acceptedAt)}`
  return acceptedVersion === version ? `Accepted ${when}` : `Only version ${String(acceptedVersion)}, ${when}`
}
