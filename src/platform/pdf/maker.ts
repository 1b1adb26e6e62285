import type { Outcome } from '../../core/outcome.ts'
import { done, refused } from '../../core/outcome.ts'
import { installedCompiler, runCompiler } from './compiler.ts'
import type { PdfDocument } from './document.ts'
import { template } from './template.ts'

/** `not-here`: no compiler is installed for this machine. `busy`: as many papers wait as may. `too-long`: see below. */
export type PdfRefusal = { readonly code: 'not-here' } | { readonly code: 'busy' } | { readonly code: 'too-long' }
export type PdfMaker = (document: PdfDocument) => Promise<Outcome<Buffer, PdfRefusal>>
/** Papers of one batch, in the order in which they were asked for. */
export type PdfBatchMaker = (documents: readonly PdfDocument[]) => Promise<Outcome<readonly Buffer[], PdfRefusal>>

/** 2,000 rows take under a second; a longer paper is read as a spreadsheet. */
const MOST_ROWS = 2_000
const MOST_WAITING = 8
const LONGEST_MS = 20_000

/** A batch ends its process, and with it the memory: at 20 and more a second this many take some seconds. */
export const MOST_IN_A_BATCH = 200
const LONGEST_BATCH_MS = 120_000

/**
 * The compiler keeps 300 MB and more for as long as its process lives, so it gets one of its own that ends with the
 * papers. Given as text, because the product is bundled and a bundle has no second file to start. Each paper is
 * answered as four bytes of length and its own bytes.
 */
const CHILD = `
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk))
process.stdin.on('end', () => {
  const { addon, template, documents } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const { NodeCompiler } = require(addon)
  const compiler = NodeCompiler.create({ workspace: '/nowhere' })
  for (const document of documents) {
    const args = { mainFileContent: template, inputs: { document: JSON.stringify(document) } }
    const paper = compiler.pdf(args, { pdfStandard: document.datedOn === undefined ? 'ua-1' : 'a-2a' })
    const length = Buffer.alloc(4)
    length.writeUInt32BE(paper.length)
    process.stdout.write(length)
    process.stdout.write(paper)
    compiler.evictCache(10)
  }
})
`

/** Makes papers one after the other. The same document gives the same bytes. */
export function pdfMaker(findCompiler = installedCompiler): PdfMaker {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (document) => {
    if (rowsOf(document) > MOST_ROWS) return refused({ code: 'too-long' })
    const addon = findCompiler()
    if (addon === undefined) return refused({ code: 'not-here' })
    if (waiting >= MOST_WAITING) return refused({ code: 'busy' })
    waiting += 1
    const made = last.then(() => compile(addon, [document], LONGEST_MS))
    last = made.catch(() => undefined).finally(() => (waiting -= 1))
    const [paper] = await made
    if (paper === undefined) throw new Error('no paper was made')
    return done(paper)
  }
}

/** Makes many papers in one process, for a job: nobody waits at a screen for them, so they do not queue with the others. */
export function pdfBatchMaker(findCompiler = installedCompiler): PdfBatchMaker {
  return async (documents) => {
    if (documents.length > MOST_IN_A_BATCH || documents.some((one) => rowsOf(one) > MOST_ROWS))
      return refused({ code: 'too-long' })
    const addon = findCompiler()
    if (addon === undefined) return refused({ code: 'not-here' })
    return done(documents.length === 0 ? [] : await compile(addon, documents, LONGEST_BATCH_MS))
  }
}

function rowsOf({ sections }: PdfDocument): number {
  return sections.reduce((rows, section) => rows + section.rows.length, 0)
}

/** One queue for the whole process, whatever the papers are about. */
export const makePdf: PdfMaker = pdfMaker()

export const makePdfs: PdfBatchMaker = pdfBatchMaker()

async function compile(addon: string, documents: readonly PdfDocument[], timeout: number): Promise<readonly Buffer[]> {
  const input = JSON.stringify({ addon, template, documents })
  const papers = papersIn(await runCompiler({ script: CHILD, input, timeout }))
  if (papers.length !== documents.length) throw new Error('not every paper was made')
  return papers
}

function papersIn(answer: Buffer): readonly Buffer[] {
  const papers: Buffer[] = []
  for (let at = 0; at + 4 <= answer.length;) {
    const end = at + 4 + answer.readUInt32BE(at)
    papers.push(answer.subarray(at + 4, end))
    at = end
  }
  return papers
}
