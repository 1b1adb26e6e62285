import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import type { ActingRefusal } from '../rules/acting.ts'
import { bindSession, endActing, getProviderToActFor, recordActing } from '../store/acting.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'

const HOUR_MILLISECONDS = 3_600_000

type Starting = { readonly providerId: string; readonly reason: string; readonly hours: number }

/** For a provider that cannot do it on its own: its administrators are told at once, and see all that is done. */
export async function startActing(
  work: Work,
  { providerId, reason, hours }: Starting,
): Promise<Outcome<string, ActingRefusal>> {
  const { tx, now, actor } = work
  const provider = await getProviderToActFor(tx, providerId)
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  if (provider.status === 'ended') return refused({ code: 'provider-ended' })
  const endsAt = new Date(now.getTime() + hours * HOUR_MILLISECONDS)
  const { accountId } = work
  const acting = { providerId, accountId, staffName: actor.name, reason: reason.trim(), startedAt: now, endsAt }
  const id = await recordActing(tx, acting)
  await work.audit('acting.started', { type: 'provider', id: providerId }, { acting: id, hours, reason: reason.trim() })
  await notify(work, {
    event: 'acting.started',
    to: { kind: 'administrators', providerId },
    text: `${actor.name} of the council has started to act for your organisation in Provider Portal.`,
    href: `/provider/acting/${id}`,
    key: `acting:${id}`,
  })
  return done(id)
}

/** By the officer, or by an administrator of the provider. Ending it twice ends it once. */
export async function stopActing(work: Work, id: string): Promise<Outcome<true, never>> {
  if (await endActing(work.tx, id, work.now))
    await work.audit('acting.ended', { type: 'provider', id: work.tx.providerId }, { acting: id })
  return done(true)
}

/** What the session may do has changed, and its token with it. */
export async function rebindSession(
  access: Pick<Access, 'db'>,
  { token, actingId }: { readonly token: string; readonly actingId: string | null },
): Promise<string> {
  const next = newToken()
  await access.db.write(gate, (tx) => bindSession(tx, { from: hashToken(token), to: hashToken(next), actingId }))
  return next
}
