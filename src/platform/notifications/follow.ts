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
  /** Where it is, less the face: '/agreements/ID'. */
  readonly where: string
  readonly key: string
}

/** Followers on both sides, less whoever did it. Whose turn it is hears of it in the usual way. */
export async function tellFollowers(work: Work, { to, place, text, where, key }: Happened): Promise<void> {
  if (!(await mayBeFollowed(work, to))) return
  const about = { kind: 'followers', subjects: to, except: work.accountId } as const
  const { providerId, serviceId, contractId } = place
  await notify(work, {
    event: 'following.provider',
    to: { ...about, providerId, serviceId, contractId },
    text,
    href: `/provider${where}`,
    key: `following:${key}`,
  })
  await notify(work, {
    event: 'following.council',
    to: { ...about, providerId: null, serviceId: null, contractId: null },
    text,
    href: `/council${where}`,
    key: `following:${key}`,
  })
}

/** A batch of thousands must not queue news for nobody. A provider's work cannot see who else follows, so it always asks. */
async function mayBeFollowed({ tx, actor }: Work, to: readonly Followed[]): Promise<boolean> {
  if (actor.scope.role !== 'portal_council') return true
  const found = await tx
    .selectFrom('platform.following')
    .where('council_id', '=', tx.councilId)
    .where(
      'subject_id',
      'in',
      to.map(({ id }) => id),
    )
    .select('kind')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
