import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRelations } from '../start/verify/catalogue.ts'
import { beyond } from '../start/verify/foreign.ts'
import { lookAt, lookThroughAllEyes, type Sight } from '../start/verify/isolation.ts'
import { listEyes, type Eyes } from '../start/verify/scopes.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { aCouncil, aProvider } from '../testing/world.ts'
import { attemptAll, wentThrough, type Attempted } from './testing/attempts.ts'
import { plantEmptyTables } from './testing/plant.ts'
import { fillTwoCouncils } from './testing/two-councils.ts'

const line = ({ relation, eyes: whose }: Sight): string => `${relation} through the eyes of ${whose}`
const leaksOf = (sights: readonly Sight[]): string[] =>
  sights.filter(({ foreignSeen }) => foreignSeen > 0).map((sight) => `${line(sight)}: ${String(sight.foreignSeen)}`)

async function ownerOf(stage: Stage): Promise<Client> {
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  return owner
}

describe('row-level security alone', () => {
  let stage: Stage
  let owner: Client
  let eyes: readonly Eyes[]
  let sights: readonly Sight[]
  let attempts: readonly Attempted[]

  beforeAll(async () => {
    stage = await aStage('2026-11-21T09:00:00Z')
    await fillTwoCouncils(stage)
    owner = await ownerOf(stage)
    await plantEmptyTables(owner)
    eyes = await listEyes(owner)
    sights = await lookThroughAllEyes(owner, stage.db)
    const tried: Attempted[] = []
    for (const relation of await listRelations(owner))
      tried.push(...(await attemptAll(owner, stage.db, { relation, eyes })))
    attempts = tried
  })
  afterAll(async () => {
    await owner.end()
    await stage.strike()
  })

  it('shows no role and no scope a row of another council, provider, service or contract', () => {
    expect(leaksOf(sights)).toEqual([])
  })
  it('was tried where there were rows of others to see', () => {
    const blind = sights.filter(({ role, foreignRows }) => role !== 'portal_gate' && foreignRows === 0)
    expect(blind.map(line)).toEqual([])
  })
  it('shows everyone something of their own, so that it is not closed to all', () => {
    const seeing = new Set(sights.filter(({ rowsSeen }) => rowsSeen > 0).map(({ eyes: whose }) => whose))
    expect([...seeing].sort()).toEqual(eyes.map(({ name }) => name).sort())
  })
  it('makes an exception only of what is open to that role at all', () => {
    const excepted = (sight: Sight): boolean =>
      beyond.some(({ relations, roles }) => relations.includes(sight.relation) && roles.includes(sight.role))
    expect(sights.filter((sight) => excepted(sight) && !sight.open).map(line)).toEqual([])
  })
  it('lets nobody add, change, remove or give away a row that is not theirs', () => {
    expect(wentThrough(attempts)).toEqual([])
    expect(attempts.filter(({ answer }) => answer === 'refused').length).toBeGreaterThan(100)
  })
})

describe('a policy that was written wrongly', () => {
  let stage: Stage
  let owner: Client
  beforeAll(async () => {
    stage = await aStage()
    owner = await ownerOf(stage)
    for (const council of [await aCouncil(stage.build), await aCouncil(stage.build)])
      for (const provider of [await aProvider(stage.build, council.id), await aProvider(stage.build, council.id)])
        await stage.build.insert('providers.service', {
          council_id: council.id,
          provider_id: provider.id,
          reference: `second ${provider.id}`,
          name: 'Second',
          sector: 'day',
        })
  })
  afterAll(async () => {
    await owner.end()
    await stage.strike()
  })

  /** A table with a row of every service, its policies as given, and open to every face for everything. */
  async function judge(name: string, policies: string): Promise<{ leaks: string[]; changes: string[] }> {
    await owner.query(`create table providers.${name} as select council_id, provider_id, id as service_id, name from providers.service;
      alter table providers.${name} add primary key (council_id, service_id);
      alter table providers.${name} enable row level security; alter table providers.${name} force row level security;
      grant select, insert, update, delete on providers.${name} to portal_council, portal_provider, portal_provider_scoped;
      ${policies.replaceAll('THE_TABLE', `providers.${name}`)}`)
    const relation = (await listRelations(owner)).find((found) => found.name === `providers.${name}`)
    if (relation === undefined) throw new Error('the catalogue has the new table')
    const eyes = await listEyes(owner)
    return {
      leaks: leaksOf(await lookAt(owner, stage.db, { relation, eyes })),
      changes: wentThrough(await attemptAll(owner, stage.db, { relation, eyes })),
    }
  }
  const own = `council_id = platform.council_id()`

  it('is not suspected when it is right', async () => {
    const right = `create policy c on THE_TABLE to portal_council using (${own});
      create policy p on THE_TABLE to portal_provider using (${own} and provider_id = platform.provider_id());
      create policy s on THE_TABLE to portal_provider_scoped using (${own} and provider_id = platform.provider_id() and platform.sees_service(service_id))`
    expect(await judge('sound', right)).toEqual({ leaks: [], changes: [] })
  })
  it('is found when it shows every council', async () => {
    const { leaks, changes } = await judge('open_to_all', `create policy c on THE_TABLE to portal_council using (true)`)
    expect(leaks).toHaveLength(2)
    expect(changes.length).toBeGreaterThan(2)
  })
  it('is found when it forgets the provider', async () => {
    const { leaks } = await judge('of_any_provider', `create policy p on THE_TABLE to portal_provider using (${own})`)
    expect(leaks).toEqual([expect.stringContaining('providers.of_any_provider'), expect.stringMatching(/: 2$/)])
  })
  it('is found when it forgets the service of a narrower grant', async () => {
    const whole = `create policy s on THE_TABLE to portal_provider_scoped using (${own} and provider_id = platform.provider_id())`
    const { leaks } = await judge('of_any_service', whole)
    expect(leaks.map((leak) => leak.replace(/^.*, /, ''))).toEqual(
      Array(2).fill(['one service: 1', 'one contract: 1']).flat(),
    )
  })
  it('is found when it guards what is read but not what is written', async () => {
    const { leaks, changes } = await judge(
      'written_by_all',
      `create policy c on THE_TABLE to portal_council using (${own}) with check (true)`,
    )
    expect(leaks).toEqual([])
    expect(changes.filter((change) => change.startsWith('give council_id away'))).toHaveLength(2)
  })
})
