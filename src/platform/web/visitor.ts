import type { Actor } from '../work.ts'
import type { FaceScope } from '../db/scope.ts'

/** 'capability.verb', for example 'agreements.respond'. The roles that hold it are listed in one table, in access. */
export type Permission = `${string}.${string}`

/** Who is asking, where they chose to work and what they may do there. */
export type Visitor = {
  readonly accountId: string
  readonly name: string
  readonly face: 'provider' | 'council'
  readonly scope: FaceScope
  readonly council: CouncilIdentity
  /** Named on every page: "Elm House Care Ltd with Norfolk County Council". */
  readonly workplace: string
  readonly permissions: ReadonlySet<Permission>
  /** When this person last showed who they are; an act that binds asks again after ten minutes. */
  readonly provedAt: Date
  /** Came with a token that a proof has just renewed: only the same act with the same proof is taken. */
  readonly secondPress?: true
  readonly idleSeconds: number
  /** Notifications that wait unread here. */
  readonly unread?: number
  /** While a council's officer acts for the provider. */
  readonly acting?: Acting
  readonly sandbox?: InSandbox
}

/** A system that tries things out: whose sandbox it is in, and how far its clock is ahead of everybody else's. */
export type InSandbox = { readonly councilId: string; readonly id: string; readonly daysAhead: number }

export type Acting = { readonly id: string; readonly forName: string; readonly until: Date }

export type CouncilIdentity = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly colour: string
  /** What this council calls an individual agreement, and its letters: ISA, ISO or ISC. */
  readonly agreementWord: string
  readonly agreementAbbreviation: string
  readonly weekStartsOn: number
}

export function actorOf(visitor: Visitor): Actor {
  const { scope, name, face, acting } = visitor
  return { scope, name, face, ...(acting && { actingId: acting.id }) }
}
