import type { ComponentChildren } from 'preact'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatPounds, formatShortDay } from '../../../../core/format.ts'
import { pence } from '../../../../core/money.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'
import { TableDownloads } from '../../../../platform/web/patterns/table-downloads.tsx'
import type { Cause } from '../../rules/content.ts'
import { REASON_WORDS } from '../../rules/rejection.ts'
import type { SavedFilter } from '../../store/filters.ts'
import type { AgreementRow } from '../../store/list.ts'
import type { Pause } from '../../store/pause.ts'
import { addressOf, keptOf, ROWS, type Listing, type Tab } from './query.ts'
import { shownState, STATUS_WORDS, type ShownState } from './words.ts'

export function StatusTag({ status }: { readonly status: ShownState }) {
  const { text, colour } = STATUS_WORDS[status]
  return <Tag colour={colour}>{text}</Tag>
}

const FIRST_WORDS = {
  new: 'First',
  'social-work-decision': 'First, social-work decision',
  'annual-uplift': 'First, annual uplift',
  correction: 'First, correction',
} as const satisfies Record<Cause, string>

/** While answering is paused nothing is called late: the sentence above the list says so. */
export type Standing = { readonly today: LocalDate; readonly pause: Pause | undefined }

/** Words of a row that both faces show: reference, start, answer by, cost, status. */
export function cellsOf(row: AgreementRow, { today, pause }: Standing) {
  return {
    starts: formatShortDay(row.startsOn),
    answerBy: shownState(row) === 'published' && row.respondBy !== null ? formatShortDay(row.respondBy) : '',
    weekly: formatPounds(pence(row.weekly)),
    revision: row.revision === 1 ? FIRST_WORDS[row.cause] : `Revision ${String(row.revision)}`,
    status: (
      <>
        <StatusTag status={shownState(row)} />
        {row.status === 'rejected' && row.reason !== null ? ` ${REASON_WORDS[row.reason]}` : null}
        {pause === undefined ? <Late row={row} today={today} /> : null}
      </>
    ),
  }
}

/** In red, on both faces: somebody gives care that may not be recorded, because nobody has signed for it. */
function Late({ row, today }: { readonly row: AgreementRow; readonly today: LocalDate }) {
  if (shownState(row) !== 'published') return null
  const started = row.unsignedFrom !== null && row.unsignedFrom <= today
  if (!started && (row.respondBy === null || row.respondBy >= today)) return null
  return <> {started ? <Tag colour="red">Care started unsigned</Tag> : <Tag colour="orange">Answer is late</Tag>}</>
}

interface FinderProps {
  readonly base: string
  readonly listing: Listing
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly saved: readonly SavedFilter[]
  readonly form: FormView
}

/** Search and filters, what was saved of them, and saving them. Works as plain links and forms. */
export function Finder({ base, listing: { query, errors }, services, saved, form }: FinderProps) {
  const isFiltered = query.service !== '' || query.from !== '' || query.to !== ''
  const unnamed = errorFor(form, 'name')
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text
  return (
    <>
      <form method="get" action={base} role="search" novalidate>
        <Input
          name="q"
          type="search"
          value={query.q}
          label="Search all agreements"
          hint="The beginning of a person’s name, or a reference or NHS number"
          classes="govuk-input--width-20"
        />
        <Details summary="Service and dates" open={isFiltered}>
          <Select
            name="service"
            id="service"
            label="Service"
            value={query.service}
            items={[
              { value: '', text: 'Every service' },
              ...services.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
          <DayInput name="from" label="Care starts on or after" value={query.from} error={errorOf('from')} />
          <DayInput name="to" label="Care starts on or before" value={query.to} error={errorOf('to')} />
        </Details>
        {query.status === undefined ? null : <input type="hidden" name="status" value={query.status} />}
        <Button classes="govuk-button--secondary">Search</Button>
      </form>
      <SavedFilters base={base} saved={saved} form={form} />
      {query.q === '' && !isFiltered && unnamed === undefined ? null : (
        <Details summary="Save this search" open={unnamed !== undefined}>
          <PostForm action={`${base}/filters`} form={form}>
            {Object.entries(keptOf(query)).map(([name, value]) =>
              value === '' ? null : <input type="hidden" name={name} value={value} />,
            )}
            <Input
              {...typed(form, 'name')}
              label="Name"
              hint="For example, Elm House, starting in April"
              classes="govuk-input--width-20"
            />
            <Button classes="govuk-button--secondary">Save</Button>
          </PostForm>
        </Details>
      )}
    </>
  )
}

interface DayInputProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error: string | undefined
}

function DayInput({ name, label, value, error }: DayInputProps) {
  return (
    <Input
      name={name}
      id={name}
      label={label}
      hint="For example, 2026-04-01"
      value={value}
      classes="govuk-input--width-10"
      errorMessage={error}
    />
  )
}

function SavedFilters({ base, saved, form }: Pick<FinderProps, 'base' | 'saved' | 'form'>) {
  if (saved.length === 0) return null
  return (
    <nav aria-label="Saved searches">
      <ul class="govuk-list portal-saved">
        {saved.map(({ id, name, query }) => (
          <li>
            <a class="govuk-link" href={`${base}?${query}`}>
              {name}
            </a>{' '}
            <PostForm
              action={`${base}/filters/${id}/removal`}
              form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
              classes="portal-saved__remove"
            >
              <button class="portal-link-button" type="submit">
                Remove<span class="govuk-visually-hidden"> saved search {name}</span>
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface TabsProps {
  readonly base: string
  readonly listing: Listing
  readonly tabs: readonly { readonly tab: Tab; readonly text: string }[]
}

/** A tab keeps service and dates, and leaves a search behind. */
export function StateTabs({ base, listing: { tab: shown, query }, tabs }: TabsProps) {
  const { service, from, to } = query
  return (
    <SubNavigation
      label="Agreements by state"
      items={tabs.map(({ tab, text }) => ({
        text,
        href: addressOf(base, { status: tab, service, from, to }),
        active: tab === shown,
      }))}
    />
  )
}

interface NextProps {
  readonly base: string
  readonly listing: Listing
  readonly rows: readonly AgreementRow[]
}

/** One row more than a page holds tells that another follows. */
export function NextPage({ base, listing: { query, tab }, rows }: NextProps): ComponentChildren {
  const last = rows.length > ROWS ? rows[ROWS - 1] : undefined
  if (last === undefined) return null
  const after = `${last.startsOn}_${last.id}`
  return <Pagination next={{ href: addressOf(base, { ...keptOf(query), status: tab, after }) }} />
}

/** The whole list as files, in the state and with the filters of the screen. */
export function ListDownloads({ base, listing: { tab, query } }: Pick<NextProps, 'base' | 'listing'>) {
  const asked = query.q === '' ? { ...keptOf(query), status: tab } : keptOf(query)
  return <TableDownloads href={base} query={asked} what="this list" />
}

export function captionOf({ tab, query }: Listing, opensOn: string): string {
  if (query.q !== '') return `Agreements found for “${query.q}”`
  if (tab === 'published' || tab === 'draft') return `${opensOn}, soonest start first`
  if (tab === 'to-confirm') return 'Agreements whose signed sheet is to be confirmed, soonest start first'
  const words = tab === 'all' ? 'All' : STATUS_WORDS[tab].text
  return `${words} agreements, latest start first`
}
