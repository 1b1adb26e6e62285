import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor
let tom: Visitor

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  tom = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const filled = () => ({
  place: `${provider.serviceId} ${provider.contractId}`,
  personName: 'Ada Missing',
  serviceLevel: 'Standard',
  weekly: '14 hours',
  beganOn: '2025-03-31',
  arrangedWith: 'Brokerage, by telephone',
})
async function raised(): Promise<string> {
  const { location } = await site.send(asha, '/provider/missing-care', filled())
  return location.split('/').at(-1) ?? ''
}

it('is raised by the provider and seen by both sides with its age', async () => {
  expect((await site.visit(asha, '/provider/missing-care/new')).text).toContain('I deliver care that is not here')
  const id = await raised()
  const own = await site.visit(asha, `/provider/missing-care/${id}`)
  // Five working days after Thursday 10 April 2025.
  expect(own.text).toContain('Answer due by 17 April 2025')
  const theirs = await site.visit(tom, '/council/missing-care')
  expect(theirs.text).toMatch(/Ada Missing Care [0-9a-f]+ .* Today Waiting for the council/)
})

it.each([
  [{ place: '' }, 'Select the service and contract'],
  [{ place: 'elsewhere' }, 'Select the service and contract'],
  [{ personName: ' ' }, 'Enter the person’s name'],
  [{ weekly: '' }, 'Enter what you deliver in a week'],
  [{ beganOn: '2025-04-11' }, 'today or before'],
  [{ beganOn: 'yesterday' }, 'today or before'],
  [{ arrangedWith: '' }, 'Enter who arranged it'],
  [{ details: 'x'.repeat(2_001) }, '2,000 characters or fewer'],
])('keeps a faulty entry %o on the page', async (over, words) => {
  const { status, text } = await site.send(asha, '/provider/missing-care', { ...filled(), ...over })
  expect([status, text.includes(words)]).toEqual([422, true])
})

it('is placed in a package of the same provider, once', async () => {
  const id = await raised()
  const care = await aPackage(stage.build, provider)
  const other = await aPackage(stage.build, await aProvider(stage.build, provider.councilId))
  const answer = { version: '1', decision: 'placed', packageReference: other.reference, answer: 'Found it' }
  const address = `/council/missing-care/${id}/answer`
  expect((await site.send(tom, address, answer)).text).toContain('no package with this reference')
  expect((await site.send(tom, address, { version: '1' })).text).toContain('Select whether it has a package now')
  const right = { ...answer, packageReference: care.reference }
  const answers = await Promise.all([site.send(tom, address, right), site.send(tom, address, right)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  const { text } = await site.visit(asha, `/provider/missing-care/${id}`)
  expect(text).toContain('Placed')
  expect(text).toContain(care.reference)
  expect((await site.send(asha, `/provider/missing-care/${id}/withdrawal`, { version: '1' })).status).toBe(303)
  expect((await site.visit(asha, `/provider/missing-care/${id}`)).text).toContain('Placed')
})

it('is refused with a reason, taken back, and not found by another provider', async () => {
  const [refused, withdrawn] = [await raised(), await raised()]
  await site.send(tom, `/council/missing-care/${refused}/answer`, {
    version: '1',
    decision: 'refused',
    answer: 'It was never commissioned',
  })
  expect((await site.visit(asha, `/provider/missing-care/${refused}`)).text).toContain('It was never commissioned')
  const places = [{ serviceId: provider.serviceId, contractId: provider.contractId }]
  const told = (await newsOf(stage, provider.councilId, 'missing-care.answered')).at(-1)
  expect(told?.to).toEqual({ kind: 'care', providerId: provider.id, places })
  await site.send(asha, `/provider/missing-care/${withdrawn}/withdrawal`, { version: '1' })
  expect((await site.visit(tom, `/council/missing-care/${withdrawn}`)).text).toContain('Withdrawn')
  const other = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  expect((await site.visit(other, `/provider/missing-care/${refused}`)).status).toBe(404)
})
