import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { workRunner, type Actor } from '../../../platform/work.ts'
import { newsOf } from '../../../testing/news.ts'
import { providerActor, serviceActor } from '../../../testing/stage.ts'
import { aCouncil, aMember, aProvider } from '../../../testing/world.ts'
import { jobs } from '../jobs/jobs.ts'
import { getChange, listChanges } from '../store/changes.ts'
import { getOrganisation, getService, listContacts } from '../store/organisation.ts'
import { ask, bothSides, type Both } from '../testing/both-sides.ts'
import { decideChange } from './decide-change.ts'
import { requestChange, type Target } from './request-change.ts'
import { withdrawChange } from './withdraw-change.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const today = localDate('2025-04-10')
const ofService = (field: 'opening-days' | 'ods-code' | 'closure'): Target => ({
  field,
  serviceId: both.provider.serviceId,
})
const organisation = () => both.stage.db.read(both.cara.scope, (tx) => getOrganisation(tx, both.provider.id))
const service = () =>
  both.stage.db.read(both.cara.scope, (tx) => getService(tx, both.provider.id, both.provider.serviceId))
const read = (id: string) => both.stage.db.read(both.cara.scope, (tx) => getChange(tx, { providerId: undefined }, id))

type Over = { readonly actor?: Actor; readonly version?: number; readonly evidence?: string; readonly on?: string }

async function request(target: Target, value: string, over: Over = {}) {
  const current = target.serviceId === null ? (await organisation()).version : (await service()).version
  return both.stage.work.run(over.actor ?? both.asha, (work) =>
    requestChange(work, {
      ...target,
      shownVersion: over.version ?? current,
      typed: { value, days: value },
      evidence: over.evidence ?? 'See the register',
      effectiveOn: localDate(over.on ?? '2025-04-10'),
    }),
  )
}
async function requested(target: Target, value: string, over: Over = {}): Promise<string> {
  const outcome = await request(target, value, over)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.id
}
const decide = (
  id: string,
  kind: 'approve' | 'reject' = 'approve',
  over: { actor?: Actor; version?: number; reason?: string } = {},
) =>
  both.stage.work.run(over.actor ?? both.cara, (work) =>
    decideChange(work, {
      changeId: id,
      shownVersion: over.version ?? 1,
      decision: { kind, reason: over.reason ?? 'Agrees with the register' },
    }),
  )
const codes = (outcomes: readonly { ok: boolean; refusal?: { code: string } }[]) =>
  outcomes.map(({ ok, refusal }) => (ok ? 'done' : refusal?.code)).sort()

it('applies a telephone number at once, and remembers what it was', async () => {
  const outcome = await request({ field: 'phone', serviceId: null }, '01632 960 001')
  expect(outcome).toMatchObject({ ok: true, value: { applied: true } })
  expect(await organisation()).toMatchObject({ phone: '01632 960 001', version: 2 })
  const [last] = await both.stage.db.read(both.asha.scope, (tx) =>
    listChanges(tx, both.provider.id, { after: undefined, rows: 1 }),
  )
  expect(last).toMatchObject({
    field: 'phone',
    oldValue: '',
    status: 'applied',
    atOnce: true,
    requesterName: 'Asha Test',
  })
})

it('names a contact, another one, and nobody', async () => {
  const name = async (typed: Readonly<Record<string, string>>) => {
    const { version: shownVersion } = await organisation()
    const outcome = await both.stage.work.run(both.asha, (work) =>
      requestChange(work, {
        field: 'contact-safeguarding',
        serviceId: null,
        shownVersion,
        typed,
        evidence: '',
        effectiveOn: today,
      }),
    )
    expect(outcome).toMatchObject({ ok: true })
    return both.stage.db.read(both.asha.scope, (tx) => listContacts(tx, both.provider.id))
  }
  expect(await name({ name: 'Pat', phone: '01632 960 001' })).toMatchObject([{ purpose: 'safeguarding', name: 'Pat' }])
  expect(await name({ name: 'Sam', email: 'sam@elm.example' })).toMatchObject([{ name: 'Sam', phone: '' }])
  expect(await name({})).toEqual([])
})

it('changes opening days of a service at once', async () => {
  await requested(ofService('opening-days'), '1 2 3 4 5')
  expect(await service()).toMatchObject({ openingDays: [1, 2, 3, 4, 5], version: 2 })
})

it('tells the old and the new address when the e-mail address changes', async () => {
  await requested({ field: 'email', serviceId: null }, 'one@elm.example')
  await requested({ field: 'email', serviceId: null }, 'two@elm.example')
  const mails = await ask(
    both,
    sql<{ recipient: string }>`
    select recipient from platform.mail where council_id = ${both.council.id} and recipient like '%@elm.example' order by queued_at, recipient`,
  )
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
    'one@elm.example',
    'one@elm.example',
    'two@elm.example',
  ])
})

it('leaves the rest to the council: a name changes when somebody there has approved it', async () => {
  const id = await requested({ field: 'legal-name', serviceId: null }, 'Elm House Group Ltd')
  expect((await organisation()).legalName).toBe('Elm House Ltd')
  expect(await decide(id)).toEqual({ ok: true, value: 'applied' })
  expect((await organisation()).legalName).toBe('Elm House Group Ltd')
  expect(await read(id)).toMatchObject({
    status: 'applied',
    deciderName: 'Cara Test',
    endedName: 'Cara Test',
    version: 2,
  })
})

it('rejects with a reason and leaves the details alone', async () => {
  const id = await requested({ field: 'vat-number', serviceId: null }, '980780684')
  expect(await decide(id, 'reject', { reason: ' ' })).toMatchObject({ refusal: { code: 'reason-missing' } })
  expect(await decide(id, 'reject', { reason: 'Not yours' })).toEqual({ ok: true, value: 'rejected' })
  expect((await organisation()).vatNumber).toBeNull()
  expect(await read(id)).toMatchObject({ status: 'rejected', reason: 'Not yours', endedAt: null })
})

it('lets only one request for a field wait, also when two ask at once', async () => {
  const field = { field: 'company-number', serviceId: null } as const
  const outcomes = await Promise.all([request(field, '01234567'), request(field, '07654321')])
  expect(codes(outcomes)).toEqual(['already-asked', 'done'])
  const third = await request(field, '00000001')
  const waiting = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []))
  expect(third).toEqual({ ok: false, refusal: { code: 'already-asked', requestId: waiting[0] } })
})

it('lets the same field of another service be asked for', async () => {
  const second = { serviceId: crypto.randomUUID(), council_id: both.council.id, provider_id: both.provider.id }
  await both.stage.build.insert('providers.service', {
    council_id: second.council_id,
    provider_id: second.provider_id,
    id: second.serviceId,
    reference: 'second',
    name: 'Second',
    sector: 'day',
  })
  await requested(ofService('ods-code'), 'VL1AB')
  const outcome = await both.stage.work.run(both.asha, (work) =>
    requestChange(work, {
      field: 'ods-code',
      serviceId: second.serviceId,
      shownVersion: 1,
      typed: { value: 'VL2AB' },
      evidence: 'See the directory',
      effectiveOn: today,
    }),
  )
  expect(outcome).toMatchObject({ ok: true, value: { applied: false } })
})

it('refuses what rests on an older page, changes nothing, says no reason or lies too far away', async () => {
  const field = { field: 'trading-name', serviceId: null } as const
  const code = async (value: string, over: Over) => codes([await request(field, value, over)])[0]
  expect(await code('Elm', { version: 999 })).toBe('changed-since')
  expect(await code(' Elm  House ', {})).toBe('nothing-changes')
  expect(await code('Elm', { evidence: ' ' })).toBe('evidence-missing')
  expect(await code('Elm', { on: '2027-01-01' })).toBe('too-far-away')
  expect(await code('', {})).toBe('faulty')
})

it('lets only one of two people decide', async () => {
  const id = await requested({ field: 'trading-name', serviceId: null }, 'Elm')
  const outcomes = await Promise.all([decide(id), decide(id, 'reject', { actor: both.dev })])
  expect(codes(outcomes)).toEqual(['done', 'not-waiting'])
})

it('lets nobody decide what they asked for, in rule and in constraint', async () => {
  const id = await requested({ field: 'registered-address', serviceId: null }, '1 High Street')
  const self: Actor = { ...both.cara, scope: { ...both.cara.scope, accountId: both.provider.accountId } }
  expect(await decide(id, 'approve', { actor: self })).toMatchObject({ refusal: { code: 'own-request' } })
  const behind = sql`update providers.change_request set status = 'rejected', decided_by = requested_by, decider_name = 'x', decided_at = now(), reason = 'x'
    where council_id = ${both.council.id} and id = ${id}`
  await expect(both.stage.db.write(both.cara.scope, (tx) => behind.execute(tx))).rejects.toThrow(
    'nobody_decides_their_own',
  )
  expect(await decide(id, 'approve', { version: 2 })).toMatchObject({ refusal: { code: 'changed-since' } })
})

it('refuses to approve over a value that has changed since it was asked for', async () => {
  const id = await requested({ field: 'cqc-provider-id', serviceId: null }, '1-123456789')
  const elsewhere = sql`update providers.organisation set cqc_provider_id = '1-987654321' where council_id = ${both.council.id} and id = ${both.provider.id}`
  await both.stage.db.write(both.cara.scope, (tx) => elsewhere.execute(tx))
  expect(await decide(id)).toMatchObject({ refusal: { code: 'value-moved' } })
  expect(await decide(id, 'reject')).toMatchObject({ ok: true })
})

it('keeps an approved change for its day, and makes it once however often the job runs', async () => {
  const council = await aCouncil(both.stage.build)
  const provider = await aProvider(both.stage.build, council.id, { name: 'Ash' })
  const { accountId } = await aMember(both.stage.build, council.id, null, ['portal-administration'])
  const clerk: Actor = { ...both.cara, scope: { role: 'portal_council', councilId: council.id, accountId } }
  const asked = await both.stage.work.run(providerActor(provider), (work) =>
    requestChange(work, {
      field: 'legal-name',
      serviceId: null,
      shownVersion: 1,
      typed: { value: 'Ash Group Ltd' },
      evidence: 'Register',
      effectiveOn: localDate('2025-04-12'),
    }),
  )
  if (!asked.ok) throw new Error(asked.refusal.code)
  const { id } = asked.value
  expect(await decide(id, 'approve', { actor: clerk })).toEqual({ ok: true, value: 'approved' })
  const legalName = async () =>
    (await both.stage.db.read(clerk.scope, (tx) => getOrganisation(tx, provider.id))).legalName
  const [apply] = jobs
  const payload = { councilId: council.id, id }
  await apply.handle(both.stage.work, payload)
  expect(await legalName()).toBe('Ash Ltd')
  const later = workRunner(both.stage.db, fixedClock('2025-04-12T00:05:00Z'))
  await apply.handle(later, payload)
  await apply.handle(later, payload)
  expect(await legalName()).toBe('Ash Group Ltd')
  const { rows } = await both.stage.db.read(clerk.scope, (tx) =>
    sql<{
      action: string
    }>`select action from platform.audit_entry where council_id = ${council.id} order by seq`.execute(tx),
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'organisation.change-submitted',
    'organisation.change-approved',
    'organisation.change-applied',
  ])
})

it('tells the reviewers once that something waits, with nothing of what it is', async () => {
  const waiting = await requested({ field: 'vat-number', serviceId: null }, '980780684')
  const [, tell] = jobs
  await tell.handle(both.stage.work, { councilId: both.council.id, id: waiting })
  await tell.handle(both.stage.work, { councilId: both.council.id, id: waiting })
  const [news, ...more] = await newsOf(both.stage, both.council.id, 'organisation-change.waiting')
  expect(more).toEqual([])
  expect(news).toMatchObject({
    to: { kind: 'staff', roles: ['portal-administration'] },
    text: 'A provider asks for a change of its details.',
    href: `/council/organisation-changes/${waiting}`,
  })
})

it('is taken back by anybody who may ask, and then may be asked for again', async () => {
  const field = { field: 'service-address', serviceId: both.provider.serviceId } as const
  const id = await requested(field, '2 Low Road')
  const withdraw = () => both.stage.work.run(both.asha, (work) => withdrawChange(work, id))
  expect(codes(await Promise.all([withdraw(), withdraw()]))).toEqual(['done', 'not-waiting'])
  expect(await decide(id)).toMatchObject({ refusal: { code: 'not-waiting', status: 'withdrawn' } })
  expect(await request(field, '2 Low Road')).toMatchObject({ ok: true })
})

it('shows another provider nothing, and a narrower grant its own service only', async () => {
  const id = await requested({ field: 'trading-address', serviceId: null }, '3 Park Lane')
  const about = await requested({ field: 'service-name', serviceId: both.provider.serviceId }, 'Elm Court')
  const stranger = providerActor(both.other)
  await expect(both.stage.work.run(stranger, (work) => withdrawChange(work, about))).rejects.toBeInstanceOf(NotFound)
  const seen = async (actor: Actor) => {
    const policyAlone = sql<{ id: string }>`select /* policy alone */ id from providers.change_request`
    return (await both.stage.db.read(actor.scope, (tx) => policyAlone.execute(tx))).rows.map((row) => row.id)
  }
  expect(await seen(stranger)).toEqual([])
  const narrow = await seen(serviceActor(both.provider))
  expect(narrow).toContain(about)
  expect(narrow).not.toContain(id)
})

it('lets no provider write what only the council decides', async () => {
  const id = await requested({ field: 'cqc-location-id', serviceId: both.provider.serviceId }, '1-123456789')
  const attempts = [
    sql`update /* policy alone */ providers.organisation set legal_name = 'Mine' where id = ${both.provider.id}`,
    sql`update /* policy alone */ providers.organisation set bank_last_four = '6666' where id = ${both.provider.id}`,
    sql`update /* policy alone */ providers.change_request set status = 'approved' where id = ${id}`,
    sql`update /* policy alone */ providers.change_request set new_value = 'else' where id = ${id}`,
    sql`insert into /* policy alone */ providers.change_request (council_id, provider_id, field, old_value, new_value, evidence, effective_on, status, at_once, requested_by, requester_name, requested_at, ended_at)
      values (${both.council.id}, ${both.provider.id}, 'legal-name', 'a', 'b', '', '2025-04-10', 'applied', true, ${both.provider.accountId}, 'x', now(), now())`,
    sql`insert into /* policy alone */ providers.change_request (council_id, provider_id, service_id, field, old_value, new_value, evidence, effective_on, status, at_once, requested_by, requester_name, requested_at)
      values (${both.council.id}, ${both.provider.id}, ${both.other.serviceId}, 'service-name', 'a', 'b', '', '2025-04-10', 'submitted', false, ${both.provider.accountId}, 'x', now())`,
  ]
  for (const attempt of attempts)
    await expect(both.stage.db.write(both.asha.scope, (tx) => attempt.execute(tx))).rejects.toThrow(
      /row-level security|permission denied|risky_field_is_reviewed|decision_has_decider|change_is_of_own_service/,
    )
})
