import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Finding } from '../../../rules/publishing.ts'
import type { AgreementRow, StaffQueue } from '../../../store/list.ts'
import { cellsOf } from '../../shared/list.tsx'
import { FINDING_WORDS } from '../../shared/words.ts'

export const ROWS = 50

type Tab = 'draft' | 'published' | 'rejected' | 'agreed' | 'superseded' | 'withdrawn' | 'all'

const EMPTY: Record<Tab, string> = {
  draft: 'There are no drafts. Make one from a care package that has no agreement yet.',
  published: 'No agreement waits for a provider.',
  rejected: 'No provider has rejected an agreement.',
  agreed: 'Nothing has been agreed yet.',
  superseded: 'Nothing has been superseded.',
  withdrawn: 'Nothing has been withdrawn.',
  all: 'There are no agreements.',
}

interface AgreementsProps {
  readonly rows: readonly AgreementRow[]
  readonly queue: StaffQueue
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly tab: Tab
  readonly q: string
  readonly view: ViewContext
}

export function AgreementsPage({ rows, queue, findings, tab, q, view }: AgreementsProps) {
  const shown = rows.slice(0, ROWS)
  const last = rows.length > ROWS ? shown.at(-1) : undefined
  return (
    <Page heading="Agreements" view={view} wide>
      <form method="get" action="/council/agreements" role="search">
        <Input
          name="q"
          type="search"
          value={q}
          label="Search all agreements"
          hint="The beginning of a person’s name, or a reference or NHS number"
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary">Search</Button>
      </form>
      <SubNavigation
        label="Agreements by state"
        items={tabsOf(queue).map((item) => ({
          text: item.text,
          href: `/council/agreements?status=${item.tab}`,
          active: item.tab === tab,
        }))}
      />
      <ResponsiveTable
        caption={q === '' ? captionOf(tab) : `Agreements found for “${q}”`}
        classes="portal-dense"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Person' },
          { heading: 'Provider' },
          { heading: 'Starts', nowrap: true },
          { heading: 'A week costs', numeric: true },
          { heading: 'State' },
          { heading: 'Checks' },
        ]}
        rows={shown.map((row) => cells(row, findings.get(row.id)))}
        empty={q === '' ? EMPTY[tab] : 'No agreement matches.'}
      />
      {last === undefined ? null : (
        <Pagination
          next={{
            href: `/council/agreements?${new URLSearchParams({ status: tab, q, after: `${last.startsOn}_${last.id}` }).toString()}`,
          }}
        />
      )}
    </Page>
  )
}

function tabsOf({ drafts, published, rejected }: StaffQueue): readonly { readonly tab: Tab; readonly text: string }[] {
  return [
    { tab: 'draft', text: `Ready to publish (${String(drafts)})` },
    { tab: 'published', text: `With providers (${String(published)})` },
    { tab: 'rejected', text: `Rejected (${String(rejected)})` },
    { tab: 'agreed', text: 'Agreed' },
    { tab: 'superseded', text: 'Superseded' },
    { tab: 'withdrawn', text: 'Withdrawn' },
    { tab: 'all', text: 'All' },
  ]
}

function captionOf(tab: Tab): string {
  if (tab === 'draft') return 'Drafts, soonest start first'
  if (tab === 'published') return 'Agreements that wait for a provider, soonest start first'
  return `${tab === 'all' ? 'All' : `${tab[0]?.toUpperCase() ?? ''}${tab.slice(1)}`} agreements, latest start first`
}

function cells(row: AgreementRow, findings: readonly Finding[] | undefined) {
  const { starts, weekly, status } = cellsOf(row)
  const link = (
    <a class="govuk-link" href={`/council/agreements/${row.id}`}>
      {row.reference}
    </a>
  )
  const person = `${row.personName} (${row.personReference})`
  return [link, person, `${row.providerName}: ${row.serviceName}`, starts, weekly, status, checksText(findings)]
}

function checksText(findings: readonly Finding[] | undefined): string {
  if (findings === undefined) return ''
  if (findings.length === 0) return 'Nothing found'
  return [...new Set(findings.map(({ code }) => FINDING_WORDS[code]))].join('. ')
}
