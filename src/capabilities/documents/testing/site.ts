import { localDate } from '../../../core/dates.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Actor } from '../../../platform/work.ts'
import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import { receivedFile } from '../../../testing/files.ts'
import { fileDocument, type FileDocument } from '../commands/file-document.ts'
import { navigation, routes } from '../routes.ts'

export type { Both } from '../../../testing/both-sides.ts'

/** A provider who cares for one person, and a broker, both in front of their pages. */
export function bothSides(now?: string): Promise<Both> {
  return bothSidesOf({ mounts: () => [routes], navigation, now })
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
