import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import { installedCompiler } from '../../../../../platform/pdf/compiler.ts'
import { rate } from '../../../../../core/money.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { navigation } from '../../../routes.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [agreementRoutes(stage)], navigation)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function waiting(over: Parameters<typeof anAgreement>[3] = {}): Promise<AnAgreement> {
  return anAgreement(stage.build, provider, await aPackage(stage.build, provider, { recordableFrom: null }), over)
}
const BASE = '/provider/agreements'

it('says in the navigation how many wait', async () => {
  await waiting()
  const { html } = await site.visit(asha, BASE)
  expect(html).toMatch(/Agreements <span class="portal-count">\d+<\/span>/)
})

it('finds by service and by first day of care', async () => {
  const [early, late] = [await waiting({ startsOn: '2025-02-03' }), await waiting({ startsOn: '2025-08-04' })]
  const { text } = await site.visit(asha, `${BASE}?service=${provider.serviceId}&from=2025-08-01&to=2025-08-31`)
  expect([text.includes(early.reference), text.includes(late.reference)]).toEqual([false, true])
  const wrong = await site.visit(asha, `${BASE}?from=August`)
  expect([wrong.status, wrong.text.includes('Enter a date, like 2026-04-01')]).toEqual([422, true])
})

it('keeps a search under a name for one person, and forgets it', async () => {
  await site.send(asha, `${BASE}/filters`, { status: 'published', from: '2025-08-01', name: 'August' })
  const { html, text } = await site.visit(asha, BASE)
  expect(html).toContain('?status=published&amp;from=2025-08-01')
  expect(text).toContain('August')
  const removal = /agreements\/filters\/[0-9a-f-]{36}\/removal/.exec(html)?.[0] ?? ''
  await site.send(asha, `/provider/${removal}`, {})
  expect((await site.visit(asha, BASE)).text).not.toContain('August')
})

it('asks for the name of a search at its box, keeps the search and saves nothing', async () => {
  const asked = { status: 'agreed', q: 'elm', name: ' ' }
  const { status, text, html } = await site.send(asha, `${BASE}/filters`, asked)
  expect([status, text.includes('Error: Enter a name for this search')]).toEqual([422, true])
  expect(html).toMatch(/<input[^>]*name="q"[^>]*value="elm"/)
  const long = await site.send(asha, `${BASE}/filters`, { q: 'elm', name: 'e'.repeat(61) })
  expect([long.status, long.html.includes('e'.repeat(61))]).toEqual([422, true])
  expect(long.text).toContain('The name must be 60 characters or fewer')
  expect((await site.visit(asha, BASE)).html).not.toContain('q=elm')
})

it('keeps twenty searches, replaces one of the same name, and says what to do about another', async () => {
  const council = await aCouncil(stage.build)
  const visitor = aProviderVisitor(await aProvider(stage.build, council.id))
  const save = (name: string, q = 'elm') => site.send(visitor, `${BASE}/filters`, { q, name })
  for (let n = 1; n <= 20; n += 1) expect((await save(`Search ${String(n)}`)).status).toBe(303)
  const another = await save('Another')
  expect([another.status, another.html.includes('value="Another"')]).toEqual([422, true])
  expect(another.text).toContain('You have 20 saved searches, and cannot have more. Remove one first')
  expect((await save('Search 7', 'oak')).status).toBe(303)
  const { html } = await site.visit(visitor, BASE)
  expect(html.match(/filters\/[0-9a-f-]{36}\/removal/g)).toHaveLength(20)
  expect(html).toContain('q=oak')
})

it('says in red that care has started unsigned, and by when each is to be answered', async () => {
  const started = await waiting({ startsOn: '2025-04-01', respondBy: '2025-04-24' })
  const soon = await waiting({ startsOn: '2025-09-01', respondBy: '2025-04-24' })
  const { text } = await site.visit(asha, BASE)
  const rowOf = ({ reference }: AnAgreement) => text.split(reference)[2] ?? ''
  expect(rowOf(started).slice(0, 160)).toMatch(/1 Apr 2025 24 Apr 2025 .*Care started unsigned/)
  expect(rowOf(soon).slice(0, 120)).toMatch(/1 Sep 2025 24 Apr 2025 £294.00 First Needs a decision/)
})

it('leads from a row, and from the agreement, to a message about it, whoever may write one', async () => {
  const { id } = await waiting()
  const link = `/provider/messages/new?agreement=${id}`
  expect((await site.visit(asha, BASE)).html).toContain(link)
  expect((await site.visit(asha, `${BASE}/${id}`)).html).toContain(link)
  const reader = aProviderVisitor(provider, { permissions: ['agreements.view'] })
  expect((await site.visit(reader, BASE)).html).not.toContain(link)
})

it('gives the list as it was asked for as CSV and as a workbook', async () => {
  const [agreed, open] = [await waiting({ status: 'agreed' }), await waiting()]
  const { html } = await site.visit(asha, `${BASE}?status=agreed`)
  expect(html).toContain(`href="${BASE}.csv?status=agreed"`)
  const file = await site.visit(asha, `${BASE}.csv?status=agreed`)
  expect(file.headers['content-disposition']).toContain('agreements.csv')
  expect(file.html).toContain('Agreement,Revision,State,')
  expect(file.html).toMatch(new RegExp(`${agreed.reference},1,Agreed,,.*,294.00,New care,2025-04-01`))
  expect(file.html).not.toContain(open.reference)
  expect((await site.visit(asha, `${BASE}.xlsx?status=all`)).status).toBe(200)
  const other = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  expect((await site.visit(other, `${BASE}.csv?status=all`)).html.trim().split('\n')).toHaveLength(1)
})

it('signs many on one page with a result for each', async () => {
  const agreements = [await waiting(), await waiting()]
  const gone = await waiting({ status: 'withdrawn' })
  const query = [...agreements, gone].map(({ id }) => `id=${id}`).join('&')
  const { text, html } = await site.visit(asha, `${BASE}/signature?${query}`)
  expect(text).toContain('One agreement that you ticked does not wait for your signature')
  expect(text).toContain('Together they cost £588.00 a week')
  const shown = [...html.matchAll(/name="agreement" value="([^"]+)"/g)].map(([, value = '']) => value)
  expect(shown).toHaveLength(2)
  const nothing = await site.send(asha, `${BASE}/signature`, { agreement: shown, signedName: '' })
  expect([nothing.status, nothing.text.includes('Tick every statement')]).toEqual([422, true])

  const signature = { agreement: shown, statements: ['read', 'right', 'authority'], signedName: 'Asha Test' }
  const sent = await site.send(asha, `${BASE}/signature`, signature)
  expect(sent.status).toBe(303)
  const result = await site.visit(asha, sent.location)
  expect(result.text).toContain('2 agreements signed')
  expect(result.text).toContain('You can record the care that you agreed from the day in the table')
  expect(result.text).toMatch(/Next agreement that needs your decision: \S+ \(\d+ waiting\)/)
  expect(result.text).not.toContain('for a stay')
  for (const { reference } of agreements) expect(result.text).toMatch(new RegExp(`${reference}.*Signed`))
  const again = await site.send(asha, `${BASE}/signature`, signature)
  expect([again.status, again.location]).toEqual([303, sent.location])
  const one = await site.visit(asha, `${BASE}/${agreements[0]?.id ?? ''}`)
  expect(one.text).toContain('Signature and evidence')
  expect(one.text).toContain('which signed 2 agreements')
})

it('says of stays that many sign for that there is nothing to record, and that nothing else waits', async () => {
  const home = await aProvider(stage.build, provider.councilId, { unit: 'week', rule: { recording: 'none' } })
  const visitor = aProviderVisitor(home)
  const stays = []
  for (let n = 0; n < 2; n += 1)
    stays.push(
      await anAgreement(stage.build, home, await aPackage(stage.build, home, { recordableFrom: null }), {
        startsOn: '2025-02-03',
      }),
    )
  const sent = await site.send(visitor, `${BASE}/signature`, {
    agreement: stays.map(({ id, hash }) => `${id} 1 ${hash}`),
    ...{ statements: ['read', 'right', 'authority'], signedName: 'Asha Test' },
  })
  const { text } = await site.visit(visitor, sent.location)
  expect(text).toContain('There is nothing to record for a stay')
  expect(text.match(/Signed Nothing to record/g)).toHaveLength(2)
  expect(text).not.toContain('from the day in the table')
  expect(text).toContain('No other agreement needs your decision')
})

it('warns of one among many that is not what was commissioned', async () => {
  const [right, wrong] = [await waiting(), await waiting({ price: rate(205_000n) })]
  const { text } = await site.visit(asha, `${BASE}/signature?id=${right.id}&id=${wrong.id}`)
  expect(text).toContain(`${wrong.reference} is not what the council has commissioned`)
  expect(text).not.toContain(`${right.reference} is not what`)
})

it('lets nobody sign who may not, not even by the address', async () => {
  const { id, hash } = await waiting()
  const ben = aProviderVisitor(provider, { permissions: ['agreements.view', 'agreements.respond'] })
  expect((await site.visit(ben, `${BASE}/signature?id=${id}`)).status).toBe(403)
  expect((await site.send(ben, `${BASE}/signature`, { agreement: `${id} 1 ${hash}` })).status).toBe(403)
  const other = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  expect((await site.visit(other, `${BASE}/signature?id=${id}`)).text).toContain('There is nothing to sign')
})

it.runIf(installedCompiler() !== undefined)(
  'puts the papers of the ticked ones into one file',
  async () => {
    const [one, two] = [await waiting(), await waiting()]
    expect((await site.visit(asha, `${BASE}/papers.zip`)).status).toBe(422)
    const { rawPayload } = await site.app.inject({
      method: 'GET',
      url: `${BASE}/papers.zip?id=${one.id}&id=${two.id}`,
      headers: { 'x-test-visitor': asha.accountId },
    })
    const names = await new Promise<string[]>((resolve, reject) => {
      fromBuffer(rawPayload, { lazyEntries: false }, (fault, zip) => {
        if (fault) {
          reject(fault)
          return
        }
        const found: string[] = []
        zip.on('entry', (entry: { fileName: string }) => found.push(entry.fileName))
        zip.on('end', () => resolve(found))
      })
    })
    expect(names.toSorted()).toEqual([one, two].map(({ reference }) => `${reference}-revision-1.pdf`).toSorted())
  },
  20_000,
)
