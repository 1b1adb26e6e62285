import { sql } from 'kysely'
import type { Work } from '../work.ts'
import { notify, type Followed } from './notify.ts'

export type Happened = {
  /** What it happened to, any of which may be followed. */
  readonly to: readonly Followed[]
  /** Whose care or thread it is: only followers whose access reaches it are told. */
  readonly place: {
    readonly providerId: string
    readonly serviceId: string | null
    readonly contractId: string | null
  }
  /** One sentence that may be mailed: it names nobody in care. */
  readonly text: string
  /** Restricted people whom it is about: only followers who may know of them all are told. */
  readonly knowing?: readonly string[]
  /** Where it is, less the face: '/agreements/ID'. */
  readonly where: string
  readonly key: string
}

/** Followers on both sides, less whoever did it. Whose turn it is hears of it in the usual way. */
export function tellFollowers(work: Work, happened: Happened): Promise<void> {
  return tellFollowersOfMany(work, [happened])
}

/** The same for many things that happened by one act, with one look at who follows any of them. */
export async function tellFollowersOfMany(work: Work, happened: readonly Happened[]): Promise<void> {
  const followed = await findFollowed(work, happened)
  for (const one of happened) {
    if (followed === undefined || one.to.some(({ id }) => followed.has(id))) await tell(work, one)
  }
}

async function tell(work: Work, { to, place, text, where, key, knowing = [] }: Happened): Promise<void> {
  const about = { kind: 'followers', subjects: to, except: work.accountId } as const
  const { providerId, serviceId, contractId } = place
  await notify(work, {
    event: 'following.provider',
    to: { ...about, providerId, serviceId, contractId },
    text,
    href: `/provider${where}`,
    knowing,
    key: `following:${key}`,
  })
  await notify(work, {
    event: 'following.council',
    to: { ...about, providerId: null, serviceId: null, contractId: null },
    text,
    href: `/council${where}`,
    knowing,
    key: `following:${key}`,
  })
}

/** A batch of thousands must not queue news for nobody. A provider's work cannot see who else follows: then it is unknown. */
async function findFollowed(
  { tx, actor }: Work,
  happened: readonly Happened[],
): Promise<ReadonlySet<string> | undefined> {
  if (actor.scope.role !== 'portal_council') return undefined
  const subjects = [...new Set(happened.flatMap(({ to }) => to.map(({ id }) => id)))]
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from platform.following
    where council_id = ${tx.councilId} and subject_id = any(${subjects}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
