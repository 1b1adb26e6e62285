import type { Visitor } from '../platform/web/visitor.ts'
import type { NavigationItem } from '../platform/web/web.ts'
import type { Actor } from '../platform/work.ts'
import { aSite, type Mount, type Site } from './site.ts'
import { aStage, councilActor, providerActor, type Stage } from './stage.ts'
import { aCouncilVisitor, aProviderVisitor } from './visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type APackage, type AProvider } from './world.ts'

export type Both = {
  readonly stage: Stage
  readonly site: Site
  readonly council: ACouncil
  readonly provider: AProvider
  readonly care: APackage
  readonly asha: Actor
  readonly staff: Actor
  readonly provides: Visitor
  readonly brokers: Visitor
  close(): Promise<void>
}

type Shown = {
  /** What is mounted may need the stage that it plays on. */
  readonly mounts: (stage: Stage) => readonly Mount[]
  readonly navigation?: readonly NavigationItem[]
  readonly now?: string | undefined
  /** What the council's person does there. */
  readonly role?: string
}

/** A provider who cares for one person, and somebody at the council, both in front of the pages of a capability. */
export async function bothSidesOf({ mounts, navigation = [], now, role = 'brokerage' }: Shown): Promise<Both> {
  const stage = await aStage(now)
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  const care = await aPackage(stage.build, provider)
  const { accountId } = await aMember(stage.build, council.id, null, [role])
  const site = await aSite(stage, mounts(stage), navigation)
  return {
    stage,
    site,
    council,
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
