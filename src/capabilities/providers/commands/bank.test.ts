import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { unseal } from '../../../platform/secrets.ts'
import { workRunner, type Actor } from '../../../platform/work.ts'
import { serviceActor } from '../../../testing/stage.ts'
import { jobs } from '../jobs/jobs.ts'
import { standingOf } from '../rules/bank.ts'
import { listBankAccounts } from '../store/bank.ts'
import { getOrganisation } from '../store/organisation.ts'
import { ask, bothSides, testSecrets, type Both } from '../testing/both-sides.ts'
import { cancelBankAccount } from './cancel-bank-account.ts'
import { decideBankAccount } from './decide-bank-account.ts'
import { bankAccountOwner, enterBankAccount } from './enter-bank-account.ts'

let both: Both
beforeEach(async () => {
  both = await bothSides()
})
afterEach(() => both.close())

const entry = {
  sortCode: '30-94-30',
  accountNumber: '01234567',
  accountName: 'Elm House Ltd',
  calledName: 'Pat Bell, finance',
  calledNumber: '01632 960 001',
  numberSource: 'The signed contract',
  calledOn: localDate('2025-04-09'),
}
const enter = (over: Partial<typeof entry> = {}, actor = both.cara) =>
  both.stage.work.run(actor, (work) =>
    enterBankAccount(work, { secrets: testSecrets, providerId: both.provider.id, entry: { ...entry, ...over } }),
  )
async function entered(): Promise<string> {
  const outcome = await enter()
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.id
}
const shown = (accountId: string, shownVersion = 1) => ({ providerId: both.provider.id, accountId, shownVersion })
const approve = (id: string, actor: Actor = both.dev, version = 1) =>
  both.stage.work.run(actor, (work) =>
    decideBankAccount(work, { ...shown(id, version), decision: { kind: 'approve' } }),
  )
const cancel = (id: string, version: number, now?: string) =>
  (now === undefined ? both.stage.work : workRunner(both.stage.db, fixedClock(now))).run(both.cara, (work) =>
    cancelBankAccount(work, { ...shown(id, version), reason: 'A slip' }),
  )
const codes = (outcomes: readonly { ok: boolean; refusal?: { code: string } }[]) =>
  outcomes.map(({ ok, refusal }) => (ok ? 'done' : refusal?.code)).sort()
const standings = async (day: string) => {
  const accounts = await both.stage.db.read(both.cara.scope, (tx) => listBankAccounts(tx, both.provider.id))
  return accounts.map((account) => standingOf(account, accounts, localDate(day)))
}
const lastFour = async () =>
  (await both.stage.db.read(both.asha.scope, (tx) => getOrganisation(tx, both.provider.id))).bankLastFour
const use = jobs[2]
const payload = () => ({ councilId: both.council.id, providerId: both.provider.id })

it('comes into force after a second person and the cooling-off, and only then the provider sees its last digits', async () => {
  const id = await entered()
  expect(await approve(id)).toEqual({ ok: true, value: { status: 'approved', inForceOn: '2025-04-13' } })
  expect(await standings('2025-04-12')).toEqual(['cooling-off'])
  expect(await standings('2025-04-13')).toEqual(['in-force'])
  await use.handle(both.stage.work, payload())
  expect(await lastFour()).toBeNull()
  const later = workRunner(both.stage.db, fixedClock('2025-04-13T00:05:00Z'))
  await use.handle(later, payload())
  await use.handle(later, payload())
  expect(await lastFour()).toBe('4567')
  const actions = await ask(
    both,
    sql<{ action: string }>`
    select action from platform.audit_entry where council_id = ${both.council.id} order by seq`,
  )
  expect(actions.map(({ action }) => action)).toEqual([
    'bank-account.entered',
    'bank-account.approved',
    'bank-account.in-force',
  ])
})

it('takes the cooling-off from the council’s setting', async () => {
  await both.stage.build.insert('platform.council_setting', {
    council_id: both.council.id,
    key: 'organisation.bank-cooling-off-days',
    valid: '[2025-01-01,)',
    value: '"7"',
  })
  expect(await approve(await entered())).toMatchObject({ value: { inForceOn: '2025-04-17' } })
})

it('is never approved by whoever entered it, in rule and in constraint', async () => {
  const id = await entered()
  expect(await approve(id, both.cara)).toEqual({ ok: false, refusal: { code: 'same-person' } })
  const behind = sql`update providers.bank_account set status = 'approved', decided_by = entered_by, decided_at = now(), in_force_on = '2025-04-11'
    where council_id = ${both.council.id} and id = ${id}`
  await expect(both.stage.db.write(both.cara.scope, (tx) => behind.execute(tx))).rejects.toThrow(
    'second_person_decides',
  )
})

it('lets only one of two approvers approve, and one of two entries wait', async () => {
  const entries = await Promise.all([enter(), enter({}, both.dev)])
  expect(codes(entries)).toEqual(['already-waiting', 'done'])
  const [account] = await both.stage.db.read(both.cara.scope, (tx) => listBankAccounts(tx, both.provider.id))
  if (account === undefined) throw new Error('one was entered')
  const third: Actor = { ...both.cara, scope: { ...both.cara.scope, accountId: crypto.randomUUID() } }
  const fourth: Actor = { ...both.cara, scope: { ...both.cara.scope, accountId: crypto.randomUUID() } }
  expect(codes(await Promise.all([approve(account.id, third), approve(account.id, fourth)]))).toEqual([
    'done',
    'not-waiting',
  ])
  expect(await enter()).toMatchObject({ refusal: { code: 'still-cooling-off' } })
})

it('can be stopped while it cools off and not once it is in force', async () => {
  const first = await entered()
  await approve(first)
  expect(await cancel(first, 1)).toMatchObject({ refusal: { code: 'changed-since' } })
  expect(await cancel(first, 2)).toMatchObject({ ok: true })
  expect(await cancel(first, 3)).toMatchObject({ refusal: { code: 'not-waiting' } })
  await use.handle(workRunner(both.stage.db, fixedClock('2025-05-01T00:05:00Z')), payload())
  expect(await lastFour()).toBeNull()
  const second = await entered()
  await approve(second)
  expect(await cancel(second, 2, '2025-04-13T09:00:00Z')).toMatchObject({ refusal: { code: 'in-force-already' } })
  expect((await standings('2025-04-13')).sort()).toEqual(['cancelled', 'in-force'])
})

it('is refused with a reason, and then another may be entered', async () => {
  const id = await entered()
  const refuse = (reason: string) =>
    both.stage.work.run(both.dev, (work) =>
      decideBankAccount(work, { ...shown(id), decision: { kind: 'refuse', reason } }),
    )
  expect(await refuse(' ')).toMatchObject({ refusal: { code: 'reason-missing' } })
  expect(await refuse('Another voice')).toMatchObject({ ok: true })
  expect(await enter()).toMatchObject({ ok: true })
})

it('keeps the numbers sealed for their own row, and shows them to nobody', async () => {
  const id = await entered()
  const [row] = await ask(
    both,
    sql<{ details_cipher: Buffer; key_version: number }>`
    select details_cipher, key_version from providers.bank_account where council_id = ${both.council.id}`,
  )
  if (row === undefined) throw new Error('one was entered')
  const sealed = { cipher: row.details_cipher, keyVersion: row.key_version }
  expect(unseal(testSecrets, sealed, bankAccountOwner(both.council.id, id))).toBe('309430 01234567')
  expect(() => unseal(testSecrets, sealed, bankAccountOwner(both.council.id, crypto.randomUUID()))).toThrow()
  for (const actor of [both.asha, serviceActor(both.provider)])
    await expect(both.stage.db.read(actor.scope, (tx) => listBankAccounts(tx, both.provider.id))).rejects.toThrow(
      'permission denied',
    )
  const everything = await ask(
    both,
    sql<{ text: string }>`
    select details::text as text from platform.audit_entry where council_id = ${both.council.id}
    union all select subject || body from platform.mail where council_id = ${both.council.id}`,
  )
  for (const { text } of everything) expect(text).not.toMatch(/309430|30-94-30|01234567/)
})

it('tells the organisation and its administrators at every step, without a digit', async () => {
  const office = sql`update providers.organisation set email = 'office@elm.example' where council_id = ${both.council.id} and id = ${both.provider.id}`
  await both.stage.db.write(both.cara.scope, (tx) => office.execute(tx))
  const id = await entered()
  await approve(id)
  await cancel(id, 2)
  const mails = await ask(
    both,
    sql<{ recipient: string; subject: string; body: string }>`
    select recipient, subject, body from platform.mail where council_id = ${both.council.id}`,
  )
  expect(mails).toHaveLength(6)
  expect(new Set(mails.map(({ recipient }) => recipient)).size).toBe(2)
  for (const { subject, body } of mails) expect(subject + body).not.toMatch(/\d/)
})

it('is not there for another organisation', async () => {
  const id = await entered()
  const elsewhere = { ...shown(id), providerId: both.other.id }
  const act = both.stage.work.run(both.dev, (work) =>
    decideBankAccount(work, { ...elsewhere, decision: { kind: 'approve' } }),
  )
  await expect(act).rejects.toBeInstanceOf(NotFound)
})
