import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemScope } from '../../../platform/db/scope.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import {
  aCouncil,
  aMember,
  aPackage,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../../testing/world.ts'
import { listRevisions } from '../../agreements/store/agreement.ts'
import { anAgreement } from '../../agreements/testing/agreement.ts'
import { packageRoutes } from '../../care-packages/testing/mount.ts'
import { breakGlass, openPerson } from '../commands/open-person.ts'
import { liftRestriction, nameForPerson } from '../commands/restrict-person.ts'
import { routes } from '../routes.ts'
import { restrict } from '../testing/restricted.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let other: AProvider
let guardian: { accountId: string; email: string }
let officer: { accountId: string; email: string }
let carer: { accountId: string; email: string }
let care: APackage
let name: string
let agreement: { id: string }

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  other = await aProvider(stage.build, council.id)
  guardian = await aMember(stage.build, council.id, null, ['data-guardian'])
  officer = await aMember(stage.build, council.id, null, ['brokerage'])
  carer = await aMember(stage.build, council.id, provider.id)
  care = await aPackage(stage.build, provider)
  name = `Person ${care.personId.slice(0, 4)}`
  site = await aSite(stage, [routes, packageRoutes])
  agreement = await anAgreement(stage.build, provider, care)
  await restrict(stage, council, guardian.accountId, care.personId)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const guardianVisitor = () => aCouncilVisitor(council, guardian.accountId)
const officerVisitor = () =>
  aCouncilVisitor(council, officer.accountId, { permissions: ['packages.view', 'restricted.view', 'restricted.open'] })
const atProvider = (accountId = provider.accountId) => aProviderVisitor({ ...provider, accountId })

async function looks(): Promise<{ action: string; actor_name: string; from: string }[]> {
  const { rows } = await stage.db.read(systemScope(council.id), (tx) =>
    sql<{ action: string; actor_name: string; from: string }>`
      select action, actor_name, details ->> 'from' as "from" from platform.audit_entry
      where council_id = ${tx.councilId} and subject_id = ${care.personId} order by seq`.execute(tx),
  )
  return rows
}

describe('a restricted person', () => {
  it.each([
    ['the council’s package list', () => site.visit(guardianVisitor(), '/council/packages')],
    ['the council’s package', () => site.visit(guardianVisitor(), `/council/packages/${care.id}`)],
    ['the provider’s package list', () => site.visit(atProvider(), '/provider/packages')],
    ['the provider’s package', () => site.visit(atProvider(), `/provider/packages/${care.id}`)],
    ['the provider’s file of packages', () => site.visit(atProvider(), '/provider/packages.csv')],
    ['the council’s file of packages', () => site.visit(guardianVisitor(), '/council/packages.csv')],
    ['the list of restricted people', () => site.visit(atProvider(), '/provider/restricted-people')],
  ])('has no name on %s, but a reference', async (_where, visit) => {
    const { status, text } = await visit()
    expect(status).toBe(200)
    expect(text).toContain('Restricted person')
    expect(text).toContain(`W-${care.personId.slice(0, 8)}`)
    expect(text).not.toContain(name)
    expect(text).not.toContain('9990000018')
  })
  it('is not found by name or NHS number', async () => {
    for (const search of [name, '9990000018'])
      expect((await site.visit(atProvider(), `/provider/packages?q=${encodeURIComponent(search)}`)).text).not.toContain(
        care.reference,
      )
  })
  it('has no name in the agreements that were written before', async () => {
    const [revision] = await stage.db.read(systemScope(council.id), (tx) =>
      listRevisions(tx, { providerId: undefined }, agreement.id),
    )
    expect(revision?.content.person).toMatchObject({ familyName: 'Restricted person', nhsNumber: null })
    expect(JSON.stringify(revision?.content)).not.toContain('9990000018')
  })
  it('has no details for any statement that does not name the person', async () => {
    const all = { providerId: provider.id, accountId: provider.accountId }
    for (const scope of [
      systemScope(council.id),
      { role: 'portal_provider', councilId: council.id, ...all },
    ] as const) {
      const { rows } = await stage.db.read(scope, (tx) =>
        sql`select /* policy alone */ 1 from service_users.restricted_detail`.execute(tx),
      )
      expect(rows).toEqual([])
    }
  })
  it('is shown as restricted to a provider that does not care for them: not at all', async () => {
    const visitor = aProviderVisitor(other)
    expect((await site.visit(visitor, '/provider/restricted-people')).text).toContain(
      'Nobody in your care is restricted',
    )
    expect((await site.visit(visitor, `/provider/restricted-people/${care.personId}`)).status).toBe(404)
    expect((await site.visit(visitor, `/provider/restricted-people/${care.personId}/details`)).status).toBe(404)
    const glass = await site.send(visitor, `/provider/restricted-people/${care.personId}/glass`, { reason: 'x' })
    expect(glass.status).toBe(404)
  })
})

describe('opening the details', () => {
  const details = (face: 'council' | 'provider') => `/${face}/restricted-people/${care.personId}/details`

  it('leads back to the reason for whoever is not named', async () => {
    const { status, location } = await site.visit(atProvider(), details('provider'))
    expect([status, location]).toEqual([303, `/provider/restricted-people/${care.personId}`])
    expect((await site.visit(guardianVisitor(), details('council'))).status).toBe(303)
  })
  it('is for those whom the council named, and each look is in the log with where from', async () => {
    const named = await site.send(guardianVisitor(), `/council/restricted-people/${care.personId}/names`, {
      email: carer.email,
      'name-reason': 'Delivers the care',
    })
    expect(named.status).toBe(303)
    const before = (await looks()).length
    const page = await site.visit(atProvider(carer.accountId), details('provider'))
    expect(page.text).toContain(`Test ${name}`)
    expect(page.text).toContain('9990000018')
    await site.visit(atProvider(carer.accountId), details('provider'))
    const seen = (await looks()).slice(before)
    expect(seen).toEqual(
      Array(2).fill({ action: 'restricted-person.seen', actor_name: 'Asha Test', from: '127.0.0.1' }),
    )
    expect((await site.visit(atProvider(), details('provider'))).status).toBe(303)
  })
  it('is not for a named person whose grants do not reach the service', async () => {
    const elsewhere = await aProvider(stage.build, council.id)
    const narrow = {
      role: 'portal_provider_scoped' as const,
      ...{ councilId: council.id, providerId: provider.id, accountId: carer.accountId },
      ...{ services: [elsewhere.serviceId], contracts: [], seenServices: [elsewhere.serviceId], seenContracts: [] },
    }
    const look = stage.work.run({ scope: narrow, name: 'Ben Test', face: 'provider' }, (work) =>
      openPerson(work, { providerId: provider.id }, { personId: care.personId, from: '127.0.0.1' }),
    )
    await expect(look).rejects.toThrow('not found')
  })
  it('with a reason lasts for the hours asked, and the data guardian is told', async () => {
    const address = `/council/restricted-people/${care.personId}`
    const without = await site.send(officerVisitor(), `${address}/glass`, { reason: '  ', hours: '1' })
    expect(without.status).toBe(422)
    expect(without.text).toContain('Enter why this cannot wait')
    const opened = await site.send(officerVisitor(), `${address}/glass`, { reason: 'Out of hours call', hours: '1' })
    expect(opened.location).toBe(`${address}/details`)
    expect((await site.visit(officerVisitor(), opened.location)).text).toContain(name)
    const later = await stage.work.run(councilActor(council.id, officer.accountId), (work) =>
      openPerson(
        { ...work, now: new Date(work.now.getTime() + 3_600_000) },
        { providerId: undefined },
        { personId: care.personId, from: '127.0.0.1' },
      ),
    )
    expect(later.ok).toBe(false)
    const guardianPage = await site.visit(guardianVisitor(), address)
    expect(guardianPage.text).toContain('Out of hours call')
    expect(guardianPage.text).toContain('Asked to see the details without being named')
    expect(await queuedFor(`/council/restricted-people/${care.personId}`)).toBe(1)
  })
  it('needs a permission for whoever is not named', async () => {
    const visitor = aCouncilVisitor(council, provider.accountId, { permissions: ['restricted.view'] })
    const page = await site.visit(visitor, `/council/restricted-people/${care.personId}`)
    expect(page.text).toContain('ask the council’s data guardian')
    const glass = await site.send(visitor, `/council/restricted-people/${care.personId}/glass`, { reason: 'x' })
    expect(glass.status).toBe(403)
  })
  it('shows the reason for the restriction to data guardians only', async () => {
    expect((await site.visit(guardianVisitor(), `/council/restricted-people/${care.personId}`)).text).toContain(
      'court order',
    )
    expect((await site.visit(officerVisitor(), `/council/restricted-people/${care.personId}`)).text).not.toContain(
      'court order',
    )
  })
})

async function queuedFor(href: string): Promise<number> {
  const { Client } = await import('pg')
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ payload: { news: string } }>(
    `select payload from graphile_worker._private_jobs where payload::text like '%restricted-person.opened%'`,
  )
  await owner.end()
  return rows.filter(({ payload }) => payload.news.includes(href)).length
}

describe('naming somebody', () => {
  const name = (email: string, reason = 'Delivers the care') =>
    stage.work.run(councilActor(council.id, guardian.accountId), (work) =>
      nameForPerson(work, { personId: care.personId, email, reason }),
    )

  it.each([
    ['nobody of that address', () => name('nobody@example.org'), 'nobody-here'],
    ['oneself', () => name(guardian.email), 'yourself'],
    ['somebody named already', () => name(carer.email.toUpperCase()), 'named-already'],
    ['no reason', () => name(officer.email, ' '), 'reason-missing'],
  ])('is refused for %s', async (_who, act, code) => {
    expect(await act()).toEqual({ ok: false, refusal: { code } })
  })
  it('is refused for people of a provider that does not care for the person', async () => {
    const stranger = await aMember(stage.build, council.id, other.id)
    expect(await name(stranger.email)).toEqual({ ok: false, refusal: { code: 'nobody-here' } })
  })
  it('names once when two do it at once', async () => {
    const second = await aMember(stage.build, council.id, provider.id)
    const outcomes = await Promise.all([name(second.email), name(second.email)])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

describe('restricting', () => {
  it.each([
    [{ reference: '', reason: 'why' }, 'Enter the person’s reference'],
    [{ reference: 'W-none', reason: 'why' }, 'Nobody has this reference'],
    [{ reference: 'taken', reason: 'why' }, 'This person is restricted already'],
  ])('%o is refused at the field and keeps what was typed', async (fields, words) => {
    const reference = fields.reference === 'taken' ? `W-${care.personId.slice(0, 8)}` : fields.reference
    const answer = await site.send(guardianVisitor(), '/council/restricted-people', { ...fields, reference })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(answer.html).toContain('why</textarea>')
  })
  it('is undone whole: the name returns everywhere, and nobody is named any more', async () => {
    const second = await aPackage(stage.build, provider)
    await restrict(stage, council, guardian.accountId, second.personId)
    const outcome = await stage.work.run(councilActor(council.id, guardian.accountId), (work) =>
      liftRestriction(work, { personId: second.personId, reason: 'The order has ended' }),
    )
    expect(outcome.ok).toBe(true)
    expect((await site.visit(atProvider(), `/provider/packages/${second.id}`)).text).toContain(
      `Person ${second.personId.slice(0, 4)}`,
    )
    const owned = await stage.db.read(systemScope(council.id), (tx) =>
      sql<{ count: bigint }>`select count(*) from service_users.served_person
        where council_id = ${tx.councilId} and person_id = ${second.personId} and (restricted or nhs_number is null)`.execute(
        tx,
      ),
    )
    expect(owned.rows).toEqual([{ count: 0n }])
  })
})

it('lets a provider break the glass only for itself', async () => {
  const outcome = await stage.work.run(
    {
      scope: { role: 'portal_provider', councilId: council.id, providerId: provider.id, accountId: provider.accountId },
      name: 'Asha Test',
      face: 'provider',
    },
    (work) =>
      breakGlass(
        work,
        { providerId: provider.id },
        { personId: care.personId, from: '127.0.0.1', reason: 'A fall', hours: 4 },
      ),
  )
  expect(outcome.ok).toBe(true)
  const given = stage.db.write(
    { role: 'portal_provider', councilId: council.id, providerId: provider.id, accountId: provider.accountId },
    (tx) =>
      sql`insert into service_users.need_to_know (council_id, person_id, account_id, provider_id, name, kind, reason, given_by, giver_name, given_at)
        values (${council.id}, ${care.personId}, ${provider.accountId}, ${provider.id}, 'x', 'named', 'x', ${guardian.accountId}, 'x', now())`.execute(
        tx,
      ),
  )
  await expect(given).rejects.toThrow('row-level security')
})
