import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { anAgreement } from '../../agreements/testing/agreement.ts'
import { routes } from '../routes.ts'

let stage: Stage
let site: Site
let council: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = (await aCouncil(stage.build)).id
  const submitBy = '2025-04-30T16:00:00Z'
  await aPeriod(stage.build, council, { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy })
  site = await aSite(stage, [(faces, web) => routes(faces, web, stage.db)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

type Task = {
  kind: string
  count: number
  urgent: boolean
  atStake: string | null
  due: { at: string | null } | null
  link: string
}

async function tasksOf(visitor: Visitor): Promise<readonly Task[]> {
  const answer = await site.visit(visitor, '/api/v1/tasks')
  return (JSON.parse(answer.text) as { tasks: Task[] }).tasks
}
const reading = (provider: AProvider, narrow = false) =>
  aProviderVisitor(provider, { permissions: ['home.view'], narrow })

const placeOf = ({ councilId, id, serviceId, contractId }: AProvider) => ({
  ...{ council_id: councilId, provider_id: id, service_id: serviceId, contract_id: contractId },
})

it('says what waits, until when and how much: fourteen hours of one ended week at 21 pounds', async () => {
  const provider = await aProvider(stage.build, council)
  await aPackage(stage.build, provider)
  expect(await tasksOf(reading(provider))).toMatchObject([
    {
      kind: 'record-weeks',
      count: 1,
      atStake: '294.00',
      due: { at: '2025-04-30T16:00:00.000Z', day: null },
      link: '/provider/actuals',
    },
  ])
  const home = await site.visit(aProviderVisitor(provider), '/provider')
  expect(home.text).toContain('About £294.00 waits for this')
})

it('is empty for whoever has nothing to do, and tells nobody of others', async () => {
  const provider = await aProvider(stage.build, council)
  expect(await tasksOf(reading(provider))).toEqual([])
  expect(await tasksOf(reading(provider, true))).toEqual([])
})

it('says how much a week waits for an answer to agreements', async () => {
  const provider = await aProvider(stage.build, council)
  const care = await aPackage(stage.build, provider, { startsOn: '2025-05-05', recordableFrom: null })
  await anAgreement(stage.build, provider, care, { startsOn: '2025-05-05' })
  expect(await tasksOf(reading(provider))).toMatchObject([
    { kind: 'decide-agreements', count: 1, atStake: '294.00', atStakeEvery: 'week', due: { day: '2025-05-05' } },
  ])
  const home = await site.visit(aProviderVisitor(provider), '/provider')
  expect(home.text).toContain('About £294.00 a week waits for this')
})

it('names suspended care while the provider has the next move, and leads to the one package', async () => {
  const provider = await aProvider(stage.build, council)
  const { id } = await aPackage(stage.build, provider, { startsOn: '2025-05-05', package: { status: 'suspended' } })
  const suspension = {
    ...placeOf(provider),
    ...{ package_id: id, reason: 'Who visits is not known', since: '2025-04-01', waiting_for: 'provider' },
    ...{ suspended_by: provider.accountId, suspender_name: 'Tom Test', suspended_at: '2025-04-01T09:00:00Z' },
  }
  await stage.build.insert('care_packages.suspension', suspension)
  expect(await tasksOf(reading(provider))).toMatchObject([
    { kind: 'move-suspended', count: 1, urgent: true, link: `/provider/packages/${id}` },
  ])
  const home = await site.visit(aProviderVisitor(provider), '/provider')
  expect(home.text).toContain('The council waits for you, since 1 April 2025')
})

it('counts care documents that nobody at the provider has opened', async () => {
  const provider = await aProvider(stage.build, council)
  const care = await aPackage(stage.build, provider, { startsOn: '2025-05-05' })
  const filed = (title: string, side: 'council' | 'provider') =>
    stage.build.insert('documents.document', {
      ...placeOf(provider),
      ...{ person_id: care.personId, type: 'care-plan', title, dated_on: '2025-04-01', side, first_filed_by: side },
      filed_at: '2025-04-01T09:00:00Z',
    })
  await filed('Care plan', 'council')
  await filed('Our own review', 'provider')
  expect(await tasksOf(reading(provider))).toMatchObject([
    { kind: 'read-documents', count: 1, atStake: null, link: '/provider/documents?new=yes' },
  ])
})

it('counts what an invoice could be raised for, with the money of it', async () => {
  const provider = await aProvider(stage.build, council, { rule: { paid_by: 'invoice' } })
  const { id } = await aPackage(stage.build, provider)
  const amounts = { planned: 420_000n, actual: 390_000n, frustrated: 0n, missed: 30_000n, extra: 0n }
  await stage.build.insert('actuals.week', {
    ...{ council_id: council, provider_id: provider.id, package_id: id, service_id: provider.serviceId },
    ...{ contract_id: provider.contractId, week_start: '2025-03-31', status: 'confirmed', ...amounts },
    ...{ comment: 'Carer ill', source: 'screen', recorded_by: provider.accountId, recorded_name: 'Asha Test' },
    ...{ recorded_at: '2025-04-08T09:00:00Z', confirmed_at: '2025-04-08T09:00:00Z' },
  })
  const [task] = await tasksOf(reading(provider))
  expect(task).toMatchObject({ kind: 'raise-invoices', atStake: '273.00' })
})
