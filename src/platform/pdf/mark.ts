import { done, refused, type Outcome } from '../../core/outcome.ts'
import { installedCompiler, runCompiler } from './compiler.ts'

/** `not-here`: no compiler is installed. `unreadable`: not a PDF that it can place on a page, or one with too many pages. */
export type MarkRefusal = { readonly code: 'not-here' | 'unreadable' }

const MOST_PAGES = 400
const LONGEST_MS = 30_000

/** Each page as it is, and over it, pale and aslant, the mark. The paper's own links and fields are not taken over. */
const TEMPLATE = String.raw`
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#let mark = {
  set text(font: "Libertinus Serif", size: 20pt, fill: rgb(60, 60, 60, 90))
  rotate(-35deg, sys.inputs.mark)
}
#for number in range(1, int(sys.inputs.pages) + 1) {
  page(foreground: {
    place(center + top, dy: 18%, mark)
    place(center + horizon, mark)
    place(center + bottom, dy: -18%, mark)
  }, image("/paper.pdf", page: number))
}
`

/** The compiler says which page there is not, and so how many there are: the second try is for exactly those. */
const CHILD = `
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk))
process.stdin.on('end', () => {
  const { addon, template, paper, mark, most } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const { NodeCompiler } = require(addon)
  const compiler = NodeCompiler.create({ workspace: '/nowhere' })
  compiler.mapShadow('/nowhere/paper.pdf', Buffer.from(paper, 'base64'))
  const make = (pages) =>
    compiler.pdf({ mainFileContent: template, inputs: { mark, pages: String(pages) } }, {})
  try {
    make(most + 1)
    process.exitCode = 1
  } catch (error) {
    const [, missing] = /page (\\d+) does not exist/.exec(String(error.code)) ?? []
    if (missing === undefined || missing === '1') process.exitCode = 1
    else process.stdout.write(make(Number(missing) - 1))
  }
})
`

/** A copy that names its reader on every page. What cannot be marked is not given unmarked. */
export async function markPdf(
  paper: Buffer,
  mark: string,
  findCompiler = installedCompiler,
): Promise<Outcome<Buffer, MarkRefusal>> {
  const addon = findCompiler()
  if (addon === undefined) return refused({ code: 'not-here' })
  const input = JSON.stringify({ addon, template: TEMPLATE, paper: paper.toString('base64'), mark, most: MOST_PAGES })
  try {
    return done(await runCompiler({ script: CHILD, input, timeout: LONGEST_MS }))
  } catch {
    return refused({ code: 'unreadable' })
  }
}
