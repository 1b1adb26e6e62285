import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { LocalDate } from '../../../../core/dates.ts'
import type { ReadRow } from '../../rules/file/read-row.ts'
import { refusalOf } from './file-refused.ts'
import type { FromThread, ToRead } from './open-file.ts'
import { openWeeks } from './read-file.ts'
import { stageLine } from './stage-line.ts'

/** Reads one file and answers with a stretch of it each time it is asked. */
async function readForParent({ path, map, weekStartsOn }: ToRead): Promise<void> {
  const file = await openWeeks(path, map, weekStartsOn)
  try {
    say({ kind: 'open', facts: file.facts })
    await asked()
    for await (const block of file.rows()) {
      say({ kind: 'rows', text: block.map((row) => stageLine(row)).join(''), rows: block.length, ...spanOf(block) })
      await asked()
    }
    say({ kind: 'end' })
  } finally {
    file.close()
  }
}

function spanOf(block: readonly ReadRow[]): { readonly from: LocalDate | null; readonly until: LocalDate | null } {
  let from: LocalDate | null = null
  let until: LocalDate | null = null
  for (const { weekStart } of block) {
    if (weekStart === null) continue
    if (from === null || weekStart < from) from = weekStart
    if (until === null || weekStart > until) until = weekStart
  }
  return { from, until }
}

function say(message: FromThread): void {
  parentPort?.postMessage(message)
}

async function asked(): Promise<void> {
  if (parentPort !== null) await once(parentPort, 'message')
}

try {
  // The parent is ours and hands over nothing else.
  await readForParent(workerData as ToRead)
} catch (fault) {
  const refusal = refusalOf(fault)
  say(refusal === undefined ? { kind: 'failed', message: String(fault) } : { kind: 'refused', refusal })
}
