import type { LocalDate } from '../../../../../core/dates.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { AskLink } from '../../../../../platform/web/patterns/ask-link.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SavedFilter } from '../../../store/filters.ts'
import type { AgreementRow, Awaiting } from '../../../store/list.ts'
import type { Pause } from '../../../store/pause.ts'
import { captionOf, cellsOf, Finder, ListDownloads, NextPage, StateTabs, type Standing } from '../../shared/list.tsx'
import { PauseBanner } from '../../shared/pause-banner.tsx'
import { ROWS, type Listing } from '../../shared/query.ts'

export const BASE = '/provider/agreements'

const TABS = [
  { tab: 'agreed', text: 'Agreed' },
  { tab: 'rejected', text: 'Rejected' },
  { tab: 'superseded', text: 'Superseded' },
  { tab: 'withdrawn', text: 'Withdrawn' },
  { tab: 'all', text: 'All' },
] as const

interface AgreementsProps {
  readonly listing: Listing
  readonly rows: readonly AgreementRow[]
  readonly awaiting: Awaiting
  /** So many were signed on paper, and wait for the council. */
  readonly sheets: number
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly saved: readonly SavedFilter[]
  readonly pause: Pause | undefined
  readonly may: { readonly sign: boolean; readonly ask: boolean }
  readonly word: string
  readonly today: LocalDate
  readonly form: FormView
  readonly view: ViewContext
}

export function AgreementsPage(props: AgreementsProps) {
  const { listing, rows, awaiting, sheets, services, saved, pause, word, form, view } = props
  const needs = { tab: 'published' as const, text: `Needs your decision (${String(awaiting.count)})` }
  const signed = { tab: 'to-confirm' as const, text: `Sheet to be confirmed (${String(sheets)})` }
  const extra = sheets > 0 || listing.tab === 'to-confirm' ? [signed] : []
  return (
    <Page heading="Agreements" errors={form.errors} view={view} wide>
      <PauseBanner pause={pause} />
      <p class="govuk-body">
        An agreement ({word.toLowerCase()}) says what care the council wants for one person, and at what price. You can
        record and claim care once it is agreed.{' '}
        <a class="govuk-link" href={`${BASE}/signed-sheet`}>
          File a sheet that was signed by hand
        </a>
      </p>
      <Finder base={BASE} listing={listing} services={services} saved={saved} form={form} />
      <StateTabs base={BASE} listing={listing} tabs={[needs, ...extra, ...TABS]} />
      <Rows {...props} />
      <NextPage base={BASE} listing={listing} rows={rows} />
      <ListDownloads base={BASE} listing={listing} />
    </Page>
  )
}

/** Ticked rows are signed together, or downloaded together. Without any row there is nothing to tick. */
function Rows({ listing, rows, may, pause, today }: AgreementsProps) {
  const shown = rows.slice(0, ROWS)
  const table = (
    <ResponsiveTable
      caption={captionOf(listing, 'Agreements that need your decision')}
      classes="portal-dense"
      columns={[
        { heading: 'Agreement', nowrap: true },
        { heading: 'Person' },
        { heading: 'Service' },
        { heading: 'Starts', nowrap: true },
        { heading: 'Answer by', nowrap: true },
        { heading: 'A week costs', numeric: true },
        { heading: 'Revision' },
        { heading: 'State' },
        ...(may.ask ? [{ heading: 'Question' }] : []),
      ]}
      rows={shown.map((row) => [...cells(row, { today, pause }), ...(may.ask ? [ask(row)] : [])])}
      empty={emptyOf(listing)}
    />
  )
  if (shown.length === 0) return table
  const signs = may.sign && pause === undefined && listing.tab === 'published'
  return (
    <form method="get" action={`${BASE}/${signs ? 'signature' : 'papers.zip'}`} class="portal-quick-form">
      {table}
      <div class="govuk-button-group">
        {signs ? <Button>Agree and sign the ticked ones</Button> : null}{' '}
        <Button classes="govuk-button--secondary" attributes={{ formaction: `${BASE}/papers.zip` }}>
          Download the ticked ones as PDFs (ZIP)
        </Button>
      </div>
    </form>
  )
}

function cells(row: AgreementRow, standing: Standing) {
  const { starts, answerBy, weekly, revision, status } = cellsOf(row, standing)
  const first = (
    <div class="portal-tick">
      <input type="checkbox" name="id" value={row.id} id={`tick-${row.id}`} class="portal-tick__box" />
      <label for={`tick-${row.id}`} class="govuk-visually-hidden">
        Tick {row.reference}
      </label>
      <a class="govuk-link" href={`${BASE}/${row.id}`}>
        {row.reference}
      </a>
    </div>
  )
  return [
    ...[first, `${row.personName} (${row.personReference})`, row.serviceName],
    ...[starts, answerBy, weekly, revision, status],
  ]
}

function ask({ id, reference }: AgreementRow) {
  return <AskLink query={`agreement=${id}`} about={reference} />
}

function emptyOf({ tab, query: { q, service, from, to } }: Listing): string {
  if (q !== '') return 'No agreement matches. Check the spelling, or search for the beginning of the family name only.'
  if (service !== '' || from !== '' || to !== '')
    return 'No agreement in this state has this service and these dates. Take one of the filters away.'
  if (tab === 'published')
    return 'Nothing needs your decision. When the council publishes an agreement you will get an e-mail and find it here.'
  return 'There are no agreements in this state.'
}
