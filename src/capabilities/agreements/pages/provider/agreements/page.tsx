import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AgreementRow, Awaiting } from '../../../store/list.ts'
import { cellsOf } from '../../shared/list.tsx'

export const ROWS = 50

const TABS = [
  { tab: 'agreed', text: 'Agreed' },
  { tab: 'rejected', text: 'Rejected' },
  { tab: 'superseded', text: 'Superseded' },
  { tab: 'withdrawn', text: 'Withdrawn' },
  { tab: 'all', text: 'All' },
] as const
type Tab = (typeof TABS)[number]['tab'] | 'published'

interface AgreementsProps {
  readonly rows: readonly AgreementRow[]
  readonly awaiting: Awaiting
  readonly tab: Tab
  readonly q: string
  readonly word: string
  readonly view: ViewContext
}

export function AgreementsPage({ rows, awaiting, tab, q, word, view }: AgreementsProps) {
  const first = { tab: 'published' as const, text: `Needs your decision (${String(awaiting.count)})` }
  const shown = rows.slice(0, ROWS)
  const last = rows.length > ROWS ? shown.at(-1) : undefined
  return (
    <Page heading="Agreements" view={view} wide>
      <p class="govuk-body">
        An agreement ({word.toLowerCase()}) says what care the council wants for one person, and at what price. You can
        record and claim care once it is agreed.
      </p>
      <form method="get" action="/provider/agreements" role="search">
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
        items={[first, ...TABS].map((item) => ({
          text: item.text,
          href: `/provider/agreements?status=${item.tab}`,
          active: item.tab === tab,
        }))}
      />
      <ResponsiveTable
        caption={q === '' ? captionOf(tab) : `Agreements found for “${q}”`}
        classes="portal-dense"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Person' },
          { heading: 'Service' },
          { heading: 'Starts', nowrap: true },
          { heading: 'A week costs', numeric: true },
          { heading: 'Revision' },
          { heading: 'State' },
        ]}
        rows={shown.map(cells)}
        empty={emptyOf(tab, q)}
      />
      {last === undefined ? null : (
        <Pagination
          next={{
            href: `/provider/agreements?${new URLSearchParams({ status: tab, q, after: `${last.startsOn}_${last.id}` }).toString()}`,
          }}
        />
      )}
    </Page>
  )
}

function cells(row: AgreementRow) {
  const { starts, weekly, revision, status } = cellsOf(row)
  const link = (
    <a class="govuk-link" href={`/provider/agreements/${row.id}`}>
      {row.reference}
    </a>
  )
  return [link, `${row.personName} (${row.personReference})`, row.serviceName, starts, weekly, revision, status]
}

function captionOf(tab: Tab): string {
  if (tab === 'published') return 'Agreements that need your decision, soonest start first'
  return `${TABS.find((item) => item.tab === tab)?.text ?? 'All'} agreements, latest start first`
}

function emptyOf(tab: Tab, q: string): string {
  if (q !== '') return 'No agreement matches. Check the spelling, or search for the beginning of the family name only.'
  if (tab === 'published')
    return 'Nothing needs your decision. When the council publishes an agreement you will get an e-mail and find it here.'
  return 'There are no agreements in this state.'
}
