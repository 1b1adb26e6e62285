import type { FastifyInstance, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { CellToWrite } from '../../../../../platform/spreadsheet/xlsx-writer.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { TYPE_NAMES } from '../../../rules/document.ts'
import { listDocuments, type DocumentRow } from '../../../store/documents.ts'
import { Query, type Asked } from '../asked.ts'
import { readerOf } from '../place.ts'

/** So many rows in one read: neither memory nor a connection is held for the length of a list. */
const AT_ONCE = 1_000
const HEADINGS = ['Document', 'Kind', 'Person', 'Person reference', 'Provider', 'Service', 'Dated', 'Filed on'] as const

/** The list of documents as it was asked for, whole: what there is, and nothing of what it says. */
export function mountDocumentsFile(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/documents', permission: 'documents.view' },
    read: (request) =>
      Promise.resolve({
        ...{ name: 'documents', title: 'Documents' },
        columns: [...HEADINGS, 'Filed by', 'Version', 'New to me'].map((heading) => ({
          heading,
          width: Math.max(12, heading.length + 2),
        })),
        rows: pieces(web, request),
      }),
  })
}

async function* pieces(web: Web, request: FastifyRequest): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  const asked = web.parse(Query, request.query)
  const reader = readerOf(web, request)
  let after: Asked['after']
  do {
    const filter = { ...asked, after }
    const rows = await web.read(request, (tx) => listDocuments(tx, reader, filter, AT_ONCE))
    const piece = rows.slice(0, AT_ONCE)
    yield piece.map(cellsOf)
    const last = piece.at(-1)
    after = rows.length > AT_ONCE && last !== undefined ? { at: last.filedAt.toISOString(), id: last.id } : undefined
  } while (after !== undefined)
}

function cellsOf(row: DocumentRow): readonly CellToWrite[] {
  return [
    ...[row.title, TYPE_NAMES[row.type], `${row.givenName} ${row.familyName}`, row.personReference],
    ...[row.providerName, row.serviceName, { day: row.datedOn }, { day: londonToday(row.filedAt) }],
    ...[row.side === 'council' ? 'Council' : 'Provider', { number: String(row.version) }, row.isNew ? 'Yes' : 'No'],
  ]
}
