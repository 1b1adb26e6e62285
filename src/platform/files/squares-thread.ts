import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { extractText, getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { z } from 'zod'

type Pixels = {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly colorSpace: 'srgb'
}
type Document = Awaited<ReturnType<typeof getDocumentProxy>>

/** A sheet has a few pages; more than that is not a signed sheet. */
const MOST_PAGES = 20
const MOST_PICTURES = 4
const MOST_PIXELS = 50_000_000

const Picture = z.object({
  kind: z.int().optional(),
  data: z.union([z.instanceof(Uint8Array), z.instanceof(Uint8ClampedArray)]),
  width: z.int().min(1),
  height: z.int().min(1),
})
type Picture = z.infer<typeof Picture>

/** One bit, three bytes or four bytes a pixel, as PDF.js names them. */
const BY_BIT = 1
const BY_THREE = 2

const Given = z.object({ kind: z.enum(['pdf', 'png', 'jpeg']), bytes: z.instanceof(Uint8Array) })
const { kind, bytes } = Given.parse(workerData)

// From the package, and never from a network.
const program = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(program).buffer } })

parentPort?.postMessage(kind === 'pdf' ? await inDocument(bytes) : await decoded(bytes))

async function decoded(picture: Uint8Array | Pixels): Promise<readonly string[]> {
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: MOST_PICTURES })
  return found.flatMap(({ text, isValid }) => (isValid && text !== '' ? [text] : []))
}

/** The squares stand at the end of a sheet. A PDF that was never paper has its fingerprint in words. */
async function inDocument(file: Uint8Array): Promise<readonly string[]> {
  const document = await getDocumentProxy(file)
  const { text } = await extractText(document, { mergePages: true })
  const written = [...text.matchAll(/(?<![0-9a-f])(?:[0-9a-f]\s?){63}[0-9a-f](?![0-9a-f])/g)].map(([found]) =>
    found.replaceAll(/\s/g, ''),
  )
  if (written.length > 0) return written
  for (let page = document.numPages; page > Math.max(0, document.numPages - MOST_PAGES); page -= 1) {
    for (const picture of await picturesOf(document, page)) {
      const found = await decoded(picture)
      if (found.length > 0) return found
    }
  }
  return []
}

async function picturesOf(document: Document, number: number): Promise<readonly Pixels[]> {
  const { OPS } = await getResolvedPDFJS()
  const page = await document.getPage(number)
  const { fnArray, argsArray } = await page.getOperatorList()
  const names = fnArray.flatMap((operation, index) => {
    const given: unknown = argsArray[index]
    const name: unknown = operation === OPS.paintImageXObject && Array.isArray(given) ? given[0] : undefined
    return typeof name === 'string' ? [name] : []
  })
  const pictures: Pixels[] = []
  for (const name of names.slice(0, MOST_PICTURES)) {
    const objects = name.startsWith('g_') ? page.commonObjs : page.objs
    const picture = Picture.safeParse(await new Promise((resolve) => void objects.get(name, resolve)))
    if (picture.success && picture.data.width * picture.data.height <= MOST_PIXELS)
      pictures.push(pixelsOf(picture.data))
  }
  return pictures
}

function pixelsOf({ kind: layout, data, width, height }: Picture): Pixels {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  const bytesInRow = (width + 7) >> 3
  const each = layout === BY_THREE ? 3 : 4
  for (let at = 0; at < width * height; at += 1) {
    if (layout === BY_BIT) {
      const byte = data[Math.floor(at / width) * bytesInRow + ((at % width) >> 3)] ?? 0
      pixels.fill((byte >> (7 - ((at % width) & 7))) & 1 ? 255 : 0, at * 4, at * 4 + 3)
    } else {
      for (let colour = 0; colour < 3; colour += 1) pixels[at * 4 + colour] = data[at * each + colour] ?? 255
    }
  }
  return { data: pixels, width, height, colorSpace: 'srgb' }
}
