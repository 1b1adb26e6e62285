import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { cellReader } from '../rules/cells.ts'
import { fault, type Fault } from '../rules/faults.ts'
import { columnOf, packFile } from '../rules/format.ts'
import type { FoundFile } from './find-files.ts'
import { readRows, Unreadable, type Block } from './read-file.ts'

export type NoCouncil = { readonly code: 'no-council'; readonly faults: readonly Fault[] }

/** Which council a pack is for has to be known before anything else of it can be read. */
export async function readCouncilCode(found: readonly FoundFile[]): Promise<Outcome<string, NoCouncil>> {
  const path = found.find(({ file }) => file.name === 'pack')?.path
  if (path === undefined) return refused({ code: 'no-council', faults: [] })
  const block = await firstBlock(path)
  if ('code' in block) return refused({ code: 'no-council', faults: [block] })
  const [header = [], row = []] = block.rows
  const at = header.findIndex((name) => name.trim() === 'council_code')
  const value = (row[at] ?? '').trim()
  if (at < 0)
    return refused({ code: 'no-council', faults: [fault('pack', 1, 'missing-column', { column: 'council_code' })] })
  const column = columnOf(packFile('pack'), 'council_code')
  const cell = cellReader(column, () => '')(value)
  if (cell.ok) return done(cell.value)
  const refusal = fault('pack', 2, cell.refusal.code, { column: column.name, value })
  return refused({ code: 'no-council', faults: [refusal] })
}

async function firstBlock(path: string): Promise<Block | Fault> {
  try {
    for await (const block of readRows(path, 'pack')) return block
    return fault('pack', undefined, 'empty-file')
  } catch (found) {
    if (found instanceof Unreadable) return found.fault
    throw found
  }
}
