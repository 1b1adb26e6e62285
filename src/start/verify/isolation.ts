import { sql } from 'kysely'
import type { Client } from 'pg'
import type { Db } from '../../platform/db/db.ts'
import { listRelations, type Relation } from './catalogue.ts'
import { foreignTo } from './foreign.ts'
import { listEyes, type Eyes } from './scopes.ts'

/** One line of the published table: one table through one pair of eyes. */
export type Sight = {
  readonly relation: string
  readonly role: Eyes['scope']['role']
  readonly eyes: string
  /** False where the role may not name the table at all. */
  readonly open: boolean
  readonly rowsSeen: number
  /** Rows of others that are there to be seen. Without any the line proves nothing. */
  readonly foreignRows: number
  readonly foreignSeen: number
}

/**
 * Every table and published view, through every role and several scopes of each, with no condition of our own: the
 * policies alone decide. The owner, whom no policy binds, says what there was to see.
 */
export async function lookThroughAllEyes(owner: Client, db: Db): Promise<readonly Sight[]> {
  const [relations, eyes] = [await listRelations(owner), await listEyes(owner)]
  const sights: Sight[] = []
  for (const relation of relations) sights.push(...(await lookAt(owner, db, { relation, eyes })))
  return sights
}

type Looking = { readonly relation: Relation; readonly eyes: readonly Eyes[] }

export async function lookAt(owner: Client, db: Db, { relation, eyes }: Looking): Promise<readonly Sight[]> {
  const there = await countThere(owner, { relation, eyes })
  return Promise.all(
    eyes.map(async ({ name, scope }, index): Promise<Sight> => {
      const foreignRows = there[index]?.foreign ?? 0
      const sight = { relation: relation.name, role: scope.role, eyes: name, foreignRows }
      const seen = await countSeen(db, relation, scope)
      if (seen === 'closed') return { ...sight, open: false, rowsSeen: 0, foreignSeen: 0 }
      // Where the role may not read whose a row is, more rows than are its own give the leak away.
      const foreignSeen = seen.foreign ?? Math.max(0, seen.rows - (there[index]?.own ?? 0))
      return { ...sight, open: true, rowsSeen: seen.rows, foreignSeen }
    }),
  )
}

async function countThere(owner: Client, { relation, eyes }: Looking): Promise<{ own: number; foreign: number }[]> {
  const counts = eyes.map(({ scope }) => `count(*) filter (where ${foreignTo(relation, scope) ?? 'false'})::int`)
  const { rows } = await owner.query<{ all: number; foreign: number[] }>(
    `select count(*)::int as all, array[${counts.join(', ')}] as foreign from ${relation.name}`,
  )
  const [found] = rows
  return (found?.foreign ?? []).map((foreign) => ({ own: (found?.all ?? 0) - foreign, foreign }))
}

type Seen = { readonly rows: number; readonly foreign: number | undefined }

async function countSeen(db: Db, relation: Relation, scope: Eyes['scope']): Promise<Seen | 'closed'> {
  const condition = foreignTo(relation, scope)
  const hidden = relation.columns.filter(({ readableBy }) => !readableBy.includes(scope.role))
  const unreadable = hidden.some(({ name }) => condition !== null && new RegExp(`\\b${name}\\b`).test(condition))
  const counted = unreadable ? 'null::int' : `count(*) filter (where ${condition ?? 'false'})::int`
  const statement = `select /* policy alone */ count(*)::int as rows, ${counted} as foreign from ${relation.name}`
  try {
    const { rows } = await db.read(scope, (tx) =>
      sql.raw<{ rows: number; foreign: number | null }>(statement).execute(tx),
    )
    const [found] = rows
    return { rows: found?.rows ?? 0, foreign: found?.foreign ?? undefined }
  } catch (fault) {
    if (isRefused(fault)) return 'closed'
    throw fault
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
export function isRefused(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === INSUFFICIENT_PRIVILEGE
}
