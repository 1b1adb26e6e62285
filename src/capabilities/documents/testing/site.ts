import { localDate } from '../../../core/dates.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import type { Actor } from '../../../platform/work.ts'
import { receivedFile } from '../../../testing/files.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { fileDocument, type FileDocument } from '../commands/file-document.ts'
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

/** A provider who cares for one person, and a broker, both in front of their pages. */
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

type Over = Partial<Omit<FileDocument, 'file'>> & { readonly text?: string; readonly file?: ReceivedFile }

/** A care plan, filed by whoever is named. */
export async function aDocument({ stage, site, provider, care }: Both, actor: Actor, over: Over = {}): Promise<string> {
  const { text = 'Transfers with two carers', ...rest } = over
  const file = over.file ?? (await receivedFile(site.files, 'Care plan.pdf', aPdf({ text })))
  const outcome = await stage.work.run(actor, (work) =>
    fileDocument(work, {
      personId: care.personId,
      serviceId: provider.serviceId,
      contractId: provider.contractId,
      type: 'care-plan',
      title: 'Plan after discharge',
      datedOn: localDate('2025-04-01'),
      note: '',
      ...rest,
      file,
    }),
  )
  if (!outcome.ok) throw new Error('a document is always filed')
  return outcome.value
}
