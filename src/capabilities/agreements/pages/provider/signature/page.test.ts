import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor
let colleague: Visitor

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  asha = aProviderVisitor(provider)
  const { accountId } = await aMember(stage.build, provider.councilId, provider.id)
  colleague = aProviderVisitor({ ...provider, accountId })
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function waiting(): Promise<AnAgreement> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  return anAgreement(stage.build, provider, care)
}
const statements = ['read', 'right', 'authority']
const one = ({ hash }: AnAgreement, key = randomUUID()) => ({
  ...{ revision: '1', hash, statements, signedName: 'Asha Test' },
  _key: key,
})
const many = (agreements: readonly AnAgreement[], key = randomUUID()) => ({
  agreement: agreements.map(({ id, hash }) => `${id} 1 ${hash}`),
  ...{ statements, signedName: 'Asha Test', _key: key },
})
async function made(agreements: readonly AnAgreement[]) {
  const ids = agreements.map(({ id }) => id)
  return stage.db.read(asha.scope, async (tx) => {
    const { rows } = await sql<Record<string, number>>`select
      (select count(*)::int from agreements.response where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
        and agreement_id = any(${ids}::uuid[])) as answers,
      (select count(distinct signing_id)::int from agreements.signing_item where council_id = ${tx.councilId}
        and provider_id = ${tx.providerId} and agreement_id = any(${ids}::uuid[])) as signings`.execute(tx)
    return rows[0]
  })
}

it('leads to the result when it is pressed twice or come back to, and signs once', async () => {
  const agreement = await waiting()
  const [page, result] = ['signature', 'response'].map((act) => `/provider/agreements/${agreement.id}/${act}`)
  if (page === undefined || result === undefined) throw new Error('two addresses')
  const key = randomUUID()
  const twice = await Promise.all([
    site.send(asha, page, one(agreement, key)),
    site.send(asha, page, one(agreement, key)),
  ])
  // Back to the page as it was kept, and forward again; then to a page of its own, opened before in another tab.
  const back = [
    await site.visit(asha, page),
    await site.send(asha, page, one(agreement, key)),
    await site.send(asha, page, one(agreement)),
  ]
  for (const answer of [...twice, ...back]) expect([answer.status, answer.location]).toEqual([303, result])
  expect((await site.visit(asha, result)).text).toContain('Agreement signed')
  expect(await made([agreement])).toEqual({ answers: 1, signings: 1 })
})

it('does the same for many that one signature signed', async () => {
  const agreements = [await waiting(), await waiting()]
  const key = randomUUID()
  const page = '/provider/agreements/signature'
  const first = await site.send(asha, page, many(agreements, key))
  expect(first.location).toMatch(/^\/provider\/agreements\/signatures\/[0-9a-f-]{36}$/)
  const back = [
    await site.visit(asha, `${page}?${agreements.map(({ id }) => `id=${id}`).join('&')}`),
    await site.send(asha, page, many(agreements, key)),
    await site.send(asha, page, many(agreements)),
  ]
  for (const answer of back) expect([answer.status, answer.location]).toEqual([303, first.location])
  expect(await made(agreements)).toEqual({ answers: 2, signings: 1 })
})

it('changes nothing when it is sent again with another name', async () => {
  const agreement = await waiting()
  const page = `/provider/agreements/${agreement.id}/signature`
  const key = randomUUID()
  await site.send(asha, page, one(agreement, key))
  const other = await site.send(asha, page, { ...one(agreement, key), signedName: 'Somebody Else' })
  expect([other.status, other.text.includes('This form was already sent')]).toEqual([409, true])
  expect((await site.visit(asha, `/provider/agreements/${agreement.id}`)).text).toContain('Signed “Asha Test”')
})

it('says to a colleague that somebody was faster, and shows who', async () => {
  const agreement = await waiting()
  const page = `/provider/agreements/${agreement.id}/signature`
  await site.send(asha, page, one(agreement))
  const late = await site.send(colleague, page, one(agreement))
  expect([late.status, late.text.includes('already agreed this')]).toEqual([422, true])
  const led = await site.visit(colleague, page)
  expect((await site.visit(colleague, led.location)).text).toContain('Asha Test answered on')
  expect(await made([agreement])).toEqual({ answers: 1, signings: 1 })
})
