import type { Client } from 'pg'
import { systemAccountId } from '../../platform/db/scope.ts'
import type { Looker } from './catalogue.ts'

/** Somebody's eyes, with a name for the report. */
export type Eyes = { readonly name: string; readonly scope: Looker }

type Place = {
  readonly councilId: string
  readonly code: string
  readonly providerId: string | null
  readonly supplier: string | null
  readonly serviceId: string | null
  readonly contractId: string | null
  readonly servicesOfContract: readonly string[]
  readonly contractsOfService: readonly string[]
}

/**
 * Of every council: its staff, and the company with the most services as a whole, with one service and with one
 * contract alone. The gate, before anyone is known, is looked through once.
 */
export async function listEyes(owner: Client): Promise<readonly Eyes[]> {
  const { rows } = await owner.query<Place>(`
    select c.council_id as "councilId", c.code, o.id as "providerId", o.reference as supplier,
      k.service_id as "serviceId", k.contract_id as "contractId",
      (select coalesce(jsonb_agg(x.service_id), '[]') from contracts.contract_service x
        where x.council_id = k.council_id and x.contract_id = k.contract_id) as "servicesOfContract",
      (select coalesce(jsonb_agg(x.contract_id), '[]') from contracts.contract_service x
        where x.council_id = k.council_id and x.service_id = k.service_id) as "contractsOfService"
    from platform.council c
    left join lateral (
      select o.council_id, o.id, o.reference from providers.organisation o where o.council_id = c.council_id
      order by (select count(*) from providers.service s where s.council_id = o.council_id and s.provider_id = o.id) desc,
        o.reference limit 1) o on true
    left join lateral (
      select k.* from contracts.contract_service k where k.council_id = o.council_id and k.provider_id = o.id
      order by k.service_id, k.contract_id limit 1) k on true
    order by c.code`)
  return [{ name: 'gate', scope: { role: 'portal_gate' } }, ...rows.flatMap(eyesOf)]
}

function eyesOf(place: Place): Eyes[] {
  const { code, councilId, providerId, supplier, serviceId, contractId } = place
  const accountId = systemAccountId
  const staff: Eyes = { name: `${code} staff`, scope: { role: 'portal_council', councilId, accountId } }
  if (providerId === null) return [staff]
  const company = `${code} supplier ${supplier ?? ''}`
  const own = { councilId, providerId, accountId }
  const whole: Eyes = { name: company, scope: { role: 'portal_provider', ...own } }
  if (serviceId === null || contractId === null) return [staff, whole]
  const narrow = { role: 'portal_provider_scoped', ...own } as const
  const oneService = {
    services: [serviceId],
    contracts: [],
    seenServices: [serviceId],
    seenContracts: place.contractsOfService,
  }
  const oneContract = {
    services: [],
    contracts: [contractId],
    seenServices: place.servicesOfContract,
    seenContracts: [contractId],
  }
  return [
    staff,
    whole,
    { name: `${company}, one service`, scope: { ...narrow, ...oneService } },
    { name: `${company}, one contract`, scope: { ...narrow, ...oneContract } },
  ]
}
