import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../testing/world.ts'

let stage: Stage
let own: AProvider
let foreign: APackage

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  own = await aProvider(stage.build, council.id)
  foreign = await aPackage(stage.build, await aProvider(stage.build, council.id))
})
afterAll(() => stage.strike())

it('lets no provider write a week under another provider’s package, even when its id was guessed', async () => {
  const { councilId, id, serviceId, contractId } = own
  const write = stage.work.run(providerActor(own), ({ tx }) =>
    sql`
      insert into actuals.week (council_id, provider_id, service_id, contract_id, package_id, week_start, status, planned, actual, source, recorded_at)
      values (${councilId}, ${id}, ${serviceId}, ${contractId}, ${foreign.id}, '2025-03-03', 'draft', 0, 0, 'screen', now())`.execute(
      tx,
    ),
  )
  await expect(write).rejects.toThrow('week_is_of_own_package')
})
