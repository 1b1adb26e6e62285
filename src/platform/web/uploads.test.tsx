import { connect } from 'node:net'
import { existsSync, utimesSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { done, refused } from '../../core/outcome.ts'
import { multipartOf } from '../../testing/multipart.ts'
import { aSite, type Site } from '../../testing/site.ts'
import { aStage, providerActor, serviceActor, type Stage } from '../../testing/stage.ts'
import { aProviderVisitor } from '../../testing/visitors.ts'
import { aCouncil, aProvider, type AProvider } from '../../testing/world.ts'
import { documentKinds, MEGABYTE } from '../files/kinds.ts'
import { attachHeldFile, getStoredFile, holdFile, keepFile } from '../files/stored-file.ts'
import { sweepFilesJob } from '../files/sweep.ts'
import { clamScanner, type Scanner } from '../files/clamav.ts'
import { EICAR, fakeClamd } from '../files/testing/fake-clamd.ts'
import { aPdf, aPng } from '../files/testing/samples.ts'
import { PostForm } from './forms.tsx'
import { FileUpload } from './govuk/file-upload.tsx'
import { Page } from './page.tsx'
import type { Faces } from './server.ts'
import type { Web } from './web.ts'
import type { Visitor } from './visitor.ts'

const upload = { kinds: documentKinds, mostFiles: 2, mostBytes: MEGABYTE }
const Fields = z.object({ note: z.string().default(''), refuse: z.string().optional(), kind: z.string().optional() })

let stage: Stage
let site: Site
let scanned: Site
let provider: AProvider
let stranger: AProvider
let asha: Visitor
let scanner: Scanner
let runs = 0

/** A form with a note and files, a page that gives a file back, and a way to refuse after the file was kept. */
function mount({ provider: face }: Faces, web: Web): void {
  const keep = keepFile
  face.post('/drop', { config: { permission: 'home.view', upload } }, async (request, reply) => {
    const { note, refuse, kind } = web.parse(Fields, request.body)
    const { files, faults } = web.uploads(request, 'papers')
    if (faults.length > 0 || files.length === 0) {
      const errors = files.length + faults.length === 0 ? [{ field: 'papers', text: 'Select a file' }] : faults
      const form = web.form(request, { note }, errors)
      const page = (
        <Page heading="Drop" view={web.view(request)} errors={errors}>
          <PostForm action="/provider/drop" form={form} multipart>
            <FileUpload label="Papers" id="papers" name="papers" errorMessage={errors[0]?.text} />
            <p>{note}</p>
          </PostForm>
        </Page>
      )
      return web.html(reply, page, 422)
    }
    const place = { providerId: provider.id, serviceId: provider.serviceId, contractId: null }
    const outcome = await web.inWork(request, async (work) => {
      runs += 1
      const ids: string[] = []
      for (const file of files) ids.push(await (kind === 'hold' ? holdFile : keep)(work, file, place))
      return refuse === undefined ? done({ ids }) : refused({ code: 'refused' as const })
    })
    return outcome.ok
      ? reply.redirect(`/provider/drop/${outcome.value.ids.join('/')}`, 303)
      : reply.code(422).send('no')
  })
  face.get('/drop/:id', { config: { permission: 'home.view' } }, (request, reply) =>
    web.sendFile(request, reply, web.params(request, z.object({ id: z.uuid() })).id),
  )
  face.post('/plain', { config: { permission: 'home.view' } }, (_request, reply) => reply.send('plain'))
}

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  ;[provider, stranger] = [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)]
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [mount])
  const clamd = await fakeClamd()
  scanner = clamScanner(clamd.address)
  scanned = await aSite(stage, [mount], [], { scan: (bytes) => scanner.scan(bytes), answers: () => scanner.answers() })
  return () => clamd.close()
})
afterAll(async () => {
  await site.close()
  await scanned.close()
  await stage.strike()
})
beforeEach(() => {
  runs = 0
})

const paper = (name: string, bytes: Buffer | string = aPdf()) => ({ field: 'papers', name, bytes })
const idIn = (location: string): string => location.split('/').at(-1) ?? ''
const drop = (files: readonly ReturnType<typeof paper>[], fields: Record<string, string> = {}) =>
  site.upload(asha, '/provider/drop', { note: 'Hello', ...fields }, files)

describe('a form with files', () => {
  it('keeps the file under an id of ours, with its hash, size and kind', async () => {
    const { status, location } = await drop([paper('Care plan – Siân.pdf')])
    expect(status).toBe(303)
    const file = await stage.db.read(asha.scope, (tx) => getStoredFile(tx, idIn(location), provider.id))
    expect(file).toMatchObject({ name: 'Care plan – Siân.pdf', kind: 'pdf', bytes: aPdf().length, scanned: false })
    expect(file.uploaderName).toBe('Asha Test')
    expect(site.filesLeft().at(-1)).toContain(file.id)
    expect(site.filesLeft().join()).not.toMatch(/incoming|Siân/)
  })
  it('gives it back only to be saved', async () => {
    const { location } = await drop([paper('Care "plan" – Siân.pdf'.replaceAll('"', "'"))])
    const { status, headers, html } = await site.visit(asha, location)
    expect([status, html.slice(0, 5)]).toEqual([200, '%PDF-'])
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Care 'plan'  Sian.pdf"; filename*=UTF-8''Care%20%27plan%27%20%E2%80%93%20Si%C3%A2n.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-length': String(aPdf().length),
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(String(headers['content-security-policy'])).toMatch(/^sandbox; default-src 'none'/)
  })
  it('takes several, and says which of them was refused', async () => {
    expect((await drop([paper('a.pdf'), paper('b.png', aPng())])).location.split('/')).toHaveLength(5)
    const left = site.filesLeft().length
    const { status, text } = await drop([paper('a.pdf'), paper('b.pdf', '<svg onload=alert(1)>')])
    expect([status, text.includes('b.pdf: The file holds a script'), text.includes('Hello')]).toEqual([422, true, true])
    expect(site.filesLeft()).toHaveLength(left)
  })
  it.each([
    ['nothing chosen', [paper('', '')], 'Select a file'],
    ['no file field at all', [], 'Select a file'],
    ['an empty file', [paper('a.pdf', '')], 'The selected file is empty'],
    ['a file above the limit', [paper('a.txt', Buffer.alloc(MEGABYTE + 1, 'a'))], 'must be smaller than 1MB'],
    ['a file far above the limit', [paper('a.txt', Buffer.alloc(5 * MEGABYTE, 'a'))], 'must be smaller than 1MB'],
    ['too many files', [1, 2, 3].map((n) => paper(`${String(n)}.pdf`)), 'up to 2 files'],
    ['a hostile name', [paper('../../a.pdf')], 'characters that are not allowed'],
  ])('shows the page again and leaves nothing: %s', async (_what, files, words) => {
    const left = site.filesLeft().length
    const { status, text } = await drop(files)
    expect([status, text.includes(words)]).toEqual([422, true])
    expect(site.filesLeft()).toHaveLength(left)
  })
  it('says so at once when far more is announced than it takes', async () => {
    const { status, text } = await drop([paper('a.txt', Buffer.alloc(10 * MEGABYTE, 'a'))])
    expect([status, text.includes('too much to send at once')]).toEqual([413, true])
  })
  it('does it once for the same key and file, and tells another file apart', async () => {
    const key = { _key: 'the same key' }
    const first = await drop([paper('a.pdf')], key)
    const left = site.filesLeft().length
    expect((await drop([paper('a.pdf')], key)).location).toBe(first.location)
    expect([runs, site.filesLeft().length]).toEqual([1, left])
    expect((await drop([paper('a.pdf', aPdf({ text: 'Another' }))], key)).status).toBe(409)
    expect(site.filesLeft()).toHaveLength(left)
  })
  it('is not read without the token of our page, nor by somebody who may not come here', async () => {
    const left = site.filesLeft().length
    const send = (visitor: Visitor | null, token?: string) =>
      site.upload(visitor, '/provider/drop', token === undefined ? {} : { _csrf: token }, [paper('a.pdf')])
    expect((await send(asha, 'not ours')).status).toBe(403)
    expect((await send(null)).status).toBe(303)
    expect((await send(aProviderVisitor(provider, { permissions: [] }))).status).toBe(403)
    expect(site.filesLeft()).toHaveLength(left)
  })
  it('is no way into a form that takes no files', async () => {
    expect((await site.upload(asha, '/provider/plain', {}, [])).status).toBe(400)
    expect((await site.upload(asha, '/provider/drop', { __proto__: 'x', note: 'a\0b' }, [])).status).toBe(400)
  })
  it('without a file and sent as plain fields is a form with nothing chosen', async () => {
    expect((await site.send(asha, '/provider/drop', { note: 'x' })).status).toBe(422)
  })
})

describe('a connection that is cut in the middle', () => {
  it('leaves nothing behind', async () => {
    const left = site.filesLeft().length
    await site.app.listen({ port: 0, host: '127.0.0.1' })
    const address = site.app.server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const token = await fetch(`http://127.0.0.1:${String(port)}/test-token`)
    const { payload, contentType } = multipartOf({ _csrf: await token.text() }, [
      paper('a.txt', Buffer.alloc(900_000, 'a')),
    ])
    const head = [
      'POST /provider/drop HTTP/1.1',
      'Host: localhost',
      `Content-Type: ${contentType}`,
      `Content-Length: ${String(payload.length)}`,
      `Cookie: ${(token.headers.get('set-cookie') ?? '').split(';')[0] ?? ''}`,
      `x-test-visitor: ${asha.accountId}`,
    ].join('\r\n')
    const socket = connect(port, '127.0.0.1')
    await new Promise<void>((resolve) => socket.write(`${head}\r\n\r\n`, () => resolve()))
    await new Promise<void>((resolve) => socket.write(payload.subarray(0, 850_000), () => resolve()))
    await expect.poll(() => site.filesLeft().length).toBe(left + 1)
    socket.destroy()
    await expect.poll(() => site.filesLeft().length).toBe(left)
  })
})

describe('a file', () => {
  it('is nowhere to another provider and to a narrower grant without its service', async () => {
    const { location } = await drop([paper('a.pdf')])
    const ben = aProviderVisitor(provider, { narrow: true })
    expect((await site.visit(aProviderVisitor(stranger), location)).status).toBe(404)
    expect((await site.visit(ben, location)).status).toBe(200)
    const scope = { ...serviceActor(provider).scope, services: [stranger.serviceId], contracts: [] }
    expect((await site.visit({ ...ben, scope }, location)).status).toBe(404)
  })
  it('is not kept when the work around it is refused, and the sweep takes its bytes', async () => {
    const left = site.filesLeft()
    expect((await drop([paper('a.pdf')], { refuse: 'yes' })).status).toBe(422)
    const loose = site.filesLeft().filter((file) => !left.includes(file))
    expect(loose).toHaveLength(1)
    await sweep(loose)
    expect(loose.filter(existsSync)).toEqual([])
    expect(site.filesLeft()).toHaveLength(left.length)
  })
  it('is kept for a day when it is held, and for good once it is attached', async () => {
    const [attached, loose] = [
      await drop([paper('a.pdf')], { kind: 'hold' }),
      await drop([paper('b.pdf')], { kind: 'hold' }),
    ]
    const attach = (actor: ReturnType<typeof providerActor>, location: string) =>
      stage.work.run(actor, (work) => attachHeldFile(work, idIn(location)))
    await expect(attach(providerActor(stranger), attached.location)).rejects.toThrow('not found')
    await attach(providerActor(provider), attached.location)
    await expect(attach(providerActor(provider), attached.location)).rejects.toThrow('not found')
    await sweep(site.filesLeft(), '2025-04-12T09:00:00Z')
    expect((await site.visit(asha, attached.location)).status).toBe(200)
    expect((await site.visit(asha, loose.location)).status).toBe(404)
    expect(site.filesLeft().join()).not.toContain(idIn(loose.location))
  })
})

/** As the night does it, when these files are old enough. */
async function sweep(files: readonly string[], now = '2025-04-12T09:00:00Z'): Promise<void> {
  for (const file of files) utimesSync(file, new Date('2025-04-01'), new Date('2025-04-01'))
  const job = sweepFilesJob({ db: stage.db, clock: { now: () => new Date(now) }, store: site.files.store })
  await job.handle(stage.work, {})
  await job.handle(stage.work, {})
}

describe('with a virus scanner', () => {
  it('keeps what is clean, and says that it was looked at', async () => {
    const { location } = await scanned.upload(asha, '/provider/drop', {}, [paper('a.pdf')])
    const file = await stage.db.read(asha.scope, (tx) => getStoredFile(tx, idIn(location), provider.id))
    expect(file.scanned).toBe(true)
  })
  it('refuses the test virus and leaves nothing', async () => {
    const left = scanned.filesLeft().length
    const { status, text } = await scanned.upload(asha, '/provider/drop', {}, [paper('a.txt', EICAR)])
    expect([status, text.includes('The selected file contains a virus')]).toEqual([422, true])
    expect(scanned.filesLeft()).toHaveLength(left)
  })
  it('refuses everything while the scanner cannot be reached', async () => {
    const left = scanned.filesLeft().length
    scanner = clamScanner('tcp://127.0.0.1:1')
    const { status, text } = await scanned.upload(asha, '/provider/drop', {}, [paper('a.pdf')])
    expect([status, text.includes('could not be checked for viruses')]).toEqual([422, true])
    expect(scanned.filesLeft()).toHaveLength(left)
  })
})
