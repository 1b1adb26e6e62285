import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Papa from 'papaparse'
import { z } from 'zod'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { onboard, type OnboardingResult } from '../../../commands/staff.ts'
import { MOST_ROWS, onboardingColumns, rowFrom, type OnboardingRow } from '../../../rules/onboarding.ts'
import { OnboardingPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const LONGEST = 500_000
const csvRule: UploadRule = { kinds: ['csv', 'text'], mostBytes: MEGABYTE, mostFiles: 1 }
const Entry = z.object({ rows: z.string().max(LONGEST).default('') })

export function mountOnboarding(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/people/onboarding', { config: { ...manage.config, drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { typed: '' }),
  )
  app.post('/people/onboarding', { config: { ...manage.config, upload: csvRule } }, async (request, reply) => {
    const { rows: typed } = web.parse(Entry, request.body)
    const { files, faults } = web.uploads(request, 'file')
    const [refused] = faults
    if (refused !== undefined) return show(web, { request, reply }, { typed, fault: refused })
    const [file] = files
    const field = file === undefined ? 'rows' : 'file'
    const read = readRows(file === undefined ? typed : (await file.read()).toString('utf8'))
    if (typeof read === 'string') return show(web, { request, reply }, { typed, fault: { field, text: read } })
    const outcome = await web.inWork(request, (work) => onboard(work, { rows: read, origin }))
    return show(web, { request, reply }, { typed, ...(outcome.ok ? { results: outcome.value } : {}) })
  })
}

/** What is wrong with the whole, or its rows as a spreadsheet numbers them. */
function readRows(typed: string): readonly OnboardingRow[] | string {
  const text = typed.replace(/^\uFEFF/, '').trim()
  if (text === '') return 'Choose a CSV file, or paste the rows, headings first'
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (heading) => heading.trim().toLowerCase(),
  })
  const missing = onboardingColumns.filter((column) => column !== 'role' && !(meta.fields ?? []).includes(column))
  if (missing.length > 0) return `The headings lack ${missing.join(', ')}`
  if (data.length === 0) return 'There are headings and no rows'
  if (data.length > MOST_ROWS)
    return `There are ${String(data.length)} rows: send ${String(MOST_ROWS)} at most at a time`
  return data.map((cells, index) => rowFrom(cells, index + 2))
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly typed: string; readonly fault?: FieldError; readonly results?: readonly OnboardingResult[] }

function show(web: Web, { request, reply }: At, { typed, fault, results }: Shown): FastifyReply {
  const errors = fault === undefined ? [] : [fault]
  const page = (
    <OnboardingPage view={web.view(request)} form={web.form(request, { rows: typed }, errors)} results={results} />
  )
  return web.html(reply, page, fault === undefined ? 200 : 422)
}
