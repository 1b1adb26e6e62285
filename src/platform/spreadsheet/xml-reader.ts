import { createReadStream } from 'node:fs'
import type { FileRecord } from './records.ts'
import { tableOfRecords } from './records.ts'
import { LONGEST_CELL, UnreadableFile, type TableFile } from './table.ts'
import { parsedXml, type XmlHandler, type XmlTag } from './xml.ts'

/**
 * Reads records of any vocabulary: a record is an element that holds fields and no other record, and what its surroundings
 * say above it belongs to it too. File › ProviderContract › ServiceDeliveryHeader › HomeCareVisit makes one row a visit.
 */
export function openXml(path: string): TableFile {
  return tableOfRecords('xml', () => Promise.resolve({ facts: {}, records: () => recordsOf(path) }))
}

async function* recordsOf(path: string): AsyncGenerator<readonly FileRecord[]> {
  const gatherer = new Gatherer()
  yield* parsedXml(createReadStream(path), gatherer, gatherer.take)
}

type Level = {
  readonly own: Record<string, string>
  text: string
  /** Whether an element was opened in it, and whether one of those was more than a field. */
  hasFields: boolean
  hasRecords: boolean
}

class Gatherer implements XmlHandler {
  #levels: Level[] = []
  #found: FileRecord[] = []
  #count = 0
  #depth: number | undefined

  readonly take = (): readonly FileRecord[] | undefined => {
    if (this.#found.length === 0) return undefined
    const found = this.#found
    this.#found = []
    return found
  }

  readonly open = ({ attributes }: XmlTag): void => {
    const above = this.#levels.at(-1)
    if (above !== undefined) above.hasFields = true
    this.#levels.push({ own: { ...attributes }, text: '', hasFields: false, hasRecords: false })
  }

  readonly close = (name: string): void => {
    const level = this.#levels.pop()
    const above = this.#levels.at(-1)
    if (level === undefined) return
    const isField = !level.hasFields && Object.keys(level.own).length === 0
    if (above !== undefined && isField) above.own[name] = level.text.trim()
    if (above !== undefined && !isField) above.hasRecords = true
    if (!isField && !level.hasRecords) this.#keep(level)
  }

  /** A header without records under it stands higher than the records do, and is none. */
  #keep({ own }: Level): void {
    this.#depth ??= this.#levels.length
    if (this.#levels.length < this.#depth) return
    this.#found.push(Object.assign({}, ...this.#levels.map((level) => level.own), own) as FileRecord)
    this.#count += 1
  }

  readonly text = (part: string): void => {
    const level = this.#levels.at(-1)
    // What stands between fields is white space, however much of it.
    if (level === undefined || level.hasFields) return
    level.text += part
    if (level.text.length > LONGEST_CELL) throw new UnreadableFile('too-large', this.#count + 1)
  }
}
