import { permissionsOf, type Mode, type ProviderRole } from './permissions.ts'

/** A grant as the gate reads it: what it is for, and what stands beside it (the services of a contract, and back). */
export type Grant = {
  readonly scope: 'organisation' | 'contract' | 'service'
  readonly role: ProviderRole
  readonly mode: Mode
  readonly contractId: string | null
  readonly serviceId: string | null
  readonly seenServices: readonly string[]
  readonly seenContracts: readonly string[]
}
export type Reach =
  | 'organisation'
  | {
      readonly services: readonly string[]
      readonly contracts: readonly string[]
      readonly seenServices: readonly string[]
      readonly seenContracts: readonly string[]
    }

/**
 * How far a person sees while doing one thing: only the grants that give its permission count. Somebody with finance
 * for the organisation and care management for one service does not record care for the whole organisation.
 */
export function reachFor(grants: readonly Grant[], permission: string | undefined): Reach {
  const giving = grants.filter((grant) => (permissionsOf(grant) as readonly string[]).includes(permission ?? ''))
  const counted = giving.length === 0 ? grants : giving
  if (counted.some(({ scope }) => scope === 'organisation')) return 'organisation'
  const services = each(counted, (grant) => (grant.serviceId === null ? [] : [grant.serviceId]))
  const contracts = each(counted, (grant) => (grant.contractId === null ? [] : [grant.contractId]))
  return {
    services,
    contracts,
    seenServices: [...new Set([...services, ...each(counted, (grant) => grant.seenServices)])],
    seenContracts: [...new Set([...contracts, ...each(counted, (grant) => grant.seenContracts)])],
  }
}

function each(grants: readonly Grant[], ids: (grant: Grant) => readonly string[]): readonly string[] {
  return [...new Set(grants.flatMap(ids))]
}
