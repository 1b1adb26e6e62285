import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPdf, aPdfOfPages, aPng } from '../../../../../platform/files/testing/samples.ts'
import { readText } from '../../../../../platform/files/read-text.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { receivedFile } from '../../../../../testing/files.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aProvider, type AProvider } from '../../../../../testing/world.ts'
import { aDocument, bothSides, type Both } from '../../../testing/site.ts'

let both: Both
let other: AProvider
let theirs: Visitor
beforeAll(async () => {
  both = await bothSides()
  other = await aProvider(both.stage.build, both.council.id, { name: 'Oak House' })
  theirs = aProviderVisitor(other)
})
afterAll(() => both.close())

const paper = aPdfOfPages('Morning call', 'Her son Peter', 'Evening call')
async function aPaper(bytes = paper, name = 'Plan.pdf'): Promise<string> {
  return aDocument(both, both.staff, { file: await receivedFile(both.site.files, name, bytes) })
}
const answers = { shownVersion: '1', way: 'pages', pages: '2', reason: 'About her son' }
const redact = (id: string, over: Record<string, string> = {}, files: { name: string; bytes: Buffer }[] = []) =>
  both.site.upload(
    both.brokers,
    `/council/documents/${id}/redactions`,
    { ...answers, ...over },
    files.map((file) => ({ field: 'file', ...file })),
  )
const made = (id: string) => `/council/documents/${id}/redactions/`
async function downloaded(visitor: Visitor, address: string): Promise<string> {
  expect((await both.site.visit(visitor, address)).status).toBe(200)
  const sent = await both.site.app.inject({
    method: 'GET',
    url: address,
    headers: { 'x-test-visitor': visitor.accountId },
  })
  expect([sent.statusCode, sent.headers['content-disposition']]).toEqual([200, expect.stringMatching(/^attachment/)])
  return readText(sent.rawPayload, 'pdf')
}
const rows = async (query: ReturnType<typeof sql>) =>
  (await both.stage.db.read(both.staff.scope, (tx) => query.execute(tx))).rows

it('takes pages away, shows what is left to read, and shares that copy and nothing else', async () => {
  const id = await aPaper()
  const { location, status } = await redact(id)
  expect([status, location.startsWith(made(id))]).toEqual([303, true])
  const page = await both.site.visit(both.brokers, location)
  expect(page.text).toMatch(/Without page 2 .*What can still be read out of it.*Morning call Evening call/)
  expect(page.text).not.toContain('Peter')
  expect(await downloaded(both.brokers, `${location}/file`)).toBe('Morning call Evening call')

  const [, copy = ''] = /share\?copy=([^"]+)"/.exec(page.html) ?? []
  const form = await both.site.visit(both.brokers, `/council/documents/${id}/share?copy=${copy}`)
  expect(form.text).toContain('Only the redacted copy of version 1 is shared')
  const shared = await both.site.send(both.brokers, `/council/documents/${id}/share`, {
    ...{ shownVersion: '1', copy, receiver: 'organisation', organisation: 'Oak House', reason: 'To take over' },
    ...{ 'until-day': '10', 'until-month': '5', 'until-year': '2025' },
  })
  expect(shared.status).toBe(303)
  const received = await both.site.visit(theirs, '/provider/documents/shared')
  const [, link = ''] = /href="(\/provider\/documents\/shared\/[^"]+)"/.exec(received.html) ?? []
  expect(await downloaded(theirs, link)).toBe('Morning call Evening call')
  const document = await both.site.visit(both.brokers, `/council/documents/${id}`)
  expect(document.text).toMatch(/Redacted copies.*Version 1, without page 2 About her son/)
  expect(document.text).toContain('Oak House, version 1, redacted')
})

it('leaves the document as it was, for those who had it, and gives them nothing of the copy', async () => {
  const id = await aPaper()
  const { location } = await redact(id)
  expect(await downloaded(both.provides, `/provider/documents/${id}/versions/1`)).toContain('Peter')
  expect((await both.site.visit(both.provides, `/provider/documents/${id}`)).text).not.toContain('edacted')
  const own = location.replace('/council/', '/provider/')
  for (const address of [own, `${own}/file`]) expect((await both.site.visit(both.provides, address)).status).toBe(404)
  const other = await aPaper()
  const elsewhere = location.replace(id, other)
  expect((await both.site.visit(both.brokers, elsewhere)).status).toBe(404)
  expect(
    (await both.site.visit(both.brokers, `/council/documents/${other}/share?copy=${location.split('/').at(-1) ?? ''}`))
      .status,
  ).toBe(404)
  expect(
    await rows(sql`select action, details ->> 'pages' as pages from platform.audit_entry
    where council_id = ${both.council.id} and subject_id = ${id} and action = 'document.redacted'`),
  ).toEqual([{ action: 'document.redacted', pages: '2' }])
})

it('files a copy that was made elsewhere, and shows the words that a black box would hide', async () => {
  const id = await aPaper()
  const boxed = aPdf({ text: 'Her son Peter under a black box' })
  const { location } = await redact(id, { way: 'upload', pages: '' }, [{ name: 'Boxed.pdf', bytes: boxed }])
  expect((await both.site.visit(both.brokers, location)).text).toContain('Her son Peter under a black box')
  const picture = await aPaper(aPng(), 'Scan.png')
  expect((await both.site.visit(both.brokers, `/council/documents/${picture}/redaction`)).text).not.toContain(
    'Take pages away',
  )
  const copy = await redact(picture, { way: 'upload' }, [{ name: 'Cut.pdf', bytes: aPdf() }])
  expect(copy.status).toBe(303)
})

it.each<[string, Record<string, string>, { name: string; bytes: Buffer }[], string]>([
  ['no way', { way: '' }, [], 'Select how it is redacted'],
  ['no pages', { pages: 'all' }, [], 'Enter the pages to take away'],
  ['a page that is not there', { pages: '9' }, [], 'The file has fewer pages'],
  ['every page', { pages: '1-3' }, [], 'No page would be left'],
  ['no reason', { reason: ' ' }, [], 'Enter what is taken away, and why'],
  ['a novel', { reason: 'x'.repeat(501) }, [], 'must be 500 characters or fewer'],
  ['no file', { way: 'upload' }, [], 'Select the redacted copy'],
  ['the document itself', { way: 'upload' }, [{ name: 'Same.pdf', bytes: paper }], 'nothing was taken away'],
  ['a hostile file', { way: 'upload' }, [{ name: 'a.pdf', bytes: Buffer.from('<script>') }], 'The file holds a script'],
])('keeps what was typed and makes nothing: %s', async (_what, over, files, said) => {
  const id = await aPaper()
  const left = both.site.filesLeft().length
  const { status, text, html } = await redact(id, { reason: 'Kept words', ...over }, files)
  expect([status, text.includes(said)]).toEqual([422, true])
  if (!('reason' in over)) expect(html).toContain('Kept words')
  expect(
    await rows(sql`select id from documents.redaction where council_id = ${both.council.id} and document_id = ${id}`),
  ).toEqual([])
  expect(both.site.filesLeft()).toHaveLength(left)
})

it('is made once for two presses, of the version on the page, and by those who file', async () => {
  const id = await aPaper()
  const once = { _key: `redact-${id}` }
  expect((await Promise.all([redact(id, once), redact(id, once)])).map(({ status }) => status)).toEqual([303, 303])
  expect(
    await rows(sql`select id from documents.redaction where council_id = ${both.council.id} and document_id = ${id}`),
  ).toHaveLength(1)
  expect((await redact(id, { shownVersion: '7' })).status).toBe(404)
  const reader = aCouncilVisitor(both.council, both.staff.scope.accountId, { permissions: ['documents.view'] })
  expect((await both.site.visit(reader, `/council/documents/${id}/redaction`)).status).toBe(403)
  expect((await both.site.upload(reader, `/council/documents/${id}/redactions`, answers, [])).status).toBe(403)
})
