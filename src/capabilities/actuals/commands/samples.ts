import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import {
  judgeDraw,
  judgeResult,
  sizeOf,
  type CheckRefusal,
  type Draw,
  type SampleRefusal,
  type SampleResult,
} from '../rules/sample.ts'
import { countPopulation, lockSampleWeek, recordResult, recordSample } from '../store/samples.ts'

export type DrawSample = Draw & { readonly providerId: string | null }

/** Weeks by lot, to be compared with what the provider can show. The same seed over the same weeks draws the same. */
export async function drawSample(work: Work, draw: DrawSample): Promise<Outcome<string, SampleRefusal>> {
  const { tx, accountId, actor, now } = work
  const judged = judgeDraw(draw)
  if (!judged.ok) return judged
  const population = await countPopulation(tx, draw)
  if (population === 0) return refused({ code: 'nothing-to-draw' })
  const size = sizeOf(draw, population)
  const seed = draw.seed.trim()
  const id = await recordSample(tx, { ...draw, seed, population, size, by: accountId, name: actor.name, at: now })
  const { firstWeek, lastWeek, way, wanted } = draw
  await work.audit(
    'actuals.sample-drawn',
    { type: 'sample', id },
    { seed, firstWeek, lastWeek, way, wanted, population, size },
  )
  return done(id)
}

export type RecordResult = {
  readonly sampleId: string
  readonly place: number
  readonly shownVersion: number
  readonly result: SampleResult | undefined
  readonly note: string
}

/** What came of looking at one week of a sample; it may be said anew. */
export async function recordSampleResult(work: Work, said: RecordResult): Promise<Outcome<SampleResult, CheckRefusal>> {
  const { tx, accountId, actor, now } = work
  const standing = await lockSampleWeek(tx, said)
  const judged = judgeResult(said, { shown: said.shownVersion, standing })
  if (!judged.ok) return judged
  const note = said.note.trim()
  await recordResult(tx, said, { result: judged.value, note, by: accountId, name: actor.name, at: now })
  const subject = { type: 'sample', id: said.sampleId }
  await work.audit('actuals.sample-checked', subject, { place: said.place, result: judged.value, note })
  return judged
}
