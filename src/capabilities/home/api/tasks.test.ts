import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
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

type Task = { kind: string; count: number; atStake: string | null; due: { at: string | null } | null; link: string }

async function tasksOf(visitor: Visitor): Promise<readonly Task[]> {
  const answer = await site.visit(visitor, '/api/v1/tasks')
  return (JSON.parse(answer.text) as { tasks: Task[] }).tasks
}
const reading = (provider: AProvider, narrow = false) =>
  aProviderVisitor(provider, { permissions: ['home.view'], narrow })

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
