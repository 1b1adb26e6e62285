import type { sql } from 'kysely'
import type { Secrets } from '../../../platform/secrets.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import type { Actor } from '../../../platform/work.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { navigation, routes } from '../routes.ts'

export const testSecrets: Secrets = {
  codeKeys: new Map([[1, Buffer.alloc(32, 7)]]),
  currentCodeKey: 1,
  cookieSecret: 'a secret only for this test, 32 b',
}

export type Both = {
  readonly stage: Stage
  readonly site: Site
  readonly council: ACouncil
  readonly provider: AProvider
  readonly other: AProvider
  readonly asha: Actor
  readonly provides: Visitor
  /** Two portal administrators of the council. */
  readonly cara: Actor
  readonly dev: Actor
  readonly caraVisits: Visitor
  readonly devVisits: Visitor
  close(): Promise<void>
}

/** Two providers, and two people of the council who may decide, in front of their pages. */
export async function bothSides(now?: string): Promise<Both> {
  const stage = await aStage(now)
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  const other = await aProvider(stage.build, council.id, { name: 'Oak House' })
  const [first, second] = [
    await aMember(stage.build, council.id, null, ['portal-administration']),
    await aMember(stage.build, council.id, null, ['portal-administration']),
  ]
  const site = await aSite(
    stage,
    [
      (faces, web) => {
        routes(faces, web, { secrets: testSecrets })
      },
    ],
    navigation,
  )
  return {
    stage,
    site,
    council,
    provider,
    other,
    asha: providerActor(provider),
    provides: aProviderVisitor(provider),
    cara: councilActor(council.id, first.accountId, 'Cara Test'),
    dev: councilActor(council.id, second.accountId, 'Dev Test'),
    caraVisits: aCouncilVisitor(council, first.accountId),
    devVisits: aCouncilVisitor(council, second.accountId),
    close: async () => {
      await site.close()
      await stage.strike()
    },
  }
}

/** Rows as the council's staff may read them. */
export async function ask<T>(both: Both, query: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
  return both.stage.db.read(both.cara.scope, async (tx) => (await query.execute(tx)).rows)
}
