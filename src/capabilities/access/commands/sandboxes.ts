import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { MOST_DAYS_AHEAD, MOST_SANDBOXES, refuseReset, type ResetRefusal } from '../rules/sandboxes.ts'
import {
  closeSandboxRow,
  countSandboxes,
  insertSandbox,
  lockSandbox,
  moveClock,
  startFilling,
  type Sandbox,
} from '../store/sandboxes.ts'

/** A made-up council for one vendor. It is filled by a job, because that takes some seconds. */
export async function openSandbox(work: Work, name: string): Promise<Outcome<string, { readonly code: 'too-many' }>> {
  const { tx, now, actor } = work
  if ((await countSandboxes(tx)) >= MOST_SANDBOXES) return refused({ code: 'too-many' })
  const id = await insertSandbox(tx, name, { at: now, by: actor.name })
  await work.audit('sandbox.opened', { type: 'sandbox', id }, { name })
  await askToFill(work, id, 1)
  return done(id)
}

/** Everything in it is made anew, and its clock shows today again. What was in it before is reached by no key. */
export async function resetSandbox(work: Work, id: string): Promise<Outcome<true, ResetRefusal>> {
  const { tx, now, today } = work
  const sandbox = await heldSandbox(work, id)
  const refusal = refuseReset(sandbox, today)
  if (refusal !== undefined) return refused(refusal)
  const generation = await startFilling(tx, sandbox, { at: now, today })
  await work.audit('sandbox.reset', { type: 'sandbox', id }, { generation })
  await askToFill(work, id, generation)
  return done(true)
}

export type MoveRefusal = { readonly code: 'not-ready' | 'too-far' }

/** The clock of the sandbox alone: whoever is outside sees the real day. */
export async function moveSandbox(
  work: Work,
  { id, daysAhead }: { readonly id: string; readonly daysAhead: number },
): Promise<Outcome<number, MoveRefusal>> {
  const sandbox = await heldSandbox(work, id)
  if (sandbox.state !== 'ready') return refused({ code: 'not-ready' })
  if (Math.abs(daysAhead) > MOST_DAYS_AHEAD) return refused({ code: 'too-far' })
  await moveClock(work.tx, sandbox, daysAhead)
  await work.audit('sandbox.clock-moved', { type: 'sandbox', id }, { daysAhead })
  return done(daysAhead)
}

/** Its keys answer nobody from now on. */
export async function closeSandbox(work: Work, id: string): Promise<Outcome<true, never>> {
  const { state, name } = await heldSandbox(work, id)
  if (state === 'ended') throw new NotFound('sandbox')
  await closeSandboxRow(work.tx, id, { at: work.now, by: work.actor.name })
  await work.audit('sandbox.closed', { type: 'sandbox', id }, { name })
  return done(true)
}

async function heldSandbox({ tx, actor: { scope } }: Work, id: string): Promise<Sandbox> {
  const sandbox = await lockSandbox(tx, id, scope.role === 'portal_council' ? undefined : scope.providerId)
  if (sandbox === undefined) throw new NotFound('sandbox')
  return sandbox
}

function askToFill({ tx, enqueue }: Work, sandboxId: string, generation: number): Promise<void> {
  const key = `sandbox:${sandboxId}:${String(generation)}`
  return enqueue('access.fill-sandbox', { councilId: tx.councilId, sandboxId, generation }, { key })
}
