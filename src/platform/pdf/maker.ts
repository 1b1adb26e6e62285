import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Outcome } from '../../core/outcome.ts'
import { done, refused } from '../../core/outcome.ts'
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
    const paper = compiler.pdf(args, { pdfStandard: 'ua-1' })
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

/** Where the compiler built for this machine is, if it is. */
export function installedCompiler(
  platform: string = process.platform,
  arch: string = process.arch,
): string | undefined {
  const { resolve } = createRequire(import.meta.url)
  const systems: Readonly<Record<string, readonly string[]>> = {
    linux: [`linux-${arch}-gnu`, `linux-${arch}-musl`],
    darwin: [`darwin-${arch}`],
    win32: [`win32-${arch}-msvc`],
  }
  for (const system of systems[platform] ?? []) {
    try {
      return resolve(`@myriaddreamin/typst-ts-node-compiler-${system}`)
    } catch {
      // Not installed for this system: the next may be.
    }
  }
  return undefined
}

function compile(addon: string, documents: readonly PdfDocument[], timeout: number): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    // No setting of ours and no secret is passed on. One thread: the other cores are for the pages.
    const env = { RAYON_NUM_THREADS: '1' }
    const child = spawn(process.execPath, ['-e', CHILD], { env, stdio: 'pipe', timeout })
    const bytes: Buffer[] = []
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => bytes.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, 2_000)))
    child.once('error', reject)
    child.once('close', (code) => {
      const papers = code === 0 ? papersIn(Buffer.concat(bytes)) : []
      if (papers.length === documents.length) resolve(papers)
      // What it said may hold the document's own words, so only its first line goes on.
      else reject(new Error(`the paper was not made (${String(code)}): ${said.split('\n', 1)[0] ?? ''}`))
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify({ addon, template, documents }))
  })
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
