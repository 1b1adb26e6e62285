import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { openTable } from '../../../../platform/spreadsheet/open-table.ts'
import { UnreadableFile, type TableRow } from '../../../../platform/spreadsheet/table.ts'
import { parsedXml, type XmlHandler, type XmlTag } from '../../../../platform/spreadsheet/xml.ts'
import { isAbacusHeading, readAbacusVisit, type AbacusVisit } from '../../rules/file/abacus.ts'

type Visits = AsyncGenerator<readonly AbacusVisit[]>

/** Visits of an Abacus service delivery file, CSV or its XML twin; undefined when the file is something else. */
export async function openAbacus(path: string): Promise<Visits | undefined> {
  return (await beginsAsXml(path)) ? xmlVisits(path) : csvVisits(path)
}

async function beginsAsXml(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0)
    return /^(\uFEFF|ï»¿)?\s*</.test(buffer.subarray(0, bytesRead).toString('latin1'))
  } finally {
    await file.close()
  }
}

async function csvVisits(path: string): Promise<Visits | undefined> {
  const table = await openTable(path)
  const rows = table.sheets.find(({ hidden }) => !hidden)?.rows()
  const first = await rows?.next()
  const heading = first === undefined || first.done === true ? undefined : first.value[0]
  if (
    rows === undefined ||
    first === undefined ||
    first.done === true ||
    heading === undefined ||
    !isAbacusHeading(heading.cells)
  ) {
    table.close()
    return undefined
  }
  const visit = ({ line, cells }: TableRow) =>
    readAbacusVisit(line, Object.fromEntries(heading.cells.map((name, index) => [name, cells[index] ?? ''])))
  const early = first.value.slice(1)
  return (async function* () {
    try {
      yield early.map(visit)
      for await (const block of rows) yield block.map(visit)
    } finally {
      table.close()
    }
  })()
}

/** File › ProviderContract › ServiceDeliveryHeader › HomeCareVisit: what a visit does not say, its surroundings do. */
async function* xmlVisits(path: string): Visits {
  const visits = new XmlVisits()
  yield* parsedXml(createReadStream(path), visits, visits.take)
  if (!visits.isAbacus) throw new UnreadableFile('not-a-table')
}

const LEVELS = ['File', 'ProviderContract', 'ServiceDeliveryHeader', 'HomeCareVisit']
const LONGEST = 10_000

class XmlVisits implements XmlHandler {
  isAbacus = false
  #visits: AbacusVisit[] = []
  #count = 0
  #cells: Record<string, string>[] = []
  #name = ''
  #text = ''

  readonly take = (): readonly AbacusVisit[] | undefined => {
    if (this.#visits.length === 0) return undefined
    const visits = this.#visits
    this.#visits = []
    return visits
  }

  readonly open = ({ attributes }: XmlTag, name: string): void => {
    this.#text = ''
    this.#name = name
    if (!LEVELS.includes(name)) return
    this.isAbacus ||= name === 'ServiceDeliveryHeader'
    this.#cells.push({ ...attributes })
  }

  readonly close = (name: string): void => {
    if (name === 'HomeCareVisit') {
      this.#count += 1
      this.#visits.push(readAbacusVisit(this.#count, Object.assign({}, ...this.#cells) as Record<string, string>))
    }
    if (LEVELS.includes(name)) this.#cells.pop()
    else if (name === this.#name) this.#keep(name)
  }

  readonly text = (part: string): void => {
    this.#text += part
    if (this.#text.length > LONGEST) throw new UnreadableFile('too-large', this.#count + 1)
  }

  #keep(name: string): void {
    const own = this.#cells.at(-1)
    if (own !== undefined) own[name] = this.#text.trim()
  }
}
