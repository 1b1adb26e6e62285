import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { knowsOf } from '../../../platform/db/know.ts'
import { keepFile, type ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import type { DocumentType } from '../rules/document.ts'
import { tellFollowers } from '../../../platform/notifications/follow.ts'
import { getServed } from '../store/people.ts'
import {
  lockDocument,
  recordDocument,
  recordNewest,
  recordVersion,
  type Belonging,
  type Locked,
} from '../store/record.ts'
import { nextNumber } from '../store/versions.ts'
import { providerOf, sideOf } from './filer.ts'

export type FileDocument = {
  readonly personId: string
  readonly serviceId: string
  readonly contractId: string
  readonly type: DocumentType
  readonly title: string
  readonly datedOn: LocalDate
  readonly note: string
  readonly file: ReceivedFile
}

/** On a person, as one service cares for them: that service's people see it, and the council. */
export async function fileDocument(
  work: Work,
  wanted: FileDocument,
): Promise<Outcome<string, { readonly code: 'restricted' }>> {
  const { tx, now } = work
  const { restricted, ...served } = await getServed(tx, providerOf(work), wanted)
  const { personId, type, datedOn } = wanted
  if (restricted && !knowsOf(tx, personId)) return refused({ code: 'restricted' })
  const restrictedPeople = restricted ? [personId] : []
  const title = wanted.title.trim()
  const id = await recordDocument(tx, { ...served, personId, type, title, datedOn, side: sideOf(work), at: now })
  await addVersion(work, served, { ...wanted, documentId: id, number: 1 })
  await tellFollowersOf(work, { ...served, personId, id, restrictedPeople }, 1)
  await work.audit('document.filed', { type: 'document', id }, { type, version: 1 })
  return done(id)
}

export type NewVersionRefusal =
  { readonly code: 'withdrawn' } | { readonly code: 'newer-version'; readonly version: number }

type FileVersion = {
  readonly documentId: string
  /** The newest that was on the page: nobody files over a version they have not seen. */
  readonly shownVersion: number
  readonly datedOn: LocalDate
  readonly note: string
  readonly file: ReceivedFile
}

export async function fileVersion(work: Work, wanted: FileVersion): Promise<Outcome<string, NewVersionRefusal>> {
  const { tx, now } = work
  const document = await lockDocument(tx, providerOf(work), wanted.documentId)
  if (document.withdrawnAt !== null) return refused({ code: 'withdrawn' })
  if (document.version !== wanted.shownVersion) return refused({ code: 'newer-version', version: document.version })
  const number = await nextNumber(tx, { providerId: document.providerId, documentId: document.id })
  await addVersion(work, document, { ...wanted, number })
  await tellFollowersOf(work, document, number)
  await recordNewest(tx, document, { number, datedOn: wanted.datedOn, side: sideOf(work), at: now })
  await work.audit('document.filed', { type: 'document', id: document.id }, { version: number })
  return done(document.id)
}

type Adding = {
  readonly documentId: string
  readonly number: number
  readonly datedOn: LocalDate
  readonly note: string
  readonly file: ReceivedFile
}

async function addVersion(work: Work, belonging: Belonging, adding: Adding): Promise<void> {
  const { file, documentId, number, datedOn } = adding
  const id = await keepFile(work, file, belonging)
  await recordVersion(work.tx, {
    ...belonging,
    documentId,
    number,
    file: { id, name: file.name, kind: file.kind, bytes: file.bytes },
    datedOn,
    note: adding.note.replaceAll('\r\n', '\n').trim(),
    side: sideOf(work),
    by: work.accountId,
    byName: work.actor.name,
    at: work.now,
  })
  const payload = { councilId: work.tx.councilId, documentId, number }
  const key = `${documentId}:${String(number)}`
  await work.enqueue('documents.read-text', payload, { key: `documents.read-text:${key}` })
  await work.enqueue('documents.tell', payload, { key: `documents.tell:${key}` })
}

type FiledOn = Belonging & Pick<Locked, 'id' | 'personId' | 'restrictedPeople'>

/** Whoever follows the person hears that something was filed, not what nor on whom. */
function tellFollowersOf(work: Work, filed: FiledOn, number: number): Promise<void> {
  const { id, personId, providerId, serviceId, contractId, restrictedPeople } = filed
  return tellFollowers(work, {
    to: [{ kind: 'person', id: personId }],
    place: { providerId, serviceId, contractId },
    text: 'A document was filed on a person that you follow.',
    where: `/documents/${id}`,
    knowing: restrictedPeople,
    key: `document:${id}:${String(number)}`,
  })
}
