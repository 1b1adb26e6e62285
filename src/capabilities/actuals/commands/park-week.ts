import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { findBlock } from '../rules/recordable.ts'
import { recordabilityOf } from '../rules/sheet-row.ts'
import type { PackageWeek } from '../rules/week.ts'
import { findParked, recordParked, removeParked } from '../store/parked.ts'
import { listSheet } from '../store/sheet.ts'

export type ParkWeek = PackageWeek & { readonly serviceId: string; readonly question: string }
export type ParkRefusal =
  | { readonly code: 'question-missing' }
  | { readonly code: 'question-long' }
  | { readonly code: 'confirmed' }
  | { readonly code: 'asked-already' }

export const LONGEST_QUESTION = 7_500

/** Opens the conversation; a later capability does. */
type Ask = (work: Work, about: { readonly reference: string; readonly text: string }) => Promise<string>

/**
 * A line that nobody can settle alone: the council is asked, and the line waits. It is left out of what is confirmed
 * together, and holds up no other line; recording it takes it up again. Asked once: a second question goes to the same thread.
 */
export async function parkWeek(
  work: Work,
  { question, ...week }: ParkWeek,
  ask: Ask,
): Promise<Outcome<{ readonly conversationId: string }, ParkRefusal>> {
  const { tx, accountId, actor, now } = work
  const text = question.replaceAll('\r\n', '\n').trim()
  if (text === '') return refused({ code: 'question-missing' })
  if (text.length > LONGEST_QUESTION) return refused({ code: 'question-long' })
  const [row] = await listSheet(tx, week, { packageIds: [week.packageId] })
  if (row === undefined || isNotYet(row, work)) throw new NotFound('package')
  if (row.standing !== undefined && row.standing.status !== 'draft') return refused({ code: 'confirmed' })
  const standing = await findParked(tx, week)
  if (standing !== undefined) return done({ conversationId: standing.conversationId })

  const conversationId = await ask(work, { reference: row.reference, text })
  const { packageId, weekStart, serviceId } = week
  const isFirst = await recordParked(tx, {
    ...{ packageId, weekStart, serviceId, conversationId, contractId: row.contractId },
    ...{ by: accountId, name: actor.name, at: now },
  })
  // Of two who ask at once one opens a conversation; the refusal takes the other back.
  if (!isFirst) return refused({ code: 'asked-already' })
  await work.audit(
    'actuals.parked',
    { type: 'week', id: `${packageId}/${weekStart}` },
    { conversation: conversationId },
  )
  return done({ conversationId })
}

/** There is nothing to ask about a week that has not begun, or that is outside the package. */
function isNotYet(row: Parameters<typeof recordabilityOf>[0], { today }: Pick<Work, 'today'>): boolean {
  const block = findBlock(recordabilityOf(row), today)
  return block?.code === 'R27' || block?.code === 'R03'
}

export type UnparkWeek = PackageWeek & { readonly serviceId: string }

/** The line counts again with the others; the conversation goes on as it is. */
export async function unparkWeek(work: Work, week: UnparkWeek): Promise<Outcome<null, never>> {
  const { packageId, weekStart } = week
  const [row] = await listSheet(work.tx, week, { packageIds: [packageId] })
  if (row === undefined) throw new NotFound('package')
  const standing = await findParked(work.tx, { packageId, weekStart })
  if (standing === undefined) return done(null)
  await removeParked(work.tx, weekStart, [packageId])
  await work.audit('actuals.taken-up', { type: 'week', id: `${packageId}/${weekStart}` })
  return done(null)
}
