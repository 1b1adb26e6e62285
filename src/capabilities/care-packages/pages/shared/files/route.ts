import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { quantityText } from '../../../../../core/decimal.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { CellToWrite } from '../../../../../platform/spreadsheet/xlsx-writer.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWaitingEvents } from '../../../store/life-events.ts'
import { listPackages } from '../../../store/list.ts'
import { listMissingCare } from '../../../store/missing-care.ts'
import { listPackagesById } from '../../../store/package.ts'
import { WHOLE } from '../../../store/part.ts'
import { listTopUps } from '../../../store/top-ups.ts'
import { listUpliftsOf } from '../../../store/uplifts-of.ts'
import { listVariations, type Variation } from '../../../store/variations.ts'
import { breakdownFile, FORMATS, packagesFile, TYPES, type Read } from '../download.ts'
import { filterOf, ListQuery, ofOneProvider } from '../query.ts'
import { EVENT_WORDS } from '../life-event-words.ts'

type Face = 'provider' | 'council'
const Query = z.object({ all: z.literal('yes').optional() })
const permission = 'packages.view'

/** The lists of what was asked and told about care as files: the same rows as on the screens. */
export function mountCareFiles(app: FastifyInstance, web: Web, face: Face): void {
  mountVariationsFile(app, web, face)
  mountMissingCareFile(app, web, face)
  mountPackagesFiles(app, web, face)
  mountBreakdownFile(app, web, face)
  if (face === 'council') mountLifeEventsFile(app, web)
}

/** The list of packages, whole and in its order. */
function mountPackagesFiles(app: FastifyInstance, web: Web, face: Face): void {
  for (const format of FORMATS)
    app.get(`/packages.${format}`, { config: { permission } }, (request, reply) => {
      const { query, filter } = askedOf(web, request, face)
      const file = packagesFile(format, { filter, chosen: query.columns, read: readerOf(web, request, face) })
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="care-packages-${filter.today}.${format}"`)
        .send(file)
    })
}

function askedOf(web: Web, request: FastifyRequest, face: Face) {
  const said = web.parse(ListQuery, request.query)
  const query = face === 'council' ? ofOneProvider(said) : said
  return { query, filter: filterOf(query, londonToday(web.clock.now())) }
}

function readerOf(web: Web, request: FastifyRequest, face: Face): Read {
  return {
    list: (page) => web.read(request, (tx) => listPackages(tx, reachOf(tx, face), page)),
    whole: (ids) => web.read(request, (tx) => listPackagesById(tx, reachOf(tx, face), ids)),
    topUps: (ids) => web.read(request, (tx) => listTopUps(tx, reachOf(tx, face), ids)),
    uplifts: (ids) => web.read(request, (tx) => listUpliftsOf(tx, reachOf(tx, face), ids)),
  }
}

/** What the care of the list costs and why, by plan and date: the second sheet of the workbook, for programs. */
function mountBreakdownFile(app: FastifyInstance, web: Web, face: Face): void {
  mountTable(app, {
    ...{ path: '/packages-breakdown', permission },
    read: (request) => {
      const { filter } = askedOf(web, request, face)
      return Promise.resolve(breakdownFile({ filter, read: readerOf(web, request, face) }))
    },
  })
}

function reachOf(tx: Tx, face: Face) {
  return { providerId: face === 'council' ? undefined : tx.providerId }
}

function mountVariationsFile(app: FastifyInstance, web: Web, face: Face): void {
  mountTable(app, {
    ...{ path: '/variations', permission },
    read: async (request) => {
      const waiting = face === 'council' && web.parse(Query, request.query).all === undefined
      const rows = await web.read(request, (tx) => listVariations(tx, reachOf(tx, face), { waiting, ...WHOLE }))
      return {
        ...{ name: 'changes-of-care', title: 'Changes of care' },
        columns: columns('Package', 'Family name', 'Given name', 'Provider', 'From', 'Last day', ...ASKED),
        rows: rows.map(variationCells),
      }
    },
  })
}
const ASKED = ['Asked a week', 'Unit', 'State', 'Answer by', 'Asked by', 'Answer']

function variationCells(row: Variation): readonly CellToWrite[] {
  return [
    ...[row.packageReference, row.familyName, row.givenName, row.providerName, { day: row.fromOn }],
    ...[row.lastOn === null ? null : { day: row.lastOn }, { number: quantityText(row.planned) }, row.unit],
    ...[row.status, { day: row.answerBy }, row.askerName, row.answer],
  ]
}

function mountMissingCareFile(app: FastifyInstance, web: Web, face: Face): void {
  mountTable(app, {
    ...{ path: '/missing-care', permission },
    read: async (request) => ({
      ...{ name: 'care-without-a-package', title: 'Care without a package' },
      columns: columns('Person', 'Person reference', 'Provider', 'Service', 'Service level', 'A week', ...RAISED),
      rows: (await web.read(request, (tx) => listMissingCare(tx, reachOf(tx, face), WHOLE))).map((row) => [
        ...[row.personName, row.personReference, row.providerName, row.serviceName, row.serviceLevel, row.weekly],
        ...[{ day: row.beganOn }, row.status, { day: row.dueOn }, row.raiserName, row.packageReference, row.answer],
      ]),
    }),
  })
}
const RAISED = ['Began', 'State', 'Answer due', 'Raised by', 'Package', 'Answer']

function mountLifeEventsFile(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/life-events', permission },
    read: async (request) => ({
      ...{ name: 'what-happened', title: 'What happened to people' },
      columns: columns('Event', 'Day', 'Back on', 'Package', 'Provider', 'Told by', 'Details'),
      rows: (await web.read(request, (tx) => listWaitingEvents(tx, WHOLE))).map((row) => [
        ...[EVENT_WORDS[row.kind], { day: row.happenedOn }, row.backOn === null ? null : { day: row.backOn }],
        ...[row.packageReference, row.providerName, row.tellerName, row.details],
      ]),
    }),
  })
}

function columns(...headings: readonly string[]) {
  return headings.map((heading) => ({ heading, width: Math.max(12, heading.length + 2) }))
}
