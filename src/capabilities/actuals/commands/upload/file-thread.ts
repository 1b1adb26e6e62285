import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { LocalDate } from '../../../../core/dates.ts'
import { refusalOf } from './file-refused.ts'
import type { FromThread, Stretch, ToRead } from './open-file.ts'
import { openFile, type OpenFile } from './read-file.ts'
import { stageLine, stageLineWithLate } from './stage-line.ts'
import { carerLine, visitLine } from './visit-line.ts'

/** Reads one file and answers with a stretch of it each time it is asked. */
async function readForParent({ path, map, weekStartsOn }: ToRead): Promise<void> {
  const file = await openFile(path, map, weekStartsOn)
  try {
    const { kind, layout, facts, unknown, saysLate, visits } = file
    say({ kind: 'open', holds: kind, about: { layout, facts, unknown, saysLate, visits } })
    await asked()
    for await (const stretch of stretches(file)) {
      say({ kind: 'rows', ...stretch })
      await asked()
    }
    say({ kind: 'end' })
  } finally {
    file.close()
  }
}

function stretches(file: OpenFile): AsyncGenerator<Stretch> {
  switch (file.kind) {
    case 'weeks':
      return written(file.rows(), file.saysLate ? stageLineWithLate : stageLine, ({ weekStart }) => weekStart)
    case 'visits':
      return written(file.rows(), visitLine, ({ day }) => day)
    case 'carers':
      return written(file.rows(), carerLine, () => null)
  }
}

async function* written<Row>(
  blocks: AsyncGenerator<readonly Row[]>,
  line: (row: Row) => string,
  dayOf: (row: Row) => LocalDate | null,
): AsyncGenerator<Stretch> {
  for await (const block of blocks) {
    let [from, until]: readonly (LocalDate | null)[] = [null, null]
    let text = ''
    for (const row of block) {
      text += line(row)
      const day = dayOf(row)
      if (day === null) continue
      if (from == null || day < from) from = day
      if (until == null || day > until) until = day
    }
    yield { text, rows: block.length, from: from ?? null, until: until ?? null }
  }
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
