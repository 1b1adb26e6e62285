import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from, to } from 'pg-copy-streams'
import { importPack, type ImportProgress } from '../../src/capabilities/exchange/index.ts'
import { localDate } from '../../src/core/dates.ts'
import { packSizes, writeSizedPack } from '../../src/demonstration/index.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db/db.ts'
import { withDatabase, withFolder, type BenchDatabase } from '../kit/database.ts'
import type { Figure, Reading, Say } from '../kit/figure.ts'

/** What the pack fills, in an order in which every row finds what it refers to. */
const TABLES = [
  'platform.council',
  'platform.council_setting',
  'payments.period',
  'providers.organisation',
  'providers.service',
  'contracts.contract',
  'contracts.contract_service',
  'contracts.contract_rule',
  'contracts.rate_line',
  'contracts.rate',
  'service_users.person',
  'service_users.served_person',
  'care_packages.package',
  'care_packages.package_version',
  'care_packages.timetable_entry',
  'agreements.agreement',
  'agreements.revision',
  'agreements.revision_line',
  'agreements.response',
  'access.account',
  'access.membership',
  'access.access_grant',
  'access.staff_role',
] as const

/** A county's migration pack: read, judged, resolved and applied, against COPY of the rows it became. */
export const importFigure: Figure = {
  names: ['import'],
  measure: async (say) => [
    await withFolder((folder) => withDatabase(say, (database) => measured(say, folder, database))),
  ],
}

async function measured(say: Say, folder: string, database: BenchDatabase): Promise<Reading> {
  const pack = path.join(folder, 'pack')
  await writeSizedPack(pack, packSizes.M, { asOf: localDate('2026-11-21'), seed: 'bench', recordedPeriods: 0 })
  const seconds = await imported(say, pack, database)
  const rows = await countRows(database.owner)
  const raw = await copied(folder, database.owner)
  say(`${String(rows)} rows: imported in ${seconds.toFixed(2)} s, copied in ${raw.toFixed(2)} s`)
  return {
    figure: 'import',
    value: rows / seconds,
    unit: 'rows/s',
    limit: rows / raw,
    limitIs: 'COPY of the same rows into the same tables, by their owner',
    bar: 0.25,
    sense: 'at-least',
  }
}

async function imported(say: Say, pack: string, { url }: BenchDatabase): Promise<number> {
  const db = openDb(url)
  try {
    const started = performance.now()
    let stage = ''
    const onProgress = (progress: ImportProgress) => {
      if (progress.stage !== stage)
        say(`${progress.stage}, after ${((performance.now() - started) / 1000).toFixed(2)} s`)
      stage = progress.stage
    }
    const report = await importPack(db, fixedClock('2026-11-21T09:00:00Z'), pack, { onProgress })
    if (report.status !== 'applied') throw new Error(`the pack has ${String(report.faultCount)} faults`)
    return (performance.now() - started) / 1000
  } finally {
    await db.close()
  }
}

async function countRows(owner: Client): Promise<number> {
  let rows = 0
  for (const table of TABLES) {
    const { rows: counted } = await owner.query<{ count: bigint }>(`select count(*) as count from ${table}`)
    rows += Number(counted[0]?.count ?? 0n)
  }
  return rows
}

/** Out to files, the tables emptied, and back in: keys, indexes and references are the product's own. */
async function copied(folder: string, owner: Client): Promise<number> {
  const files = TABLES.map((table) => ({ table, file: path.join(folder, `${table}.copy`) }))
  const columns = new Map<string, string>()
  for (const { table, file } of files) {
    columns.set(table, await columnsOf(owner, table))
    await pipeline(owner.query(to(`copy ${table} (${columns.get(table) ?? ''}) to stdout`)), createWriteStream(file))
  }
  await owner.query('truncate platform.council, access.account cascade')
  const started = performance.now()
  await owner.query('begin')
  for (const { table, file } of files)
    await pipeline(createReadStream(file), owner.query(from(`copy ${table} (${columns.get(table) ?? ''}) from stdin`)))
  await owner.query('commit')
  return (performance.now() - started) / 1000
}

async function columnsOf(owner: Client, table: string): Promise<string> {
  const { rows } = await owner.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows[0]?.names ?? ''
}
