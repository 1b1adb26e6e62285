import { sql } from 'kysely'
import { loadRanges, loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The council of this code, or the id it will have; a code is taken by the first pack that names it. */
export async function findOrNameCouncil(tx: Tx, code: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select coalesce((select council_id from platform.council where code = ${code}), uuidv7()) as id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('a select without a table answers one row')
  return id
}

/** One load of a council at a time: the second waits, and then finds the first one's rows. */
export async function waitForOtherLoads(tx: Tx, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pack ${code}`}, 0))`.execute(tx)
}

export async function loadCouncil(tx: Tx): Promise<Loaded> {
  const loaded = await loadRows(tx, {
    target: 'platform.council',
    from: 'pack_pack s',
    key: [],
    columns: {
      code: 's.council_code',
      name: 's.name',
      short_name: 's.short_name',
      brand_colour: "coalesce(s.brand_colour, '#1d70b8')",
      agreement_word: 's.agreement_word',
      agreement_abbreviation: 's.agreement_abbreviation',
      week_starts_on: 's.week_starts_on',
      sign_in_policy: "coalesce(s.sign_in_policy, 'classic')",
      security_code: "coalesce(s.security_code, 'allowed')",
      first_access: "coalesce(s.first_access, 'link')",
      support_email: 's.support_email',
      support_phone: 's.support_phone',
      is_demonstration: 'coalesce(s.demonstration, false)',
    },
    versioned: true,
  })
  await tx
    .insertInto('platform.audit_head')
    .values({ council_id: tx.councilId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return loaded
}

export async function loadSettings(tx: Tx): Promise<Loaded> {
  return loadRanges(tx, {
    target: 'platform.council_setting',
    from: 'pack_settings s',
    valid: "daterange(s.starts_on, s.ends_on, '[]')",
    within: { key: 's.key' },
    columns: { value: 'to_jsonb(s.value)' },
  })
}

type PackLoad = {
  readonly hash: Buffer
  readonly status: 'applied' | 'refused'
  readonly startedAt: Date
  readonly finishedAt: Date
  readonly report: string
}

export async function recordLoad(tx: Tx, load: PackLoad): Promise<void> {
  await tx
    .insertInto('exchange.pack_load')
    .values({
      council_id: tx.councilId,
      pack_hash: load.hash,
      status: load.status,
      started_at: load.startedAt,
      finished_at: load.finishedAt,
      report: load.report,
    })
    .execute()
}

/** Whether the council is already here; a refused first pack leaves no trace. */
export async function councilExists(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('platform.council')
    .select('council_id')
    .where('council_id', '=', tx.councilId)
    .executeTakeFirst()
  return row !== undefined
}
