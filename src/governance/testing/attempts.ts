import { sql } from 'kysely'
import type { Client } from 'pg'
import type { Db } from '../../platform/db/db.ts'
import type { Looker, Relation } from '../../start/verify/catalogue.ts'
import { foreignTo } from '../../start/verify/foreign.ts'
import { isRefused } from '../../start/verify/isolation.ts'
import type { Eyes } from '../../start/verify/scopes.ts'

type Attempt = { readonly act: string; readonly statement: string }
export type Attempted = { readonly what: string; readonly answer: string }

/** Rolled back whatever happens, so that one attempt does not spoil the next. */
class RolledBack extends Error {
  readonly rows: bigint
  constructor(rows: bigint) {
    super('rolled back')
    this.rows = rows
  }
}

/**
 * Every change of a stranger's row that the grants allow, tried on a row that is there: remove it, change each column
 * of it, add a copy of it, and give one's own rows away. The right answers are no rows and a refusal by the policy.
 */
export async function attemptAll(owner: Client, db: Db, { relation, eyes }: Looking): Promise<Attempted[]> {
  const attempted: Attempted[] = []
  for (const { name, scope } of eyes)
    for (const { act, statement } of await attemptsFor(owner, relation, scope))
      attempted.push({ what: `${act} ${relation.name} as ${name}`, answer: await answerTo(db, scope, statement) })
  return attempted
}
type Looking = { readonly relation: Relation; readonly eyes: readonly Eyes[] }

export function wentThrough(attempts: readonly Attempted[]): string[] {
  return attempts
    .filter(({ what, answer }) => answer !== 'nothing' && answer !== 'refused' && !allowed.includes(what))
    .map(({ what, answer }) => `${what}: ${answer}`)
}

/** A mail may be put in any council's queue by whoever signs in there; nobody but its staff reads the queue. */
const allowed = ['add to platform.mail as gate']

/** 'nothing' and 'refused' are right; a number of rows or another fault is not. */
async function answerTo(db: Db, scope: Looker, statement: string): Promise<string> {
  try {
    await db.write(scope, async (tx) => {
      const { numAffectedRows } = await sql.raw(statement).execute(tx)
      throw new RolledBack(numAffectedRows ?? 0n)
    })
    return 'committed'
  } catch (fault) {
    if (isRefused(fault)) return 'refused'
    if (fault instanceof RolledBack) return fault.rows === 0n ? 'nothing' : `${String(fault.rows)} rows`
    return String(fault)
  }
}

async function attemptsFor(owner: Client, relation: Relation, scope: Looker): Promise<Attempt[]> {
  const condition = foreignTo(relation, scope)
  if (condition === null || relation.isView) return []
  const { name, columns } = relation
  const strangers = await strangersTo(owner, relation, {
    condition: foreignTo(relation, writing(scope)) ?? 'false',
    scope,
  })
  const may = (right: 'insertableBy' | 'updatableBy'): string[] =>
    columns.filter((column) => column[right].includes(scope.role) && !column.isGenerated).map((column) => column.name)
  const updatable = may('updatableBy')
  const removing = { act: 'remove from', statement: `delete /* policy alone */ from ${name} where ${condition}` }
  return [
    ...strangers.flatMap((stranger) => copying(name, may('insertableBy'), stranger)),
    ...(relation.deletableBy.includes(scope.role) ? [removing] : []),
    ...updatable.map((column) => ({
      act: `change ${column} of`,
      statement: `update /* policy alone */ ${name} set ${column} = ${column} where ${condition}`,
    })),
    ...strangers.flatMap((stranger) => givingAway(name, updatable, { stranger, scope })),
  ]
}

/** What one may not read about a restricted person one may still write: a provider answers whoever they are not told of. */
function writing(scope: Looker): Looker {
  return scope.role === 'portal_gate' ? scope : { ...scope, known: 'everybody' }
}

function copying(name: string, insertable: readonly string[], stranger: Row): Attempt[] {
  if (insertable.length === 0) return []
  const list = insertable.join(', ')
  const record = `jsonb_populate_record(null::${name}, '${JSON.stringify(stranger).replaceAll("'", "''")}')`
  return [
    { act: 'add to', statement: `insert /* policy alone */ into ${name} (${list}) select ${list} from ${record}` },
  ]
}

type Giving = { readonly stranger: Row; readonly scope: Looker }

/** Without a condition of its own an update reads nothing, so that only what guards the writing can refuse it. */
function givingAway(name: string, updatable: readonly string[], { stranger, scope }: Giving): Attempt[] {
  return updatable
    .filter((column) => isAnothers(scope, column, stranger[column]))
    .map((column) => ({
      act: `give ${column} away in`,
      statement: `update /* policy alone */ ${name} set ${column} = '${String(stranger[column])}'`,
    }))
}

/** Staff may move a row between the companies of their own council. */
function isAnothers(scope: Looker, column: string, value: unknown): boolean {
  if (scope.role === 'portal_gate' || typeof value !== 'string') return false
  if (column === 'council_id') return value !== scope.councilId
  return column === 'provider_id' && scope.role !== 'portal_council' && value !== scope.providerId
}

type Row = Readonly<Record<string, unknown>>

type Among = { readonly condition: string; readonly scope: Looker }

/** One of each council, as near to one's own as there is: of the same company before any other. */
async function strangersTo(owner: Client, { name, columns }: Relation, { condition, scope }: Among): Promise<Row[]> {
  const has = (column: string) => columns.some((one) => one.name === column)
  const nearest =
    'providerId' in scope && has('provider_id') ? `, (provider_id = '${scope.providerId}') desc nulls last` : ''
  const [each, order] = has('council_id')
    ? ['distinct on (council_id)', `order by council_id${nearest}`]
    : ['', 'limit 1']
  const { rows } = await owner.query<{ row: Row }>(
    `select ${each} to_jsonb(t) as row from ${name} t where ${condition} ${order}`,
  )
  return rows.map(({ row }) => row)
}
