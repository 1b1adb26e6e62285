import { done, type Outcome } from '../../../core/outcome.ts'
import { keepFile, type ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import { getAttachment, recordAttachment, recordOpening, type Belonging } from '../store/attachments.ts'
import { reachOf } from './author.ts'
import { recordLooks } from './looks.ts'

type Attaching = Belonging & { readonly number: number; readonly files: readonly ReceivedFile[] }

/** The files of a message, kept and listed with it in one transaction. */
export async function attachFiles(work: Work, { number, files, ...belonging }: Attaching): Promise<void> {
  for (const [index, file] of files.entries()) {
    const fileId = await keepFile(work, file, belonging)
    const { name, kind, bytes } = file
    await recordAttachment(work.tx, { ...belonging, fileId, number, place: index + 1, name, kind, bytes })
  }
}

type OpenAttachment = { readonly conversationId: string; readonly fileId: string; readonly from: string }

/** Whoever opens a file leaves their name with it, for both sides to see. */
export async function openAttachment(work: Work, asked: OpenAttachment): Promise<Outcome<string, never>> {
  const { restrictedPeople, ...belonging } = await getAttachment(work.tx, reachOf(work), asked)
  const { fileId, conversationId, from } = asked
  await recordOpening(work.tx, { ...belonging, fileId, by: work.accountId, byName: work.actor.name, at: work.now })
  await recordLooks(work, { conversationId, restrictedPeople, from })
  return done(fileId)
}
