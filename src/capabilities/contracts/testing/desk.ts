import { sql } from 'kysely'
import { Client } from 'pg'
import type { LocalDate } from '../../../core/dates.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import type { Actor } from '../../../platform/work.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { navigation, routes } from '../routes.ts'

/** Where nothing of later capabilities is tested. */
export const noFollowers = { renew: () => Promise.resolve(), withdraw: () => Promise.resolve() }

type PriceNow = { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: bigint }

/** A council with two people of procurement in front of the price book of one provider. */
export type PriceDesk = {
  readonly stage: Stage
  readonly site: Site
  readonly council: ACouncil
  readonly provider: AProvider
  readonly ann: Actor
  readonly ben: Actor
  readonly annVisits: Visitor
  readonly benVisits: Visitor
  ask<T>(query: ReturnType<typeof sql<T>>): Promise<readonly T[]>
  pricesOf(rateLineId: string): Promise<readonly PriceNow[]>
  close(): Promise<void>
}

export async function aPriceDesk(now?: string): Promise<PriceDesk> {
  const stage = await aStage(now)
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  const first = await aMember(stage.build, council.id, null, ['procurement'])
  const second = await aMember(stage.build, council.id, null, ['procurement'])
  const site = await aSite(stage, [(faces, web) => routes(faces, web, noFollowers)], navigation)
  const ann = councilActor(council.id, first.accountId, 'Ann Test')
  const ask = async <T>(query: ReturnType<typeof sql<T>>): Promise<readonly T[]> =>
    stage.db.read(ann.scope, async (tx) => (await query.execute(tx)).rows)
  return {
    ...{ stage, site, council, provider, ann, ask },
    ben: councilActor(council.id, second.accountId, 'Ben Test'),
    annVisits: aCouncilVisitor(council, first.accountId),
    benVisits: aCouncilVisitor(council, second.accountId),
    pricesOf: (rateLineId) =>
      ask(sql<PriceNow>`select lower(valid) as "from", upper(valid) as until, price from contracts.rate
        where council_id = ${council.id} and rate_line_id = ${rateLineId} order by lower(valid)`),
    close: async () => {
      await site.close()
      await stage.strike()
    },
  }
}

export async function asOwner(stage: Stage, statement: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
