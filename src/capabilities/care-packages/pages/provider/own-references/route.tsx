import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Papa from 'papaparse'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { namePackages, type NamedRow } from '../../../commands/name-package.ts'
import { MOST_NAMED, type NamingRow } from '../../../rules/own-reference.ts'
import { OwnReferencesPage } from './page.tsx'

const changing = { permission: 'packages.change' } as const
const csvRule: UploadRule = { kinds: ['csv', 'text'], mostBytes: MEGABYTE, mostFiles: 1 }

/** A file of own references, as the download of the list has them, or of two columns alone. */
export function mountOwnReferences(app: FastifyInstance, web: Web): void {
  app.get('/packages/own-references', { config: changing }, (request, reply) => show(web, request, reply, {}))
  app.post('/packages/own-references', { config: { ...changing, upload: csvRule } }, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'file')
    const [file] = files
    const fault = faults[0]?.text
    if (file === undefined) return show(web, request, reply, { fault: fault ?? 'Select a CSV file' })
    const read = readRows((await file.read()).toString('utf8'))
    if (!read.ok) return show(web, request, reply, { fault: read.refusal.text })
    const outcome = await web.inWork(request, (work) => namePackages(work, read.value))
    return show(web, request, reply, outcome.ok ? { results: outcome.value } : {})
  })
}

type Unreadable = { readonly code: 'unreadable'; readonly text: string }

/** What is wrong with the whole, or its rows as a spreadsheet numbers them. */
function readRows(sent: string): Outcome<readonly NamingRow[], Unreadable> {
  const unreadable = (text: string) => refused({ code: 'unreadable', text } as const)
  const { data, meta } = Papa.parse<Record<string, string | undefined>>(sent.replace(/^\uFEFF/u, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (heading) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/gu, ' '),
  })
  const missing = ['Reference', 'Own reference'].filter((name) => !(meta.fields ?? []).includes(name.toLowerCase()))
  if (missing.length > 0) return unreadable(`The first row must name the columns: ${missing.join(' and ')} is missing`)
  if (data.length === 0) return unreadable('There are headings and no rows')
  if (data.length > MOST_NAMED)
    return unreadable(`The file has ${String(data.length)} rows. Send ${String(MOST_NAMED)} at most at a time`)
  return done(
    data.map((cells, index) => ({
      line: index + 2,
      reference: textIn(cells['reference']),
      ownReference: textIn(cells['own reference']),
    })),
  )
}

/** The mark with which our own files keep a text from running as a formula is not part of it. */
function textIn(cell = ''): string {
  return cell.trim().replace(/^'(?=[=+\-@])/u, '')
}

type Shown = { readonly fault?: string; readonly results?: readonly NamedRow[] }

function show(web: Web, request: FastifyRequest, reply: FastifyReply, { fault, results }: Shown): FastifyReply {
  const form = web.form(request, {}, fault === undefined ? [] : [{ field: 'file', text: fault }])
  const page = <OwnReferencesPage results={results} form={form} view={web.view(request)} />
  return web.html(reply, page, fault === undefined ? 200 : 422)
}
