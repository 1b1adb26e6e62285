import { createHash, randomBytes } from 'node:crypto'
import { done } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { recordFeed, removeFeed } from '../store/calendar.ts'

/** 256 bits from the system. */
export function newFeedToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Only the hash is kept, here and as the answer of the form: whoever reads the database opens no calendar. */
export async function makeCalendarFeed(work: Work, token: string): Promise<Outcome<string, never>> {
  const { tx, accountId, now } = work
  const tokenHash = hashOf(token)
  await recordFeed(tx, { accountId, tokenHash, at: now })
  await work.audit('actuals.calendar-feed-made', { type: 'account', id: accountId })
  return done(tokenHash.toString('hex'))
}

export async function endCalendarFeed(work: Work): Promise<Outcome<null, never>> {
  await removeFeed(work.tx, work.accountId)
  await work.audit('actuals.calendar-feed-ended', { type: 'account', id: work.accountId })
  return done(null)
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
