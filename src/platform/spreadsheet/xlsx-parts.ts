import type { Archive } from './archive.ts'
import { kindOfFormat, type NumberKind } from './serial-date.ts'
import { UnreadableFile } from './table.ts'
import { readXml, type XmlTag } from './xml.ts'

export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly part: string }
export type Workbook = { readonly sheets: readonly SheetPart[]; readonly is1904: boolean }

/** Shared texts live in memory while their sheet is read; a file of nothing but texts has to stop somewhere. */
const MOST_SHARED_TEXT = 48 * 1_048_576

/** The sheets in the order of their tabs, each with the part that holds it. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const targets = await readRelations(archive)
  const sheets: SheetPart[] = []
  let is1904 = false
  await readXml(await archive.open('xl/workbook.xml'), {
    open: ({ attributes }, name) => {
      if (name === 'workbookPr') is1904 = isTrue(attributes['date1904'])
      if (name !== 'sheet') return
      const part = targets.get(relationOf(attributes))
      const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden'
      if (part !== undefined) sheets.push({ name: attributes['name'] ?? '', hidden, part })
    },
    close: () => undefined,
  })
  return { sheets, is1904 }
}

async function readRelations(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  await readXml(await archive.open('xl/_rels/workbook.xml.rels'), {
    open: ({ attributes }, name) => {
      const { Id: id, Target: target, Type: type } = attributes
      if (name !== 'Relationship' || id === undefined || target === undefined) return
      if (type?.endsWith('/worksheet') === true)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
    close: () => undefined,
  })
  return targets
}

function relationOf(attributes: XmlTag['attributes']): string {
  return Object.entries(attributes).find(([name]) => name === 'id' || name.endsWith(':id'))?.[1] ?? ''
}

/** Texts that cells refer to by number. A rich text is its runs together; what is only there to be pronounced is not. */
export async function readSharedTexts(archive: Archive): Promise<readonly string[]> {
  if (!archive.names.has('xl/sharedStrings.xml')) return []
  const texts: string[] = []
  let held = 0
  let text = ''
  let inText = false
  let phonetic = false
  await readXml(await archive.open('xl/sharedStrings.xml'), {
    open: (_, name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        held += text.length + 8
        if (held > MOST_SHARED_TEXT) throw new UnreadableFile('too-large')
        texts.push(text)
      }
    },
    text: (part) => {
      if (inText) text += part
    },
  })
  return texts
}

/** What the numbers of each style mean. */
export async function readStyles(archive: Archive): Promise<readonly NumberKind[]> {
  if (!archive.names.has('xl/styles.xml')) return []
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let ofCells = false
  await readXml(await archive.open('xl/styles.xml'), {
    open: ({ attributes }, name) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') ofCells = true
      else if (name === 'xf' && ofCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        kinds.push(kindOfFormat(id, codes.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') ofCells = false
    },
  })
  return kinds
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
