import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { done } from '../../core/outcome.ts'
import { PostForm, typed } from '../../platform/web/forms.tsx'
import { Textarea } from '../../platform/web/govuk/textarea.tsx'
import { Page } from '../../platform/web/page.tsx'
import type { Faces } from '../../platform/web/server.ts'
import type { Web } from '../../platform/web/web.ts'
import { aStage, type Stage } from '../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../testing/world.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  signIn,
  testClock,
  type Browser,
  type TestClock,
} from './testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: ReturnType<typeof anAccess>
let app: FastifyInstance
let council: ACouncil
let provider: AProvider

const PAGE = '/provider/note?about=1'
const FORM = { _draft: PAGE, _form: '/provider/note' }

function mount({ provider: face }: Faces, web: Web): void {
  face.get('/note', { config: { permission: 'home.view', drafts: true } }, (request, reply) => {
    const form = web.form(request)
    return web.html(
      reply,
      <Page heading="A note" view={web.view(request)}>
        <PostForm action="/provider/note" form={form} draft>
          <Textarea {...typed(form, 'note')} label="Note" />
        </PostForm>
      </Page>,
    )
  })
  face.post('/note', { config: { permission: 'home.view' } }, async (request, reply) => {
    await web.inWork(request, () => Promise.resolve(done('saved')))
    return reply.redirect('/provider/note', 303)
  })
}

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access, mount)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function someoneWriting(): Promise<{ email: string; browser: Browser }> {
  const { email } = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  await browser.get(PAGE)
  return { email, browser }
}

it('X08 keeps what was sent after ten idle minutes for the one who sent it, and leads them back to it', async () => {
  const { email, browser } = await someoneWriting()
  clock.pass(600)
  const late = await browser.post('/provider/note', { ...FORM, note: 'Thirty words about a fall' })
  expect([late.status, late.location]).toEqual([303, `/sign-in?return=${encodeURIComponent(PAGE)}`])
  expect((await browser.get(late.location)).html).toContain('Nothing is lost: sign in again to go on')
  const back = await signIn(browser, { email, returnTo: PAGE })
  expect(back.location).toBe(PAGE)
  const page = await browser.get(PAGE)
  expect(page.html).toContain('Thirty words about a fall</textarea>')
  expect(page.html).toContain('It has not been sent')
})

it('keeps what the page was still keeping when the session ended', async () => {
  const { email, browser } = await someoneWriting()
  clock.pass(601)
  expect((await browser.post('/drafts', { ...FORM, note: 'The last two seconds' })).status).toBe(303)
  await signIn(browser, { email })
  expect((await browser.get(PAGE)).html).toContain('The last two seconds</textarea>')
})

it('shows it to nobody else who signs in with the same browser', async () => {
  const { email, browser } = await someoneWriting()
  clock.pass(600)
  await browser.post('/provider/note', { ...FORM, note: 'Not for everyone' })
  const colleague = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  await signIn(browser, { email: colleague.email, returnTo: PAGE })
  expect((await browser.get(PAGE)).html).not.toContain('Not for everyone')
  const own = aBrowser(app)
  await signIn(own, { email })
  expect((await own.get(PAGE)).html).toContain('Not for everyone')
})

it('knows nobody’s session after signing out, nor a day later', async () => {
  const { email, browser } = await someoneWriting()
  const kept = new Map(browser.cookies)
  await browser.post('/sign-out')
  for (const [name, value] of kept) browser.cookies.set(name, value)
  expect((await browser.post('/provider/note', { ...FORM, note: 'gone' })).location).toBe('/sign-in')
  await signIn(browser, { email })
  clock.pass(24 * 60 * 60)
  expect((await browser.post('/provider/note', { ...FORM, note: 'too late' })).location).toBe('/sign-in')
})

it('keeps nothing that another site sends', async () => {
  const { email, browser } = await someoneWriting()
  clock.pass(600)
  const planted = await app.inject({
    method: 'POST',
    url: '/provider/note',
    cookies: Object.fromEntries(browser.cookies),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    payload: new URLSearchParams({ ...FORM, note: 'planted' }).toString(),
  })
  expect(planted.statusCode).toBe(403)
  await signIn(browser, { email })
  expect((await browser.get(PAGE)).html).not.toContain('planted')
})

it('forgets it when it is sent', async () => {
  const { email, browser } = await someoneWriting()
  await browser.post('/drafts', { ...FORM, note: 'Half a' })
  await browser.post('/provider/note', { ...FORM, note: 'Half a sentence, whole' })
  await signIn(browser, { email })
  expect((await browser.get(PAGE)).html).not.toContain('Half a')
})
