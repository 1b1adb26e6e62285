import { afterAll, beforeAll, expect, it } from 'vitest'
import { bothSidesOf, type Both } from '../../../../../testing/both-sides.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aPackage } from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

const NOW = '2025-04-10T09:00:00.000Z'
type Fields = Readonly<Record<string, string>>
let both: Both

beforeAll(async () => {
  both = await bothSidesOf({ mounts: () => [packageRoutes], now: NOW })
})
afterAll(() => both.close())

/** A suspended package whose release the provider has asked for. */
async function asked(): Promise<string> {
  const { id } = await aPackage(both.stage.build, both.provider)
  await both.site.send(both.brokers, `/council/packages/${id}/suspension`, { reason: 'Checks', waitingFor: 'provider' })
  await ask(id, 'Home again')
  return id
}
const ask = (id: string, text: string) =>
  both.site.send(both.provides, `/provider/packages/${id}/release-request`, { text })
const refuse = (id: string, fields: Fields = {}) =>
  both.site.send(both.brokers, `/council/packages/${id}/release-refusal`, { asked: NOW, answer: 'Not yet', ...fields })
const atProvider = async (id: string) => (await both.site.visit(both.provides, `/provider/packages/${id}`)).text
const atCouncil = (id: string) => both.site.visit(both.brokers, `/council/packages/${id}`)

it('says no to a request with a reason; the move is the provider’s again, who may ask anew', async () => {
  const id = await asked()
  expect((await atCouncil(id)).html).toContain(`name="asked" value="${NOW}"`)
  const empty = await refuse(id, { answer: ' ' })
  expect([empty.status, empty.text.includes('Enter why it is not released yet')]).toEqual([422, true])
  expect((await refuse(id, { answer: 'The checks are not here' })).status).toBe(303)

  const text = await atProvider(id)
  expect(text).toContain('Whose move it is The provider')
  expect(text).toMatch(
    /Not released yet .+ by Cara Test: The checks are not here Asked for .+ by Asha Test: Home again/,
  )
  expect(text).toContain('Ask to release it')
  expect((await atCouncil(id)).text).not.toContain('Do not release it yet')

  await ask(id, 'They are here')
  expect((await atCouncil(id)).text).toMatch(/by Asha Test: They are here Not released yet .+ The checks are not here/)
  await both.site.send(both.brokers, `/council/packages/${id}/release`, {})
  expect(await atProvider(id)).not.toContain('Not released yet')
})

it('is answered once by two people, and what the other wrote is shown', async () => {
  const id = await asked()
  const answers = await Promise.all([refuse(id, { answer: 'No' }), refuse(id, { answer: 'Never' })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  const late = answers.find(({ status }) => status === 422)
  expect(late?.text).toContain('It was released, answered or asked for anew in the meantime')
  expect(late?.text).toMatch(/What you wrote was not sent: (No|Never)/)
})

it('answers no request but the one that was read, and keeps what was typed', async () => {
  const id = await asked()
  const other = await refuse(id, { asked: '2025-04-10T08:00:00.000Z' })
  expect([other.status, other.html.includes('>Not yet</textarea>')]).toEqual([422, true])
  expect(await atProvider(id)).toContain('Whose move it is The council')
  await both.site.send(both.brokers, `/council/packages/${id}/release`, {})
  expect((await refuse(id)).text).toContain('What you wrote was not sent: Not yet')
})

it('is for whoever decides about care packages', async () => {
  const id = await asked()
  const reader = aCouncilVisitor(both.council, both.brokers.accountId, { permissions: ['packages.view'] })
  const fields = { asked: NOW, answer: 'No' }
  const answers = [
    await both.site.send(both.provides, `/council/packages/${id}/release-refusal`, fields),
    await both.site.send(reader, `/council/packages/${id}/release-refusal`, fields),
    await refuse(id, { asked: 'yesterday' }),
    await refuse('018bcfe5-6be8-7000-8000-000000000001'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 403, 400, 404])
})
