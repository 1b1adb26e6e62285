import { done, refused, type Outcome } from '../../core/outcome.ts'
import { installedCompiler, runCompiler } from './compiler.ts'

/**
 * `not-here`: no compiler is installed. `unreadable`: not a PDF that it can place on a page, or one with too many pages.
 * `no-such-page`: it has fewer. `nothing-left`: all of them would go.
 */
export type RemoveRefusal = { readonly code: 'not-here' | 'unreadable' | 'no-such-page' | 'nothing-left' }

const MOST_PAGES = 400
const LONGEST_MS = 30_000
const NO_SUCH_PAGE = 3
const NOTHING_LEFT = 4

/** A new paper, into which the pages that stay are copied: what is not copied is not in it, nor notes, fields or history. */
const TEMPLATE = String.raw`
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#for number in json(bytes(sys.inputs.pages)) { page(image("/paper.pdf", page: number)) }
`

/** The compiler says which page there is not, and so how many there are. */
const CHILD = `
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk))
process.stdin.on('end', () => {
  const { addon, template, paper, remove, most } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const { NodeCompiler } = require(addon)
  const compiler = NodeCompiler.create({ workspace: '/nowhere' })
  compiler.mapShadow('/nowhere/paper.pdf', Buffer.from(paper, 'base64'))
  const make = (pages) =>
    compiler.pdf({ mainFileContent: template, inputs: { pages: JSON.stringify(pages) } }, {})
  const count = () => {
    try {
      make([most + 1])
      return undefined
    } catch (error) {
      const [, missing] = /page (\\d+) does not exist/.exec(String(error.code)) ?? []
      if (missing === undefined) return undefined
    }
    let [low, high] = [0, most]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      try {
        make([middle])
        low = middle
      } catch {
        high = middle - 1
      }
    }
    return low === 0 ? undefined : low
  }
  const pages = count()
  if (pages === undefined) process.exit(1)
  if (remove.some((page) => page > pages)) process.exit(${String(NO_SUCH_PAGE)})
  const kept = Array.from({ length: pages }, (_, index) => index + 1).filter((page) => !remove.includes(page))
  if (kept.length === 0) process.exit(${String(NOTHING_LEFT)})
  process.stdout.write(make(kept))
})
`

/** A copy without these pages. Nothing of them is in it: it is written anew from those that stay. */
export async function removePages(
  paper: Buffer,
  pages: readonly number[],
  findCompiler = installedCompiler,
): Promise<Outcome<Buffer, RemoveRefusal>> {
  const addon = findCompiler()
  if (addon === undefined) return refused({ code: 'not-here' })
  const input = JSON.stringify({
    ...{ addon, template: TEMPLATE, paper: paper.toString('base64'), remove: pages, most: MOST_PAGES },
  })
  try {
    return done(await runCompiler({ script: CHILD, input, timeout: LONGEST_MS }))
  } catch (fault) {
    return refused({ code: codeOf(fault) })
  }
}

function codeOf(fault: unknown): RemoveRefusal['code'] {
  const [, status] = fault instanceof Error ? (/^the paper was not made \((\d+)\)/.exec(fault.message) ?? []) : []
  if (status === String(NO_SUCH_PAGE)) return 'no-such-page'
  return status === String(NOTHING_LEFT) ? 'nothing-left' : 'unreadable'
}
