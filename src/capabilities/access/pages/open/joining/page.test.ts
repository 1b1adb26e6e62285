import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'

let stage: Stage
let site: Site
let council: ACouncil
let elm: AProvider
let oak: AProvider

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  elm = await aProvider(stage.build, council.id, { name: 'Elm Care' })
  oak = await aProvider(stage.build, council.id, { name: 'Oak Care' })
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const asker = () => aProviderVisitor(elm)
const approver = () => aProviderVisitor(oak)
const ask = (fields: Record<string, string> = {}) =>
  site.send(asker(), '/account/joining', {
    organisation: 'Oak Care',
    providerId: oak.id,
    approverId: oak.accountId,
    note: 'Night shifts',
    ...fields,
  })

it('finds an organisation by its whole name only, and names who looks after its people', async () => {
  const found = await site.visit(asker(), '/account/joining?organisation=oak%20care')
  expect(found.text).toContain('Who at Oak Care knows you?')
  expect(found.html).toContain(oak.accountId)
  const part = await site.visit(asker(), '/account/joining?organisation=Oak')
  expect(part.status).toBe(422)
  expect(part.text).toContain('No organisation of this council has this name')
})

it.each([
  [{ note: ' ' }, 'Enter what you will do there'],
  [{ note: 'x'.repeat(2_001) }, '2,000 characters or fewer'],
  [{ approverId: '11111111-1111-4111-8111-111111111111' }, 'Select somebody else'],
])('is refused at the field, and keeps what was typed', async (fields, words) => {
  const answer = await ask(fields)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
})

it('asks one person there, who refuses with a reason or chooses what it may open', async () => {
  const answers = await Promise.all([ask(), ask()])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  const [news] = await newsOf(stage, council.id, 'join-request.waiting')
  expect(news?.to).toEqual({ kind: 'people', providerId: oak.id, accountIds: [oak.accountId] })
  const address = news?.href ?? ''
  expect((await site.visit(approver(), '/provider/people/joining')).html).toContain(address)
  expect((await site.visit(asker(), address)).status).toBe(404)
  const silent = await site.send(approver(), `${address}/refusal`, { reason: ' ' })
  expect([silent.status, silent.text.includes('Enter why you refuse it')]).toEqual([422, true])
  expect((await site.send(approver(), `${address}/refusal`, { reason: 'We do not know you' })).status).toBe(303)
  expect((await site.send(approver(), `${address}/request`, {})).status).toBe(422)
  expect((await site.visit(asker(), '/account/joining')).text).toContain('Refused: We do not know you')
  expect(await newsOf(stage, council.id, 'join-request.answered')).toMatchObject([
    { to: { kind: 'people', providerId: elm.id, accountIds: [elm.accountId] } },
  ])
})

it('reminds after three days whoever is named then, and not before', async () => {
  const ash = await aProvider(stage.build, council.id, { name: 'Ash Care' })
  const asking = () => ask({ organisation: 'Ash Care', providerId: ash.id, approverId: ash.accountId })
  const told = async () =>
    (await newsOf(stage, council.id, 'join-request.waiting')).filter(
      ({ to }) => to.kind === 'people' && to.providerId === ash.id,
    )
  expect((await asking()).status).toBe(303)
  const early = await asking()
  expect([early.status, early.text.includes('After three days you can remind them')]).toEqual([422, true])
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query(`update access.join_request set asked_at = asked_at - interval '3 days' where provider_id = $1`, [
    ash.id,
  ])
  await owner.end()
  expect((await asking()).status).toBe(303)
  expect((await told()).map(({ href }) => href)).toHaveLength(2)
  expect(new Set((await told()).map(({ href }) => href)).size).toBe(1)
})

it('becomes a request for a new contact with the details filled in', async () => {
  expect((await ask({ note: 'Weekends' })).status).toBe(303)
  const address = (await newsOf(stage, council.id, 'join-request.waiting')).at(-1)?.href ?? ''
  const taken = await site.send(approver(), `${address}/request`, {})
  expect(taken.location).toMatch(/^\/provider\/people\/requests\/[0-9a-f-]{36}\/details$/)
  const details = await site.visit(approver(), taken.location)
  expect(details.html).toContain('@example.org')
  expect(details.html).toContain('Weekends')
})

it('is not for council staff, nor for a place that one has', async () => {
  expect((await site.visit(aCouncilVisitor(council, elm.accountId), '/account/joining')).status).toBe(404)
  const own = await ask({ providerId: elm.id, approverId: elm.accountId, organisation: 'Elm Care' })
  expect(own.text).toContain('You work for this organisation already')
})
