import type { FastifyInstance, FastifyRequest } from 'fastify'
import { penceText, quantityText, rateText } from '../../../../core/decimal.ts'
import { pence, quantity, rate } from '../../../../core/money.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { CellToWrite } from '../../../../platform/spreadsheet/xlsx-writer.ts'
import { mountTable } from '../../../../platform/web/table-file.ts'
import type { Web } from '../../../../platform/web/web.ts'
import { CAUSE_WORDS } from '../../rules/offer-text.ts'
import { REASON_WORDS } from '../../rules/rejection.ts'
import { listBatches } from '../../store/batches.ts'
import { listAgreements, type AgreementRow } from '../../store/list.ts'
import { listTracked, type ExpectedOfLine, type Tracked } from '../../store/reminders.ts'
import { reachOf } from './papers.tsx'
import { ListQuery, listingOf, publishedOnly, TrackerQuery } from './query.ts'
import { shownState, STATUS_WORDS } from './words.ts'

/** So many rows in one read: neither memory nor a connection is held for the length of a list. */
const AT_ONCE = 1_000
const permission = 'agreements.view'
type Rows = readonly (readonly CellToWrite[])[]
type Cursor = { readonly day: AgreementRow['startsOn']; readonly id: string } | undefined

/** The list of agreements as it was asked for, whole. */
export function mountAgreementsFile(app: FastifyInstance, web: Web, side: 'provider' | 'council'): void {
  mountTable(app, {
    ...{ path: '/agreements', permission },
    read: (request) => {
      const query = web.parse(ListQuery, request.query)
      const { filter } =
        side === 'provider' ? listingOf(publishedOnly(query), 'published', AT_ONCE) : listingOf(query, 'draft', AT_ONCE)
      const part = (after: Cursor) =>
        web.read(request, (tx) => listAgreements(tx, reachOf(web, request), { ...filter, after }))
      const columns = columnsOf('Agreement', 'Revision', 'State', 'Why it was rejected', ...OF_CARE, ...OF_OFFER)
      return Promise.resolve({ name: 'agreements', title: 'Agreements', columns, rows: pieces(part, agreementCells) })
    },
  })
}
const OF_CARE = ['Family and given name', 'Person reference', 'Provider', 'Service']
const OF_OFFER = ['Starts on', 'Answer by', 'Cost of a week', 'Why it was published', 'Published on']

function agreementCells(row: AgreementRow): readonly CellToWrite[] {
  return [
    ...[row.reference, { number: String(row.revision) }, STATUS_WORDS[shownState(row)].text],
    ...[row.reason === null ? null : REASON_WORDS[row.reason], row.personName, row.personReference],
    ...[row.providerName, row.serviceName, { day: row.startsOn }, dayCell(row.respondBy)],
    ...[{ number: penceText(pence(row.weekly)) }, CAUSE_WORDS[row.cause], instantCell(row.publishedAt)],
  ]
}

/** What is with providers, and the batches: the council's. */
export function mountStaffFiles(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/agreements/tracker', permission },
    read: (request) => {
      const { only } = web.parse(TrackerQuery, request.query)
      const startedBy = only === undefined ? undefined : londonToday(web.clock.now())
      const part = (after: Cursor) => web.read(request, (tx) => listTracked(tx, { startedBy, after, rows: AT_ONCE }))
      const columns = columnsOf('Agreement', 'State', 'Provider', 'Person', 'Starts on', 'Answer by', ...OF_TRACKER)
      return Promise.resolve({
        ...{ name: 'agreements-with-providers', title: 'With providers', columns },
        rows: pieces(part, trackedCells),
      })
    },
  })
  mountTable(app, {
    ...{ path: '/agreements/batches', permission: 'agreements.publish' },
    read: (request) => batchesFile(web, request),
  })
}
const OF_TRACKER = ['Seen on', 'Seen by', 'Reminders', 'Last reminder', 'Why it was rejected', 'Comment', 'Expected']

function trackedCells(row: Tracked): readonly CellToWrite[] {
  return [
    ...[row.reference, STATUS_WORDS[shownState(row)].text, row.providerName, row.personName],
    ...[{ day: row.startsOn }, dayCell(row.respondBy), instantCell(row.seenAt), row.seenBy],
    ...[{ number: String(row.reminders) }, instantCell(row.lastReminderAt)],
    ...[row.reason === null ? null : REASON_WORDS[row.reason], row.comment],
    row.expected.map(expectedText).join('; '),
  ]
}

/** 'P-1: 22.4 an hour'; amounts as files write them. */
function expectedText({ packageReference, unit, price, quantity: parts }: ExpectedOfLine): string {
  const said = [
    ...(price === null ? [] : [`${rateText(rate(BigInt(price)))} a unit`]),
    ...(parts === null ? [] : [`${quantityText(quantity(BigInt(parts)))} ${unit}s a week`]),
  ]
  return `${packageReference}: ${said.join(', ')}`
}

const MOST_BATCHES = 5_000

async function batchesFile(web: Web, request: FastifyRequest) {
  const batches = await web.read(request, (tx) => listBatches(tx, { most: MOST_BATCHES }))
  return {
    ...{ name: 'batches-of-agreements', title: 'Batches' },
    columns: columnsOf('Ordered on', 'By', 'To be published on', 'Published', 'Left out', 'Waiting', 'Stopped on'),
    rows: batches.map((batch): readonly CellToWrite[] => [
      ...[instantCell(batch.createdAt), batch.creatorName, instantCell(batch.publishAt)],
      ...[batch.published, batch.refused, batch.waiting].map((count) => ({ number: String(count) })),
      instantCell(batch.cancelledAt),
    ]),
  }
}

/** A list read a stretch at a time: one row more than was asked for tells that another follows. */
async function* pieces<R extends { readonly startsOn: AgreementRow['startsOn']; readonly id: string }>(
  part: (after: Cursor) => Promise<readonly R[]>,
  cells: (row: R) => readonly CellToWrite[],
): AsyncGenerator<Rows> {
  let after: Cursor
  do {
    const rows = await part(after)
    const piece = rows.slice(0, AT_ONCE)
    yield piece.map(cells)
    const last = piece.at(-1)
    after = rows.length > AT_ONCE && last !== undefined ? { day: last.startsOn, id: last.id } : undefined
  } while (after !== undefined)
}

function columnsOf(...headings: readonly string[]) {
  return headings.map((heading) => ({ heading, width: Math.max(12, heading.length + 2) }))
}

function dayCell(day: AgreementRow['respondBy']): CellToWrite {
  return day === null ? null : { day }
}

function instantCell(at: Date | null): CellToWrite {
  return at === null ? null : { day: londonToday(at) }
}
