import { Client } from 'pg'
import type { Config } from '../config.ts'
import { openDb } from '../platform/db/db.ts'
import { StartFault } from '../platform/start-fault.ts'
import { openDatabase } from './database.ts'
import { verifyAudit } from './verify/audit.ts'
import { lookThroughAllEyes, type Sight } from './verify/isolation.ts'
import { verifyLedger, type Verdict } from './verify/ledger.ts'
import { faultsOf, policyChecks } from './verify/policies.ts'

export const verifications = ['isolation', 'ledger', 'audit'] as const
export type Verification = (typeof verifications)[number]

const BROKEN = 1
type Say = (line: string) => void

/**
 * `portal verify [isolation|ledger|audit]`: asks a live installation whether its promises hold, and changes nothing.
 * Standard output is the report; 1 when a promise is broken.
 */
export async function verifyCommand(config: Config, wanted: readonly Verification[], say: Say): Promise<number> {
  const database = await openDatabase(config, say)
  const owner = new Client({ connectionString: database.ownerUrl })
  const db = openDb(database.url, { connections: 4, applicationName: 'portal verify' })
  try {
    await owner.connect()
    await refuseBlindOwner(owner)
    // One view of everything, so that what is being entered meanwhile does not look like a difference.
    await owner.query('begin isolation level repeatable read read only')
    let broken = 0
    for (const each of wanted) {
      say(`Verifying ${each}`)
      const { lines, faults } = await reports[each]({ owner, db })
      process.stdout.write(`${lines.join('\n')}\n`)
      broken += faults
    }
    process.stdout.write(broken === 0 ? 'Every promise holds.\n' : `${String(broken)} of the promises are broken.\n`)
    return broken === 0 ? 0 : BROKEN
  } finally {
    await owner.end()
    await db.close()
    await database.stop()
  }
}

type Asking = { readonly owner: Client; readonly db: ReturnType<typeof openDb> }
type Report = { readonly lines: readonly string[]; readonly faults: number }

const reports: Readonly<Record<Verification, (asking: Asking) => Promise<Report>>> = {
  isolation: async ({ owner, db }) => {
    const policies: Verdict[] = []
    for (const check of policyChecks) policies.push({ promise: check.promise, faults: await faultsOf(owner, check) })
    const [told, sights] = [reportOf(policies), await lookThroughAllEyes(owner, db)]
    const leaks = sights.filter(({ foreignSeen }) => foreignSeen > 0).length
    return { lines: [...told.lines, ...isolationTable(sights)], faults: told.faults + leaks }
  },
  ledger: async ({ owner }) => reportOf(await verifyLedger(owner)),
  audit: async ({ owner }) => reportOf(await verifyAudit(owner)),
}

function reportOf(verdicts: readonly Verdict[]): Report {
  const lines = verdicts.flatMap(({ promise, faults }) => [
    `${faults.length === 0 ? 'holds ' : 'BROKEN'} ${promise}`,
    ...faults.map((fault) => `         ${fault}`),
  ])
  return { lines, faults: verdicts.filter(({ faults }) => faults.length > 0).length }
}

/** Table, role, scope; rows seen, rows of others that are there, and rows of others seen, which must be nought. */
export function isolationTable(sights: readonly Sight[]): string[] {
  const rows = sights.map((sight) => [
    sight.relation,
    sight.role,
    sight.eyes,
    sight.open ? String(sight.rowsSeen) : 'closed',
    String(sight.foreignRows),
    sight.foreignSeen === 0 ? '0' : `${String(sight.foreignSeen)} LEAKED`,
  ])
  const table = [['table or view', 'role', 'through the eyes of', 'seen', 'of others', 'of others seen'], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const lines = table.map((row) => row.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join('  '))
  const relations = new Set(sights.map(({ relation }) => relation)).size
  const eyes = new Set(sights.map((sight) => sight.eyes)).size
  const leaks = sights.filter(({ foreignSeen }) => foreignSeen > 0).length
  const empty = sights.filter(({ foreignRows }) => foreignRows === 0).length
  return [
    ...lines.map((line) => line.trimEnd()),
    `${String(relations)} tables and views through ${String(eyes)} pairs of eyes: ${String(leaks)} leaks; ` +
      `${String(empty)} of ${String(sights.length)} lines had no row of others to see`,
  ]
}

function aligned(cell: string, column: number, width: number): string {
  return column < 3 ? cell.padEnd(width) : cell.padStart(width)
}

/** What there is to see is told by somebody whom no policy binds. */
async function refuseBlindOwner(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ sees: boolean }>(
    'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  )
  if (rows[0]?.sees !== true)
    throw new StartFault(
      'Verifying needs the owner of the tables with the right to bypass row-level security: set MIGRATION_DATABASE_URL.',
    )
}
