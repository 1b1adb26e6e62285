import { isAfter } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { LifeEvent } from '../../../store/life-events.ts'
import { EVENT_WORDS } from '../../shared/life-event-words.ts'
import type { PageOf } from '../../shared/next-page.ts'

interface ListPageProps extends PageOf<LifeEvent> {
  readonly view: ViewContext
}

export function LifeEventsPage({ rows, next, view }: ListPageProps) {
  return (
    <Page heading="What happened to people" backLink={{ href: '/council', text: 'Home' }} view={view} wide>
      <p class="govuk-body">Providers told these events. They wait until the care is ended, or somebody notes them.</p>
      <ResponsiveTable
        caption="Events that wait, longest first"
        captionHidden
        columns={[
          { heading: 'Event' },
          { heading: 'Day', nowrap: true },
          { heading: 'Package', nowrap: true },
          { heading: 'Provider' },
          { heading: 'Told' },
        ]}
        rows={rows.map((row) => [
          <a class="govuk-link" href={`/council/life-events/${row.id}`}>
            {EVENT_WORDS[row.kind]}
          </a>,
          formatDay(row.happenedOn),
          row.packageReference,
          row.providerName,
          `${formatInstant(row.toldAt)}, by ${row.tellerName}`,
        ])}
        empty="Nothing waits. What providers tell you appears here and among the messages."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {rows.length === 0 ? null : <TableDownloads href="/council/life-events" what="this list" />}
    </Page>
  )
}

interface OnePageProps {
  readonly event: LifeEvent
  /** Of a death: what else was told of it. */
  readonly others: readonly LifeEvent[]
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function LifeEventPage({ event, others, mayDecide, form, view }: OnePageProps) {
  const { kind, happenedOn, backOn, effect, details, status } = event
  return (
    <Page
      heading={`${EVENT_WORDS[kind]}: ${event.packageReference}`}
      backLink={{ href: '/council/life-events', text: 'What happened to people' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        {formatDay(happenedOn)}
        {backOn === null ? '' : `, back on ${formatDay(backOn)}`}. Told by {event.tellerName} of {event.providerName} on{' '}
        {formatInstant(event.toldAt)}.
      </p>
      {details === '' ? null : <p class="govuk-body">{details}</p>}
      <h2 class="govuk-heading-m">What it does to pay</h2>
      <ul class="govuk-list govuk-list--bullet">
        {effect.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`/council/packages/${event.packageId}`}>
            Care package {event.packageReference}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`/council/service-users/${event.personId}`}>
            Everything about this person
          </a>
        </li>
        {event.conversationId === null ? null : (
          <li>
            <a class="govuk-link" href={`/council/messages/${event.conversationId}`}>
              The message
            </a>
          </li>
        )}
      </ul>
      <OtherTellings others={others} />
      {status === 'waiting' && mayDecide ? <Settle event={event} form={form} /> : <Settled event={event} />}
    </Page>
  )
}

function OtherTellings({ others }: Pick<OnePageProps, 'others'>) {
  if (others.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Also told of a death of this person</h2>
      <ul class="govuk-list govuk-list--bullet">
        {others.map((one) => (
          <li>
            <a class="govuk-link" href={`/council/life-events/${one.id}`}>
              {formatDay(one.happenedOn)}, {one.packageReference}
            </a>
            , told by {one.tellerName} of {one.providerName} on {formatInstant(one.toldAt)}.{' '}
            {one.status === 'waiting' ? 'It waits.' : <SettledText event={one} />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** An end only moves earlier here: a later one is another date of the package. */
function EndsAlready({ event: { packageId, packageReference, happenedOn, endsOn } }: Pick<OnePageProps, 'event'>) {
  if (endsOn === null || isAfter(endsOn, happenedOn)) return null
  return (
    <p class="govuk-body">
      Care package {packageReference} already ends on {formatDay(endsOn)}.{' '}
      <a class="govuk-link" href={`/council/packages/${packageId}/dates`}>
        Set a later last day among its dates
      </a>
    </p>
  )
}

function Settle({ event, form }: Pick<OnePageProps, 'event' | 'form'>) {
  const day = formatDay(event.happenedOn)
  return (
    <PostForm action={`/council/life-events/${event.id}/outcome`} form={form}>
      <input type="hidden" name="version" value={String(event.rowVersion)} />
      {event.kind === 'hospital' ? (
        <p class="govuk-body">
          What the contract says of nights away counts once this is noted. Of two tellings of one first day the later
          one counts.
        </p>
      ) : null}
      {event.kind === 'hospital' ? null : <EndsAlready event={event} />}
      {event.kind === 'hospital' ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/life-events/${event.id}/effect`}>
            Look at what the end changes in what was paid
          </a>
        </p>
      )}
      {event.kind === 'hospital' ? null : (
        <Button name="outcome" value="ended" preventDoubleClick>
          {event.kind === 'death' ? `End all of this person’s care on ${day}` : `End this care on ${day}`}
        </Button>
      )}{' '}
      <Button name="outcome" value="noted" classes="govuk-button--secondary" preventDoubleClick>
        Noted: leave the care as it is
      </Button>
    </PostForm>
  )
}

function Settled({ event }: Pick<OnePageProps, 'event'>) {
  return event.status === 'waiting' ? null : (
    <p class="govuk-body">
      <SettledText event={event} />
    </p>
  )
}

function SettledText({ event: { outcome, doerName, doneAt } }: Pick<OnePageProps, 'event'>) {
  if (doneAt === null) return null
  return (
    <>
      {outcome === 'ended' ? 'The care was ended' : 'Noted'} by {doerName} on {formatInstant(doneAt)}.
    </>
  )
}
