import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { mayRemind, type AnswerRefusal, type JoinRefusal } from '../rules/joining.ts'
import { listGranters } from '../store/granters.ts'
import { addJoin, answerJoin, findActiveById, findAsked, lockJoin, worksAt, type Join } from '../store/joining.ts'
import { passGate } from '../store/places.ts'
import { startRequest } from './contact-request.ts'

type Asking = { readonly providerId: string; readonly approverId: string; readonly note: string }

/**
 * Asked of one person there, by name, who is told; asked again after some days, whoever is named then is told, once a
 * day. What becomes of it is decided there and not here.
 */
export async function askToJoin(
  work: Work,
  { providerId, approverId, note }: Asking,
): Promise<Outcome<string, JoinRefusal>> {
  if (note.trim() === '') return refused({ code: 'note-missing' })
  const { tx, accountId, now, today, actor } = work
  const { councilId } = tx
  const asked = await passGate({ tx, role: actor.scope.role }, async (): Promise<Outcome<string, JoinRefusal>> => {
    if ((await findActiveById(tx, { councilId, id: providerId })) === undefined)
      return refused({ code: 'no-such-organisation' })
    if (await worksAt(tx, { councilId, providerId, accountId, today })) return refused({ code: 'here-already' })
    const approver = (await listGranters(tx, { councilId, providerId, today })).find(
      (one) => one.accountId === approverId,
    )
    if (approver === undefined) return refused({ code: 'not-an-approver' })
    const name = actor.name
    const join = { councilId, providerId, accountId, askerProviderId: tx.providerId, name, approver, note: note.trim() }
    const id = await addJoin(tx, { ...join, at: now })
    if (id !== undefined) return done(id)
    const waiting = await findAsked(tx, join)
    return waiting !== undefined && mayRemind(waiting.askedAt, now)
      ? done(waiting.id)
      : refused({ code: 'asked-already' })
  })
  if (!asked.ok) return asked
  await work.audit('people.join-asked', { type: 'join-request', id: asked.value })
  await notify(work, {
    event: 'join-request.waiting',
    to: { kind: 'people', providerId, accountIds: [approverId] },
    text: `${actor.name} asks to join your organisation in Provider Portal.`,
    href: `/provider/people/joining/${asked.value}`,
    key: `join:${asked.value}:${today}`,
  })
  return asked
}

/** Becomes a request for a new contact, with the details filled in: what it may open is chosen and allowed as for any other. */
export async function takeUpJoin(work: Work, id: string): Promise<Outcome<string, AnswerRefusal>> {
  const join = await lockJoin(work.tx, id)
  if (join.status !== 'asked') return refused({ code: 'answered-already' })
  const [givenName = '', ...family] = join.name.split(' ')
  const names = { givenName, familyName: family.join(' ') }
  const details = { ...names, address: '', phone: '', email: join.email, jobTitle: '', note: join.note }
  const begun = await startRequest(work, details)
  if (!begun.ok) return refused({ code: 'address-not-taken' })
  await answer(work, join, null)
  return begun
}

export async function refuseJoin(
  work: Work,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Outcome<true, AnswerRefusal>> {
  const join = await lockJoin(work.tx, id)
  if (join.status !== 'asked') return refused({ code: 'answered-already' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  await answer(work, join, reason.trim())
  return done(true)
}

async function answer(work: Work, join: Join, reason: string | null): Promise<void> {
  const status = reason === null ? 'taken-up' : 'refused'
  const { id } = join
  await answerJoin(work.tx, { id, status, by: work.accountId, name: work.actor.name, at: work.now, reason })
  await work.audit(`people.join-${status}`, { type: 'join-request', id })
  await notify(work, {
    event: 'join-request.answered',
    to: { kind: 'people', providerId: join.askerProviderId, accountIds: [join.accountId] },
    text:
      reason === null
        ? 'Your request to join an organisation was taken up: you are told when you may come in.'
        : 'Your request to join an organisation was refused.',
    href: '/account/joining',
    key: `join-answer:${id}`,
  })
}
