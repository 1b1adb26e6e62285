import { sql } from 'kysely'
import { providerActor, type Stage } from '../../../testing/stage.ts'
import type { APackage, AProvider } from '../../../testing/world.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'
import { visitColumns, type VisitColumn } from '../rules/visit-columns.ts'
import { anUpload } from './uploads.ts'

export const VISITS_HEADING = visitColumns.join(',')

export function clientOf(care: Pick<APackage, 'personId'>): string {
  return `W-${care.personId.slice(0, 8)}`
}

/** Half an hour on Monday at eight, logged by an app; what the test says is otherwise. */
export function aVisitLine(over: Readonly<Partial<Record<VisitColumn, string>>>): string {
  const cells: Readonly<Partial<Record<VisitColumn, string>>> = {
    visit_date: '2025-03-31',
    claimed_start: '08:00',
    claimed_minutes: '30',
    actual_start: '08:01',
    actual_end: '08:33',
    carer_ref: 'C1',
    status: 'DELIVERED',
    capture: 'APP',
    ...over,
  }
  return visitColumns.map((column) => cells[column] ?? '').join(',')
}

export type JudgedVisit = {
  readonly line: number
  readonly outcome: string
  readonly state: string | null
  readonly why: string | null
  readonly package_id: string | null
  readonly paid_minutes: number | null
  readonly placed_by: string | null
  readonly held_code: string | null
  readonly codes: readonly string[] | null
  readonly warnings: readonly string[] | null
  readonly more: Readonly<Record<string, string>> | null
}

/** What became of each visit of a file. */
export async function fileVisits(stage: Stage, provider: AProvider, uploadId: string): Promise<readonly JudgedVisit[]> {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<JudgedVisit>`
      select * from actuals.upload_visit where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and upload_id = ${uploadId}
      order by line`.execute(tx)
    return rows
  })
}

/** Sent in a file of call monitoring, checked and saved. */
export async function saveVisits(
  stage: Stage,
  provider: AProvider,
  visits: readonly Readonly<Partial<Record<VisitColumn, string>>>[],
): Promise<void> {
  const { uploadId, head } = await anUpload(stage, provider, [VISITS_HEADING, ...visits.map(aVisitLine)].join('\n'))
  const saved = await stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: head.row_version, confirmed: [], reason: '' }),
  )
  if (!saved.ok) throw new Error(saved.refusal.code)
}

/** The visits of a provider that are kept. */
export async function keptVisits(stage: Stage, provider: AProvider) {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<{
      reference: string
      state: string
      paid_minutes: number | null
      logged_minutes: number
      row_version: number
    }>`
      select reference, state, paid_minutes, logged_minutes, row_version from actuals.visit
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} order by reference`.execute(tx)
    return rows
  })
}
