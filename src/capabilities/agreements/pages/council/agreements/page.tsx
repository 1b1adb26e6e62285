import type { LocalDate } from '../../../../../core/dates.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Finding } from '../../../rules/publishing.ts'
import type { SavedFilter } from '../../../store/filters.ts'
import type { AgreementRow, StaffQueue } from '../../../store/list.ts'
import type { Pause } from '../../../store/pause.ts'
import { captionOf, cellsOf, Finder, ListDownloads, NextPage, StateTabs, type Standing } from '../../shared/list.tsx'
import { PauseBanner } from '../../shared/pause-banner.tsx'
import { ROWS, type Listing, type Tab } from '../../shared/query.ts'
import { FINDING_WORDS } from '../../shared/words.ts'

export const BASE = '/council/agreements'

const EMPTY: Record<Tab, string> = {
  draft: 'There are no drafts. Make one from a care package that has no agreement yet.',
  published: 'No agreement waits for a provider.',
  'to-confirm': 'No signed sheet waits for the council.',
  rejected: 'No provider has rejected an agreement.',
  agreed: 'Nothing has been agreed yet.',
  superseded: 'Nothing has been superseded.',
  withdrawn: 'Nothing has been withdrawn.',
  all: 'There are no agreements.',
}

interface AgreementsProps {
  readonly listing: Listing
  readonly rows: readonly AgreementRow[]
  readonly queue: StaffQueue
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly saved: readonly SavedFilter[]
  readonly pause: Pause | undefined
  readonly may: { readonly publish: boolean; readonly manage: boolean }
  readonly today: LocalDate
  readonly form: FormView
  readonly view: ViewContext
}

export function AgreementsPage(props: AgreementsProps) {
  const { listing, rows, queue, services, saved, pause, may, form, view } = props
  return (
    <Page heading="Agreements" errors={form.errors} view={view} wide>
      <PauseBanner pause={pause} />
      <Ways queue={queue} may={may} />
      <Finder base={BASE} listing={listing} services={services} saved={saved} form={form} />
      <StateTabs base={BASE} listing={listing} tabs={tabsOf(queue)} />
      <Rows {...props} />
      <NextPage base={BASE} listing={listing} rows={rows} />
      <ListDownloads base={BASE} listing={listing} />
    </Page>
  )
}

/** What can be done to many at once, or to all. */
function Ways({ queue, may }: Pick<AgreementsProps, 'queue' | 'may'>) {
  const ways = [
    {
      href: `${BASE}/tracker`,
      text: `Follow what is with providers${queue.overdue === 0 ? '' : ` (${String(queue.overdue)} started unsigned)`}`,
    },
    ...(may.publish
      ? [
          { href: `${BASE}/needed`, text: 'Care without an agreement' },
          { href: `${BASE}/batches`, text: 'Batches' },
          { href: `${BASE}/signed-sheet`, text: 'File a signed sheet' },
        ]
      : []),
    ...(may.manage
      ? [
          { href: `${BASE}/reminders`, text: 'Reminders and rules' },
          { href: `${BASE}/pause`, text: 'Pause agreeing' },
          { href: `${BASE}/switch-over`, text: 'Agree at a switch-over' },
        ]
      : []),
  ]
  return (
    <nav aria-label="Ways to work with agreements">
      <ul class="govuk-list portal-saved">
        {ways.map(({ href, text }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Ticked drafts are published together. */
function Rows({ listing, rows, findings, may, today, pause }: AgreementsProps) {
  const shown = rows.slice(0, ROWS)
  const ticks = may.publish && shown.some((row) => mayTick(row, findings))
  const table = (
    <ResponsiveTable
      caption={captionOf(listing, listing.tab === 'draft' ? 'Drafts' : 'Agreements that wait for a provider')}
      classes="portal-dense"
      columns={[
        { heading: 'Agreement', nowrap: true },
        { heading: 'Person' },
        { heading: 'Provider' },
        { heading: 'Starts', nowrap: true },
        { heading: 'Answer by', nowrap: true },
        { heading: 'A week costs', numeric: true },
        { heading: 'State' },
        { heading: 'Checks' },
      ]}
      rows={shown.map((row) => cells(row, findings, { ticks: ticks && mayTick(row, findings), today, pause }))}
      empty={listing.query.q === '' ? EMPTY[listing.tab] : 'No agreement matches.'}
    />
  )
  if (!ticks) return table
  return (
    <form method="get" action={`${BASE}/batch`} class="portal-quick-form">
      {table}
      <div class="govuk-button-group">
        <Button>Publish the ticked ones</Button>{' '}
        <Button classes="govuk-button--secondary" name="all" value="yes">
          Publish every draft that passes its checks
        </Button>
      </div>
    </form>
  )
}

function mayTick(row: AgreementRow, findings: ReadonlyMap<string, readonly Finding[]>): boolean {
  return row.status === 'draft' && !(findings.get(row.id) ?? []).some(({ stops }) => stops)
}

function tabsOf({
  drafts,
  published,
  sheets,
  rejected,
}: StaffQueue): readonly { readonly tab: Tab; readonly text: string }[] {
  return [
    { tab: 'draft', text: `Ready to publish (${String(drafts)})` },
    { tab: 'published', text: `With providers (${String(published)})` },
    { tab: 'to-confirm', text: `Sheets to confirm (${String(sheets)})` },
    { tab: 'rejected', text: `Rejected (${String(rejected)})` },
    { tab: 'agreed', text: 'Agreed' },
    { tab: 'superseded', text: 'Superseded' },
    { tab: 'withdrawn', text: 'Withdrawn' },
    { tab: 'all', text: 'All' },
  ]
}

type Look = Standing & { readonly ticks: boolean }

function cells(row: AgreementRow, findings: ReadonlyMap<string, readonly Finding[]>, { ticks, ...standing }: Look) {
  const { starts, answerBy, weekly, status } = cellsOf(row, standing)
  const first = (
    <div class="portal-tick">
      {ticks ? (
        <>
          <input type="checkbox" name="id" value={row.id} id={`tick-${row.id}`} class="portal-tick__box" />
          <label for={`tick-${row.id}`} class="govuk-visually-hidden">
            Tick {row.reference}
          </label>
        </>
      ) : null}
      <a class="govuk-link" href={`${BASE}/${row.id}`}>
        {row.reference}
      </a>
    </div>
  )
  const person = `${row.personName} (${row.personReference})`
  return [
    first,
    person,
    `${row.providerName}: ${row.serviceName}`,
    starts,
    answerBy,
    weekly,
    status,
    checksText(findings.get(row.id)),
  ]
}

function checksText(findings: readonly Finding[] | undefined): string {
  if (findings === undefined) return ''
  if (findings.length === 0) return 'Nothing found'
  return [...new Set(findings.map(({ code }) => FINDING_WORDS[code]))].join('. ')
}
