import { sql } from 'kysely'
import type { Tx } from '../db/tx.ts'
import type { Work } from '../work.ts'
import type { EventCode } from './events.ts'

/** Who is told. Looked up when the job runs, with the council's eyes: a provider's work cannot see the council's staff. */
export type Audience =
  | { readonly kind: 'staff'; readonly roles: readonly string[] }
  | { readonly kind: 'administrators'; readonly providerId: string }
  /** Everyone at a provider whose work is the care of one of these places: whoever may ask the council about it. */
  | { readonly kind: 'care'; readonly providerId: string; readonly places: readonly CarePlace[] }
  | { readonly kind: 'people'; readonly providerId: string | null; readonly accountIds: readonly string[] }

type CarePlace = { readonly serviceId: string; readonly contractId: string }

export type Followed = { readonly kind: 'person' | 'package' | 'conversation'; readonly id: string }
/** On one side: those who follow one of these, whose access there still reaches it, and who did not do it themselves. */
export type Followers = {
  readonly kind: 'followers'
  readonly subjects: readonly Followed[]
  readonly except: string
  readonly providerId: string | null
  readonly serviceId: string | null
  readonly contractId: string | null
}

export type News = {
  readonly event: EventCode
  readonly to: Audience | Followers
  /** One sentence. It may be mailed, so it names nobody in care and no amount. */
  readonly text: string
  /** Restricted people whom it is about: only those who may know of them all are told. */
  readonly knowing?: readonly string[]
  /** Where in the portal it is. */
  readonly href: string
  /** What happened: the same key tells a person once. */
  readonly key: string
}

/** Tells if and only if the work commits. */
export async function notify(work: Work, news: News): Promise<void> {
  const councilId = work.tx.councilId
  await work.enqueue('platform.notify', { councilId, news: JSON.stringify(news) })
}

/** At the gate, where no council's work has begun: somebody who tries to sign in is nobody yet. */
export async function notifyFromGate(tx: Tx, councilId: string, news: News): Promise<void> {
  const payload = JSON.stringify({ councilId, news: JSON.stringify(news) })
  await sql`select platform.enqueue('platform.notify', ${payload}::jsonb, ${news.key}, null)`.execute(tx)
}
