import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import type { Actor } from '../../../platform/work.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { navigation, routes } from '../routes.ts'

export type Both = {
  readonly stage: Stage
  readonly site: Site
  readonly provider: AProvider
  readonly care: APackage
  readonly asha: Actor
  readonly staff: Actor
  readonly provides: Visitor
  readonly brokers: Visitor
  close(): Promise<void>
}

/** A provider with one package and one broker, both in front of their pages. */
export async function bothSides(now?: string): Promise<Both> {
  const stage = await aStage(now)
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  const care = await aPackage(stage.build, provider)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  const site = await aSite(stage, [routes], navigation)
  return {
    stage,
    site,
    provider,
    care,
    asha: providerActor(provider),
    staff: councilActor(council.id, accountId),
    provides: aProviderVisitor(provider),
    brokers: aCouncilVisitor(council, accountId),
    close: async () => {
      await site.close()
      await stage.strike()
    },
  }
}
