import { sql } from 'kysely'
import { expect } from 'vitest'
import { pounds } from '../../../core/decimal.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { agreementRoutes } from '../../agreements/testing/mount.ts'
import { routes as serviceUserRoutes } from '../../service-users/routes.ts'
import { packageRoutes } from './mount.ts'

type Row = Record<string, unknown>
type Fields = Readonly<Record<string, string>>

/** A broker who commissions care of one provider, a second person, and the pages that they use. */
export type Desk = {
  readonly stage: Stage
  readonly site: Site
  readonly council: ACouncil
  readonly provider: AProvider
  readonly broker: Visitor
  readonly second: Visitor
  readonly asha: Visitor
  ask(text: ReturnType<typeof sql<Row>>): Promise<readonly Row[]>
  /** A person, added on the page. */
  added(over?: Fields): Promise<string>
  /** What the form says for 14 hours a week from 5 May 2025. */
  fourteen(person: string, over?: Fields): Fields
  commissioned(over?: Fields): Promise<string>
  packageOf(id: string): Promise<readonly Row[]>
  close(): Promise<void>
}

export async function aDesk(): Promise<Desk> {
  const stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id, { rates: [{ from: '2024-01-01', price: pounds('21.00') }] })
  const [first, other] = [
    await aMember(stage.build, council.id, null, ['brokerage']),
    await aMember(stage.build, council.id, null, ['procurement']),
  ]
  const broker = aCouncilVisitor(council, first.accountId)
  const site = await aSite(stage, [packageRoutes, serviceUserRoutes, agreementRoutes(stage)])
  const fourteen = (person: string, over: Fields = {}) => ({
    ...{ person, service: provider.serviceId, contract: provider.contractId, line: provider.rateLineId },
    ...{ planned: '14', 'from-day': '5', 'from-month': '5', 'from-year': '2025', ...over },
  })
  const ask = (text: ReturnType<typeof sql<Row>>) =>
    stage.db.read(councilActor(council.id, first.accountId).scope, async (tx) => (await text.execute(tx)).rows)
  const added = async (over: Fields = {}) => {
    const sent = await site.send(broker, '/council/service-users', {
      ...{ givenName: 'Edith', familyName: 'Marsh', nhsNumber: '', reference: '' },
      ...{ 'born-day': '27', 'born-month': '3', 'born-year': '1938', ...over },
    })
    expect(sent.location).toMatch(/^\/council\/packages\/new\?person=/)
    return sent.location.split('=')[1] ?? ''
  }
  return {
    ...{ stage, site, council, provider, broker, ask, fourteen, added },
    second: aCouncilVisitor(council, other.accountId),
    asha: aProviderVisitor(provider),
    commissioned: async (over = {}) => {
      const sent = await site.send(broker, '/council/packages/new', fourteen(await added(), over))
      expect(sent.location).toMatch(/^\/council\/packages\/[0-9a-f-]{36}$/)
      return sent.location.split('/').at(-1) ?? ''
    },
    packageOf: (id) =>
      ask(sql`
        select p.reference, p.status, p.starts_on, p.ends_on, p.end_reason, p.row_version, v.planned, v.cause, l.reference as line, r.price
        from care_packages.package p
        join care_packages.package_version v on v.council_id = p.council_id and v.package_id = p.id and not isempty(v.valid)
        join contracts.rate_line l on l.council_id = p.council_id and l.id = v.rate_line_id
        left join contracts.rate r on r.council_id = p.council_id and r.rate_line_id = l.id
          and r.valid @> greatest(p.starts_on, lower(v.valid))
        where p.council_id = ${council.id} and p.id = ${id} order by lower(v.valid)`),
    close: async () => {
      await site.close()
      await stage.strike()
    },
  }
}
