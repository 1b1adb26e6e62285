import { ZipFile } from 'yazl'
import type { PdfBatchMaker } from '../../../../../platform/pdf/maker.ts'
import { paperOf } from '../../../commands/keep-papers.ts'
import { offerPaper } from '../../../commands/paper.ts'
import type { NewestPaper, PaperCouncil } from '../../../store/papers.ts'

type Papers = { readonly papers: readonly NewestPaper[]; readonly council: PaperCouncil }
type Parts = { readonly origin: string; readonly makePdfs: PdfBatchMaker }

/** A fixed moment for every entry: the same papers make the same file. */
const ANY_DAY = { year: 2000, month: 0, day: 1 }

/** The newest paper of each agreement, the signed one where there is one; what is not kept is made. */
export async function zipOf(
  { papers, council }: Papers,
  { origin, makePdfs }: Parts,
): Promise<NodeJS.ReadableStream | undefined> {
  const missing = papers.filter(({ bytes }) => bytes === null)
  const made = await makePdfs(missing.map(({ printed }) => offerPaper(paperOf(printed, council, origin))))
  const fresh = new Map(missing.map(({ printed }, index) => [printed.id, made.ok ? made.value[index] : undefined]))
  const entries = papers.flatMap(({ printed, kind, bytes }) => {
    const paper = bytes ?? fresh.get(printed.id)
    const name = `${printed.reference.replace(/[^\w.-]/g, '-')}-revision-${String(printed.revision)}`
    return paper === undefined ? [] : [{ paper, name: `${name}${kind === 'signed' ? '-signed' : ''}.pdf` }]
  })
  if (entries.length === 0) return undefined
  const zip = new ZipFile()
  const mtime = dateOf(ANY_DAY)
  for (const { paper, name } of entries) zip.addBuffer(paper, name, { mtime, compress: true })
  zip.end()
  return zip.outputStream
}

function dateOf({ year, month, day }: typeof ANY_DAY): Date {
  return new Date(Date.UTC(year, month, day))
}
