import { afterAll, beforeAll, expect, it } from 'vitest'
import { installedCompiler } from '../../../../../platform/pdf/compiler.ts'
import { makePdfs } from '../../../../../platform/pdf/maker.ts'
import { sealsIn } from '../../../../../platform/seal/seals.ts'
import { temporaryFolder } from '../../../../../platform/db/testing/temporary-folder.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { keepPapers, sealPapers } from '../../../commands/keep-papers.ts'
import { signAgreements } from '../../../commands/sign-agreements.ts'
import { checkCode } from '../../../rules/check-code.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
const origin = 'https://portal.test'

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build, { name: 'Norfolk County Council' })).id)
  site = await aSite(stage, [agreementRoutes(stage, origin)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function waiting(over: Parameters<typeof anAgreement>[3] = {}): Promise<AnAgreement> {
  return anAgreement(stage.build, provider, await aPackage(stage.build, provider, { recordableFrom: null }), over)
}
const ask = (document: string) => site.visit(null, `/check?document=${encodeURIComponent(document)}`)

it('confirms to anybody who issued a document and whether it stands, and says nothing of what it says', async () => {
  const agreement = await waiting()
  for (const document of [agreement.hash, checkCode(agreement.hash), agreement.reference]) {
    const { status, text } = await ask(document)
    expect(status).toBe(200)
    expect(text).toContain('Issued by Norfolk County Council')
    expect(text).toContain('Current: issued, not yet answered')
    expect(text).toContain(agreement.hash)
    expect(text).not.toMatch(/Test Person|9990000018|£|Standard|Care at home/)
  }
})

it.each([
  ['withdrawn', 'Withdrawn by the council'],
  ['superseded', 'Superseded by a newer agreement'],
  ['agreed', 'Current: agreed'],
] as const)('says of one that is %s that it is', async (status, words) => {
  expect((await ask((await waiting({ status })).hash)).text).toContain(words)
})

it('confirms nothing of a draft, of another fingerprint or of nonsense', async () => {
  const draft = await waiting({ status: 'draft' })
  expect((await ask(draft.hash)).text).toContain('Not confirmed')
  expect((await ask('0'.repeat(64))).text).toContain('Not confirmed')
  const { status, text } = await ask('<script>')
  expect(status).toBe(422)
  expect(text).toContain('Enter a check code, a fingerprint or a reference')
})

it('asks a stranger who asks too often to wait', async () => {
  const crowd = await aSite(stage, [agreementRoutes(stage, origin)])
  const statuses = []
  for (let n = 0; n < 22; n += 1)
    statuses.push((await crowd.app.inject({ method: 'GET', url: '/check?document=CP-1-A1' })).statusCode)
  await crowd.close()
  expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
})

// Without a compiler for this machine there are no papers to hand in.
it.runIf(installedCompiler() !== undefined)(
  'knows its own papers byte for byte, and no other',
  async () => {
    const agreement = await waiting()
    const parts = { makePdfs, seals: sealsIn(temporaryFolder('seals'), { makeMissing: true }), origin }
    const { councilId } = provider
    const keys = [{ id: agreement.id, revision: 1 }]
    await keepPapers(stage.work, parts, { councilId, keys })
    await keepPapers(stage.work, parts, { councilId, keys })
    const shown = { revision: 1, hash: agreement.hash }
    const signed = await stage.work.run(providerActor(provider), (work) =>
      signAgreements(work, {
        agreements: [{ id: agreement.id, shown }],
        typedName: 'Asha Test',
        statements: ['I have read it'],
        provedAt: stage.clock.now(),
      }),
    )
    if (!signed.ok) throw new Error('not signed')
    const { signingId } = signed.value
    await sealPapers(stage.work, parts, { councilId, signingId })
    await sealPapers(stage.work, parts, { councilId, signingId })

    const asha = aProviderVisitor(provider)
    const base = `/provider/agreements/${agreement.id}/revisions/1`
    const get = async (address: string) =>
      (await site.app.inject({ method: 'GET', url: address, headers: { 'x-test-visitor': asha.accountId } })).rawPayload
    expect((await site.visit(asha, `/provider/agreements/${agreement.id}`)).text).toContain('Sealed with')
    const [offer, sealed] = [await get(`${base}.pdf`), await get(`${base}/signed.pdf`)]
    expect(offer.equals(await get(`${base}.pdf`))).toBe(true)
    expect(sealed.toString('latin1')).toContain('/SubFilter /ETSI.CAdES.detached')

    expect((await handIn(offer)).text).toContain('The paper as published, unchanged')
    const { text } = await handIn(sealed)
    expect(text).toContain('The signed paper, unchanged since it was sealed')
    expect(text).toContain('Current: agreed')
    const changed = Buffer.from(sealed)
    changed[changed.indexOf('Asha')] = 0x58
    expect((await handIn(Buffer.concat([sealed, Buffer.from('\n')]))).text).toContain('Not confirmed')
  },
  30_000,
)

async function handIn(file: Buffer) {
  const token = await site.app.inject('/test-token')
  const cookies = Object.fromEntries(token.cookies.map(({ name, value }) => [name, value]))
  const form = new FormData()
  form.append('_csrf', token.body)
  form.append('file', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'agreement.pdf')
  const request = new Request('http://localhost/check', { method: 'POST', body: form })
  const payload = Buffer.from(await request.arrayBuffer())
  const headers = {
    'content-type': request.headers.get('content-type') ?? '',
    'content-length': String(payload.length),
  }
  const answer = await site.app.inject({ method: 'POST', url: '/check', cookies, headers, payload })
  return { status: answer.statusCode, text: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
}
