import { addDays } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { paragraphsOf, type PolicyKind } from '../rules/policy.ts'
import { listPolicies, savePolicy } from '../store/policies.ts'

type NewVersion = {
  readonly kind: PolicyKind
  readonly body: string
  readonly changes: string
  readonly graceDays: number
  /** The version that its author started from; 0 for the first. */
  readonly basedOn: number
}
export type PublishRefusal = { readonly code: 'newer-exists' | 'nothing-changed' }

/** Everybody is asked to accept it: now, or from the day on which the grace ends. */
export async function publishPolicy(work: Work, version: NewVersion): Promise<Outcome<string, PublishRefusal>> {
  const { kind, body, changes, graceDays, basedOn } = version
  const current = (await listPolicies(work.tx)).find((policy) => policy.kind === kind)
  if ((current?.version ?? 0) !== basedOn) return refused({ code: 'newer-exists' })
  if (current !== undefined && isSame(current.body, body)) return refused({ code: 'nothing-changed' })
  const id = await savePolicy(work.tx, {
    kind,
    version: basedOn + 1,
    body,
    changes,
    publishedAt: work.now,
    publishedBy: work.actor.name,
    requiredFrom: addDays(work.today, graceDays),
  })
  if (id === undefined) return refused({ code: 'newer-exists' })
  await work.audit('people.policy-published', { type: 'policy', id }, { kind, version: basedOn + 1 })
  return done(id)
}

function isSame(one: string, other: string): boolean {
  return paragraphsOf(one).join('\n\n') === paragraphsOf(other).join('\n\n')
}
