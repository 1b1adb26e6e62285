import { createHash } from 'node:crypto'
import type { PdfDocument } from '../../../platform/pdf/document.ts'
import { MOST_IN_A_BATCH, type PdfBatchMaker } from '../../../platform/pdf/maker.ts'
import { sealWords } from '../../../platform/seal/seal.ts'
import { sealPdf } from '../../../platform/seal/seal-pdf.ts'
import type { Seals } from '../../../platform/seal/seals.ts'
import { systemActor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { readContent } from '../rules/content.ts'
import {
  getPaperCouncil,
  listSignedBy,
  listUnprinted,
  recordPapers,
  type NewPaper,
  type PaperCouncil,
  type PaperKey,
  type Printed,
} from '../store/papers.ts'
import { offerPaper, signedPaper, type Paper } from './paper.ts'

/** What papers are made with: the compiler, the councils' seals, and the address that their QR codes lead to. */
export type PaperParts = { readonly makePdfs: PdfBatchMaker; readonly seals: Seals; readonly origin: string }

/** After the act that publishes commits: its papers are made in the background, in turn, so that mail does not wait for them. */
export async function queuePapers(work: Work, keys: readonly PaperKey[]): Promise<void> {
  for (let at = 0; at < keys.length; at += MOST_IN_A_BATCH) {
    const part = keys.slice(at, at + MOST_IN_A_BATCH)
    const payload = {
      councilId: work.tx.councilId,
      papers: part.map(({ id, revision }) => `${id}:${String(revision)}`),
    }
    await work.enqueue('agreements.keep-papers', payload, { queue: 'papers' })
  }
}

export async function queueSeal(work: Work, signingId: string): Promise<void> {
  await work.enqueue('agreements.seal', { councilId: work.tx.councilId, signingId }, { key: `seal:${signingId}` })
}

/** Papers of published texts, kept as made. Safe to repeat: what has its paper is left alone. */
export async function keepPapers(
  runner: WorkRunner,
  { makePdfs, origin }: PaperParts,
  { councilId, keys }: { readonly councilId: string; readonly keys: readonly PaperKey[] },
): Promise<void> {
  const actor = systemActor(councilId)
  const { council, unprinted } = await runner.run(actor, async ({ tx }) => ({
    council: await getPaperCouncil(tx),
    unprinted: await listUnprinted(tx, 'offer', keys),
  }))
  const bytes = await made(
    makePdfs,
    unprinted.map((one) => offerPaper(paperOf(one, council, origin))),
  )
  const papers = await together(unprinted, bytes, (paper) => ({ bytes: paper, sealedWith: null }))
  await runner.run(actor, ({ tx, now }) => recordPapers(tx, papers.map(kept('offer', now))))
}

/**
 * The signed papers of one act of signing, closed with the council's seal. The signature itself is complete without
 * them: they are made from what the signing kept, so a crash in between only makes them later.
 */
export async function sealPapers(
  runner: WorkRunner,
  { makePdfs, seals, origin }: PaperParts,
  { councilId, signingId }: { readonly councilId: string; readonly signingId: string },
): Promise<void> {
  const actor = systemActor(councilId)
  const { council, signed, unprinted, now } = await runner.run(actor, async (work) => {
    const keys = await listSignedBy(work.tx, signingId)
    return {
      council: await getPaperCouncil(work.tx),
      signed: keys,
      unprinted: await listUnprinted(work.tx, 'signed', keys),
      now: work.now,
    }
  })
  if (unprinted.length === 0) return
  const seal = await seals(council, now)
  if (seal === undefined) throw new Error(`there is no seal of ${council.code} to close signed papers with`)
  const evidenceOf = new Map(signed.map(({ id, evidence }) => [id, evidence]))
  const documents = unprinted.flatMap((one) => {
    const evidence = evidenceOf.get(one.id)
    return evidence === undefined ? [] : [signedPaper(paperOf(one, council, origin), evidence)]
  })
  const bytes = await made(makePdfs, documents)
  const sealed = await together(unprinted, bytes, async (paper, { reference, revision }) => ({
    bytes: await sealPdf(paper, seal, {
      name: council.name,
      reason: `Agreement ${reference}, revision ${String(revision)}, as signed`,
      location: council.name,
      at: signed[0]?.evidence.signedAt ?? now,
    }),
    sealedWith: sealWords(seal),
  }))
  await runner.run(actor, ({ tx, now: at }) => recordPapers(tx, sealed.map(kept('signed', at))))
}

export function paperOf(printed: Printed, council: PaperCouncil, origin: string): Paper {
  const { content, before, hash, publishedAt } = printed
  return {
    council: council.name,
    agreementWord: council.agreementWord,
    origin,
    offer: readContent(content),
    before: before === null ? undefined : readContent(before),
    fingerprint: hash,
    publishedAt,
  }
}

/** None where this kind of machine has no compiler: then there is the page, and it prints. */
async function made(makePdfs: PdfBatchMaker, documents: readonly PdfDocument[]): Promise<readonly Buffer[]> {
  const papers: Buffer[] = []
  for (let at = 0; at < documents.length; at += MOST_IN_A_BATCH) {
    const outcome = await makePdfs(documents.slice(at, at + MOST_IN_A_BATCH))
    if (!outcome.ok) return []
    papers.push(...outcome.value)
  }
  return papers
}

type Finished = { readonly bytes: Buffer; readonly sealedWith: string | null }

async function together(
  printed: readonly Printed[],
  papers: readonly Buffer[],
  finish: (paper: Buffer, printed: Printed) => Finished | Promise<Finished>,
): Promise<readonly (Finished & { readonly printed: Printed })[]> {
  const finished = []
  for (const [index, one] of printed.entries()) {
    const paper = papers[index]
    if (paper !== undefined) finished.push({ printed: one, ...(await finish(paper, one)) })
  }
  return finished
}

function kept(kind: NewPaper['kind'], at: Date) {
  return (one: Finished & { readonly printed: Printed }): NewPaper => ({
    ...one,
    kind,
    at,
    sha256: createHash('sha256').update(one.bytes).digest(),
  })
}
