import { fixedClock, type Clock } from '../platform/clock.ts'
import { openDb, type Db } from '../platform/db/db.ts'
import { testDatabase } from '../platform/db/testing/test-database.ts'
import { workRunner, type Actor, type WorkRunner } from '../platform/work.ts'
import { builder, type AProvider, type Builder } from './world.ts'

/** A database of the test file's own, seen as the product sees it: as the application's role, row-level security on. */
export type Stage = {
  readonly db: Db
  readonly clock: Clock
  readonly work: WorkRunner
  readonly build: Builder
  readonly ownerUrl: string
  strike(): Promise<void>
}

export async function aStage(now = '2025-04-10T09:00:00Z'): Promise<Stage> {
  const database = await testDatabase()
  const db = openDb(database.url, { connections: 6 })
  const clock = fixedClock(now)
  const build = await builder(database.ownerUrl)
  const strike = async () => {
    await build.close()
    await db.close()
    await database.drop()
  }
  return { db, clock, work: workRunner(db, clock), build, ownerUrl: database.ownerUrl, strike }
}

export function providerActor(provider: AProvider): Actor {
  const { councilId, id: providerId, accountId } = provider
  return { scope: { role: 'portal_provider', councilId, providerId, accountId }, name: 'Asha Test', face: 'provider' }
}

/** A person whose only grant is for one service of the provider. */
export function serviceActor(provider: AProvider): Actor {
  const { councilId, id: providerId, accountId, serviceId, contractId } = provider
  const seen = { services: [serviceId], contracts: [], seenServices: [serviceId], seenContracts: [contractId] }
  return {
    scope: { role: 'portal_provider_scoped', councilId, providerId, accountId, ...seen },
    name: 'Ben Test',
    face: 'provider',
  }
}

export function councilActor(councilId: string, accountId: string, name = 'Cara Test'): Actor {
  return { scope: { role: 'portal_council', councilId, accountId }, name, face: 'council' }
}
