import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { mayOpenShare, teamOf, type ShareTyped } from '../rules/share.ts'
import { getDocument, type DocumentRow } from '../store/documents.ts'
import { getRedaction } from '../store/redactions.ts'
import {
  endShares,
  findOrganisation,
  getReceived,
  recordShare,
  recordShareOpening,
  type Given,
  type Receiver,
  type Share,
} from '../store/shares.ts'
import { getVersion } from '../store/versions.ts'
import { providerOf, sideOf } from './filer.ts'

export type ShareDocument = {
  readonly documentId: string
  /** The newest that was on the page: that one is shared, and no newer. */
  readonly shownVersion: number
  /** A copy of that version, to be given in its place. */
  readonly redactionId?: string | undefined
  readonly typed: ShareTyped & { readonly untilOn: LocalDate }
}
export type ShareRefusal = {
  readonly code: 'withdrawn' | 'newer-version' | 'unknown-organisation' | 'own-organisation' | 'not-a-pdf'
}

/** Gives one version of a document to a team or an organisation, for a time and a reason, instead of an e-mail. */
export async function shareDocument(
  work: Work,
  { documentId, shownVersion, redactionId, typed }: ShareDocument,
): Promise<Outcome<string, ShareRefusal>> {
  const { tx, accountId, now } = work
  const document = await getDocument(tx, readerOf(work), documentId)
  const found = await givenOf(work, document, { shownVersion, redactionId })
  if (!found.ok) return found
  const { given, copyId } = found.value
  const receiver = await receiverOf(work, document, typed)
  if (!receiver.ok) return receiver
  const { marked, untilOn } = typed
  if (marked && given.kind !== 'pdf') return refused({ code: 'not-a-pdf' })
  const by = { by: accountId, byName: work.actor.name, at: now }
  const reason = typed.reason.trim()
  const share = { receiver: receiver.value, reason, marked, untilOn, redactionId: copyId }
  const id = await recordShare(tx, document, given, { ...share, ...by })
  const details = { share: id, version: given.number, redaction: copyId, ...receiver.value, until: untilOn }
  await work.audit('document.shared', { type: 'document', id: documentId }, { ...details, marked, reason })
  await tellOfShare(work, { id, knowing: document.restrictedPeople }, receiver.value)
  return done(documentId)
}

type Found = { readonly given: Given; readonly copyId: string | null }

/** The version that was on the page, or the copy of it that is given in its place. */
async function givenOf(
  { tx }: Work,
  { id: documentId, version, withdrawnAt }: DocumentRow,
  { shownVersion, redactionId }: Pick<ShareDocument, 'shownVersion' | 'redactionId'>,
): Promise<Outcome<Found, ShareRefusal>> {
  if (withdrawnAt !== null) return refused({ code: 'withdrawn' })
  if (version !== shownVersion) return refused({ code: 'newer-version' })
  if (redactionId === undefined) {
    const given = await getVersion(tx, { providerId: undefined, documentId }, version)
    return done({ given, copyId: null })
  }
  const copy = await getRedaction(tx, documentId, redactionId)
  return copy.number === version ? done({ given: copy, copyId: copy.id }) : refused({ code: 'newer-version' })
}

async function receiverOf(
  work: Work,
  { providerId }: DocumentRow,
  { receiver, team, organisation }: ShareTyped,
): Promise<Outcome<Receiver, ShareRefusal>> {
  const chosen = teamOf(team)
  if (receiver === 'team' && chosen !== undefined) return done({ team: chosen, providerId: null })
  const found = await findOrganisation(work.tx, organisation.trim())
  if (found === undefined) return refused({ code: 'unknown-organisation' })
  return found === providerId ? refused({ code: 'own-organisation' }) : done({ team: null, providerId: found })
}

type Shared = { readonly id: string; readonly knowing: readonly string[] }

async function tellOfShare(work: Work, { id, knowing }: Shared, { team, providerId }: Receiver): Promise<void> {
  const key = `document.shared:${id}`
  if (providerId === null)
    return notify(work, {
      event: 'document.shared-with-team',
      to: { kind: 'staff', roles: [team] },
      text: 'A document has been shared with your team for a time.',
      href: '/council/documents/shared',
      knowing,
      key,
    })
  await notify(work, {
    event: 'document.shared',
    to: { kind: 'administrators', providerId },
    text: 'The council has shared a document with your organisation for a time.',
    href: '/provider/documents/shared',
    knowing,
    key,
  })
}

type Opened = Pick<Share, 'fileId' | 'name' | 'kind' | 'marked'>

/** Answers with what to send. Whoever opens it leaves their name with it, each time. */
export async function openShare(work: Work, id: string): Promise<Outcome<Opened, { code: 'over' }>> {
  const { tx, accountId, now, today } = work
  const share = await getReceived(tx, readerOf(work), today, id)
  const decision = mayOpenShare(share, today)
  if (!decision.ok) return decision
  await recordShareOpening(tx, share, { accountId, name: work.actor.name, at: now })
  const details = { share: id, version: share.number }
  await work.audit('document.share-opened', { type: 'document', id: share.documentId }, details)
  const { fileId, name, kind, marked } = share
  return done({ fileId, name, kind, marked })
}

type EndShare = { readonly documentId: string; readonly id: string }

export async function endShare(work: Work, { documentId, id }: EndShare): Promise<Outcome<null, { code: 'over' }>> {
  await getDocument(work.tx, readerOf(work), documentId)
  const ended = await endShares(work.tx, { documentId, id, byName: work.actor.name, at: work.now })
  if (ended === 0) return refused({ code: 'over' })
  await work.audit('document.share-ended', { type: 'document', id: documentId }, { share: id })
  return done(null)
}

type Withdrawn = { readonly documentId: string; readonly number?: number | undefined }

/** What was withdrawn, the document or one version of it, opens for nobody, wherever it was given to. */
export async function endSharesOf(work: Work, { documentId, number }: Withdrawn): Promise<void> {
  await endShares(work.tx, { documentId, id: undefined, number, byName: work.actor.name, at: work.now })
}

function readerOf(work: Work) {
  return { providerId: providerOf(work), accountId: work.accountId, side: sideOf(work), now: work.now }
}
