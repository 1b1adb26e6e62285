import { createHash } from 'node:crypto'
import { DatabaseError } from 'pg'
import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import { systemScope } from '../../../platform/db/scope.ts'
import { systemActor, workRunner, type Work } from '../../../platform/work.ts'
import type { Loaded } from '../../../platform/db/load.ts'
import { fault } from '../rules/faults.ts'
import { packFiles } from '../rules/format.ts'
import type { FileReport, PackReport } from '../rules/report.ts'
import { findFaults } from '../store/checks.ts'
import { councilExists, findOrNameCouncil, recordLoad, waitForOtherLoads } from '../store/council.ts'
import { createStaging } from '../store/staging.ts'
import { applyPack } from './apply-pack.ts'
import { FaultList, MOST_FAULTS } from './fault-list.ts'
import { findPackFiles, type FoundFile } from './find-files.ts'
import { readCouncilCode } from './read-council-code.ts'
import { stageFile, type Staged } from './stage-file.ts'

export type ImportProgress =
  | { readonly stage: 'reading'; readonly file: string; readonly rows: number; readonly percent: number }
  | { readonly stage: 'checking' | 'applying'; readonly file: string }

type ImportOptions = { readonly onProgress?: (progress: ImportProgress) => void }

/** Carries the refusal out of the transaction, so that nothing of the pack stays. */
class PackRefused extends Error {
  override readonly name = 'PackRefused'
  readonly report: PackReport
  constructor(report: PackReport) {
    super('the pack has faults')
    this.report = report
  }
}

/**
 * Loads a migration pack: read and judged as a whole, then applied in one transaction or not at all. Loading the same
 * pack again changes nothing; a load that was killed is simply started again.
 */
export async function importPack(db: Db, clock: Clock, dir: string, options: ImportOptions = {}): Promise<PackReport> {
  const startedAt = clock.now()
  const { found, faults } = await findPackFiles(dir)
  const named = await readCouncilCode(found)
  const early = [...faults, ...(named.ok ? [] : named.refusal.faults)]
  if (!named.ok) return refusedReport({ code: '', staged: new Map() }, listOf(early))
  const code = named.value
  const pack = { code, found, early, startedAt, onProgress: options.onProgress ?? (() => undefined) }
  try {
    return await loadOrRefuse(db, clock, pack)
  } catch (failure) {
    // Two first packs of one council started together: the other one has made the council by now.
    if (!isCodeTaken(failure)) throw failure
    return loadOrRefuse(db, clock, pack)
  }
}

async function loadOrRefuse(db: Db, clock: Clock, pack: Pack): Promise<PackReport> {
  const councilId = await db.read({ role: 'portal_gate' }, (tx) => findOrNameCouncil(tx, pack.code))
  try {
    return await workRunner(db, clock).runBulk(systemActor(councilId), (work) => load(work, pack, clock))
  } catch (refusal) {
    if (!(refusal instanceof PackRefused)) throw refusal
    await db.write(systemScope(councilId), async (tx) => {
      if (await councilExists(tx)) await recordLoad(tx, outcome(refusal.report, pack.startedAt, clock))
    })
    return refusal.report
  }
}

function isCodeTaken(failure: unknown): boolean {
  return failure instanceof DatabaseError && failure.constraint === 'council_code_key'
}

type Pack = {
  readonly code: string
  readonly found: readonly FoundFile[]
  readonly early: PackReport['faults']
  readonly startedAt: Date
  readonly onProgress: (progress: ImportProgress) => void
}

async function load(work: Work, pack: Pack, clock: Clock): Promise<PackReport> {
  const faults = listOf(pack.early)
  await waitForOtherLoads(work.tx, pack.code)
  await createStaging(work.tx, packFiles)
  const staged = await stageAll(work, pack, faults)
  await checkAll(work, pack, staged, faults)
  if (faults.count > 0) throw new PackRefused(refusedReport({ code: pack.code, staged }, faults))

  const loaded = await applyPack(work, (file) => pack.onProgress({ stage: 'applying', file }))
  const report = appliedReport(pack.code, staged, loaded)
  await recordLoad(work.tx, outcome(report, pack.startedAt, clock))
  await work.audit(
    'pack.imported',
    { type: 'council', id: work.tx.councilId },
    { hash: report.packHash, rows: report.rows },
  )
  return report
}

async function stageAll({ tx }: Work, pack: Pack, faults: FaultList): Promise<ReadonlyMap<string, Staged>> {
  const staged = new Map<string, Staged>()
  const total = Math.max(
    1,
    pack.found.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  let read = 0
  for (const { file, path } of pack.found) {
    const onRows = (rows: number, bytes: number) => {
      read += bytes
      pack.onProgress({
        stage: 'reading',
        file: file.name,
        rows,
        percent: Math.min(100, Math.floor((read * 100) / total)),
      })
    }
    const result = await stageFile(tx, file, path, { faults, onRows })
    staged.set(file.name, result)
    if (file.name === 'pack' && result.rows !== 1)
      faults.add(fault('pack', undefined, 'wrong-row-count', { also: String(result.rows) }))
  }
  return staged
}

/** What only the whole set shows. A file that could not be read is not held against those that refer to it. */
async function checkAll(
  { tx }: Work,
  { found, onProgress }: Pack,
  staged: ReadonlyMap<string, Staged>,
  faults: FaultList,
): Promise<void> {
  const broken = packFiles.filter(
    ({ name, required }) => staged.get(name)?.whole === false || (required && !staged.has(name)),
  )
  const unknown = broken.map(({ name }) => name)
  for (const { file } of found) {
    onProgress({ stage: 'checking', file: file.name })
    const { count, first } = await findFaults(tx, file, { unknown, most: Math.max(1, faults.room) })
    const kept = first.slice(0, faults.room)
    faults.add(...kept)
    if (count > kept.length) faults.addUnkept(`${file.name}.csv`, count - kept.length)
  }
}

function listOf(early: PackReport['faults']): FaultList {
  const faults = new FaultList()
  faults.add(...early)
  return faults
}

type Read = { readonly code: string; readonly staged: ReadonlyMap<string, Staged> }

function refusedReport({ code, staged }: Read, faults: FaultList): PackReport {
  const files = packFiles.flatMap(({ name }) => {
    const rows = staged.get(name)?.rows ?? 0
    return [{ file: name, rows, added: 0, changed: 0, removed: 0, unchanged: 0, refused: faults.countOf(name) }]
  })
  return {
    status: 'refused',
    council: code,
    packHash: hashOf(staged),
    rows: sumOf(files),
    files,
    faultCount: faults.count,
    faults: faults.kept.slice(0, MOST_FAULTS),
  }
}

function appliedReport(
  council: string,
  staged: ReadonlyMap<string, Staged>,
  loaded: ReadonlyMap<string, Loaded>,
): PackReport {
  const files = packFiles.map(({ name }): FileReport => {
    const rows = staged.get(name)?.rows ?? 0
    const { added, changed, removed } = loaded.get(name) ?? { added: 0, changed: 0, removed: 0 }
    return { file: name, rows, added, changed, removed, unchanged: Math.max(0, rows - added - changed), refused: 0 }
  })
  return { status: 'applied', council, packHash: hashOf(staged), rows: sumOf(files), files, faultCount: 0, faults: [] }
}

function sumOf(files: readonly FileReport[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0)
}

function hashOf(staged: ReadonlyMap<string, Staged>): string {
  const hash = createHash('sha256')
  for (const [name, { hash: own }] of staged) hash.update(`${name} ${own}\n`)
  return hash.digest('hex')
}

function outcome(report: PackReport, startedAt: Date, clock: Clock) {
  const { status, packHash } = report
  const text = JSON.stringify({ ...report, faults: report.faults.slice(0, 100) })
  return { hash: Buffer.from(packHash, 'hex'), status, startedAt, finishedAt: clock.now(), report: text }
}
