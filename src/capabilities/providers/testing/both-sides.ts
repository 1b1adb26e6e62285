import type { sql } from 'kysely'
import type { Secrets } from '../../../platform/secrets.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import type { Actor } from '../../../platform/work.ts'
import { bothSidesOf } from '../../../testing/both-sides.ts'
import type { Mount, Site } from '../../../testing/site.ts'
import { councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../testing/visitors.ts'
import { aMember, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
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
  const both = await bothSidesOf({ mounts: () => [mount], navigation, now, role: 'portal-administration' })
  const { stage, council, staff, brokers } = both
  const other = await aProvider(stage.build, council.id, { name: 'Oak House' })
  const { accountId } = await aMember(stage.build, council.id, null, ['portal-administration'])
  return {
    ...both,
    other,
    cara: staff,
    dev: councilActor(council.id, accountId, 'Dev Test'),
    caraVisits: brokers,
    devVisits: aCouncilVisitor(council, accountId),
  }
}

const mount: Mount = (faces, web) => {
  routes(faces, web, { secrets: testSecrets })
}

/** Rows as the council's staff may read them. */
export async function ask<T>(both: Both, query: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
  return both.stage.db.read(both.cara.scope, async (tx) => (await query.execute(tx)).rows)
}
