import { randomUUID } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { knowsOf } from '../../../platform/db/know.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import type { Related, SubjectRef } from '../rules/subject.ts'
import { listMessageTypes } from '../store/message-types.ts'
import { findPackageId, getSubject, isRestricted } from '../store/subjects.ts'
import { reachOf } from './author.ts'
import { openConversation } from './open-conversation.ts'

export type StartRefusal =
  | { readonly code: 'unknown-type' }
  | { readonly code: 'no-such-package'; readonly reference: string }
  | { readonly code: 'whole-organisation' }
  | { readonly code: 'restricted' }

type StartConversation = {
  readonly type: string
  readonly related: Related
  readonly title: string
  readonly text: string
  readonly files?: readonly ReceivedFile[]
}

/** A provider writes to the council. The form's own key makes sure that it does so once. */
export async function startConversation(
  work: Work,
  { type, related, title, text, files = [] }: StartConversation,
): Promise<Outcome<string, StartRefusal>> {
  const types = await listMessageTypes(work.tx)
  if (!types.some(({ code }) => code === type)) return refused({ code: 'unknown-type' })
  const about = await subjectOf(work, related)
  if (!about.ok) return about
  if (await isHiddenFrom(work, about.value)) return refused({ code: 'restricted' })
  const key = `written:${randomUUID()}`
  return done(await openConversation(work, { key, type, about: about.value, title, text, files }))
}

/** Whoever writes about a restricted person must be able to read the answer. */
async function isHiddenFrom(work: Work, about: SubjectRef): Promise<boolean> {
  const { providerId, personId } = await getSubject(work.tx, reachOf(work), about)
  if (personId === null || knowsOf(work.tx, personId)) return false
  return isRestricted(work.tx, { providerId, personId })
}

async function subjectOf(work: Work, related: Related): Promise<Outcome<SubjectRef, StartRefusal>> {
  switch (related.kind) {
    case 'organisation':
      // Somebody with a narrower grant could not read the answer.
      if (work.actor.scope.role === 'portal_provider_scoped') return refused({ code: 'whole-organisation' })
      return done({ type: 'organisation', id: work.tx.providerId })
    case 'service':
      return done({ type: 'service', id: related.serviceId })
    case 'package': {
      const id = await findPackageId(work.tx, work.tx.providerId, related.reference)
      return id === undefined
        ? refused({ code: 'no-such-package', reference: related.reference })
        : done({ type: 'package', id })
    }
    case 'subject': {
      const isNarrow = work.actor.scope.role === 'portal_provider_scoped'
      return related.subject.type === 'uplift' && isNarrow
        ? refused({ code: 'whole-organisation' })
        : done(related.subject)
    }
  }
}
