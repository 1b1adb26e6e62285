import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PARTS_PER_UNIT, quantity, rate } from '../../../../../core/money.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import {
  aCouncil,
  aMember,
  aPackage,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let home: AProvider
let broker: Visitor
let payer: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  home = await aHome('net')
  broker = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  payer = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['payments'])).accountId)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const aHome = (terms: 'net' | 'gross') =>
  aProvider(stage.build, council.id, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2024-01-01', price: rate(8_260_000n) }] },
    rule: { paid_by: 'schedule', recording: 'none', payer_terms: terms },
  })
const aResident = (of = home) =>
  aPackage(stage.build, of, { unit: 'week', planned: quantity(PARTS_PER_UNIT), startsOn: '2025-01-06' })

const typed = {
  ...{ payer: 'contribution', weekly: '£160.15', reason: 'Financial assessment of March' },
  ...{ 'from-day': '1', 'from-month': '3', 'from-year': '2025' },
}
const say = (care: APackage, over: Readonly<Record<string, string>> = {}, who = broker) =>
  site.send(who, `/council/packages/${care.id}/payers`, { ...typed, ...over })
async function waiting(care: APackage): Promise<string> {
  const scope = councilActor(council.id, randomUUID()).scope
  const { rows } = await stage.db.read(scope, (tx) =>
    sql<{ id: string }>`select id from care_packages.payer_change
      where council_id = ${council.id} and package_id = ${care.id} and status = 'proposed'`.execute(tx),
  )
  return rows[0]?.id ?? ''
}
const decide = async (care: APackage, over: Readonly<Record<string, string>> = {}, who = payer) =>
  site.send(who, `/council/payer-changes/${await waiting(care)}/decision`, {
    version: '1',
    kind: 'approve',
    note: '',
    ...over,
  })
async function said(care: APackage, over: Readonly<Record<string, string>>): Promise<void> {
  expect((await say(care, over)).status).toBe(303)
  expect((await decide(care)).status).toBe(303)
}

describe('who pays what of a stay', () => {
  it('X46 is said by one person, approved by another, and told to both sides in words', async () => {
    const care = await aResident()
    expect((await say(care)).status).toBe(303)
    const page = `/council/packages/${care.id}/payers`
    expect((await site.visit(broker, page)).text).toContain(
      'Waits for a second person: The person: assessed contribution, from 1 March 2025 £0.00 → £160.15 a week',
    )
    expect((await site.visit(payer, '/council/payer-changes')).text).toContain(care.reference)
    const change = `/council/payer-changes/${await waiting(care)}`
    expect((await site.visit(payer, change)).text).toContain('Financial assessment of March')
    const own = await decide(care, {}, broker)
    expect([own.status, own.text.includes('somebody else has to approve it')]).toEqual([422, true])
    expect((await decide(care)).status).toBe(303)
    await said(care, { payer: 'top-up', weekly: '75' })

    const ours = await site.visit(broker, `/council/packages/${care.id}`)
    expect(ours.text).toContain('The council pays £590.85 of £826.00 a week.')
    expect(ours.text).toContain('pays the home £160.15; a third party, such as family, pays the home £75.00.')
    const theirs = await site.visit(aProviderVisitor(home), `/provider/packages/${care.id}`)
    expect(theirs.text).toContain('pays you £160.15; a third party, such as family, pays you £75.00.')
    const person = await site.visit(aProviderVisitor(home), `/provider/service-users/${care.personId}`)
    expect(person.text).toContain(`${care.reference} : The council pays £590.85 of £826.00 a week.`)
    const log = await stage.db.read(councilActor(council.id, randomUUID()).scope, (tx) =>
      sql<{
        action: string
      }>`select action from platform.audit_entry where council_id = ${council.id} and subject_id = ${care.id} order by seq`.execute(
        tx,
      ),
    )
    expect(log.rows.map(({ action }) => action)).toEqual(Array(2).fill(['payer.proposed', 'payer.approved']).flat())
  })

  it('says of gross terms that the council collects, and X47 adds nursing care to the fee alone', async () => {
    const care = await aResident(await aHome('gross'))
    await said(care, {})
    await said(care, { payer: 'nursing', weekly: '254.06' })
    const { text } = await site.visit(payer, `/council/packages/${care.id}/payers`)
    expect(text).toContain('The council pays the home the whole £826.00 a week, and itself collects £160.15 from')
    expect(text).toContain(
      'The NHS pays the home £254.06 a week for nursing care beside that, so the whole fee is £1,080.06 a week.',
    )
    expect(text).toContain('Unit cost for Client Level Data: £826.00 a week')
  })

  it.each([
    ['payer', { payer: '' }, 'Select who pays'],
    ['weekly', { weekly: '' }, 'Enter what is paid a week, or 0 if nothing is paid any more'],
    ['weekly', { weekly: 'a lot' }, 'Enter an amount in pounds, like 160.15'],
    ['weekly', { weekly: '-1' }, 'The amount must be £0 or more'],
    ['weekly', { weekly: '160.155' }, 'up to 2 decimal places'],
    ['weekly', { weekly: '10000.01' }, 'The amount must be £10,000.00 or less'],
    ['weekly', { weekly: '0' }, 'That is what is paid on that day already'],
    ['weekly', { weekly: '826.01' }, 'would be more than the price of £826.00 on 1 March 2025'],
    ['from-day', { 'from-day': '', 'from-month': '', 'from-year': '' }, 'Enter the day from which it is paid'],
    ['from-day', { 'from-day': '31', 'from-month': '2' }, 'as a real date'],
    ['from-day', { 'from-year': '2024' }, 'on or after the first day of the care'],
    ['reason', { reason: ' ' }, 'Enter why it changes'],
    ['reason', { reason: 'x'.repeat(2_001) }, '2,000 characters or fewer'],
  ])('refuses a bad %s at its field, keeps what was typed and changes nothing', async (field, over, words) => {
    const care = await aResident()
    const answer = await say(care, over)
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
    expect(answer.html).toContain(`href="#${field}`)
    expect(await waiting(care)).toBe('')
  })

  it('has one change of a payer wait at a time, also when two say it at once', async () => {
    const care = await aResident()
    const answers = await Promise.all([say(care), say(care, { weekly: '170' }, payer)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })

  it('is decided once, as it was shown, and is refused with a reason only', async () => {
    const care = await aResident()
    await say(care)
    const unsaid = await decide(care, { kind: '' })
    expect(unsaid.status).toBe(400)
    const stale = await decide(care, { version: '2' })
    expect([stale.status, stale.text.includes('It changed while you had it open')]).toEqual([422, true])
    const bare = await decide(care, { kind: 'refuse' })
    expect([bare.status, bare.html.includes('href="#note"')]).toEqual([422, true])
    const id = await waiting(care)
    const refuse = () =>
      site.send(payer, `/council/payer-changes/${id}/decision`, {
        version: '1',
        kind: 'refuse',
        note: 'Not assessed yet',
      })
    const both = await Promise.all([refuse(), refuse()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422])
    expect((await site.visit(payer, `/council/payer-changes/${id}`)).text).toContain('Not assessed yet')
  })

  it('is taken back by whoever said it, and by nobody else', async () => {
    const care = await aResident()
    await say(care)
    const back = `/council/payer-changes/${await waiting(care)}/withdrawal`
    expect((await site.send(payer, back, { version: '1' })).text).toContain(
      'Only the person who said it can take it back',
    )
    expect((await site.send(broker, back, { version: '1' })).status).toBe(303)
    expect(await waiting(care)).toBe('')
  })

  it('is not approved once it no longer fits the price', async () => {
    const care = await aResident(await aHome('net'))
    await say(care, { weekly: '800' })
    await stage.work.run(councilActor(council.id, randomUUID()), ({ tx }) =>
      sql`update contracts.rate r set price = 7000000 from care_packages.package_version v
        where r.council_id = ${tx.councilId} and v.council_id = r.council_id and v.package_id = ${care.id} and r.rate_line_id = v.rate_line_id`.execute(
        tx,
      ),
    )
    const answer = await decide(care)
    expect([answer.status, answer.text.includes('it no longer fits')]).toEqual([422, true])
  })

  it('is for care by the week: care by the hour has nothing to say and nothing to send', async () => {
    const hourly = await aProvider(stage.build, council.id)
    const care = await aPackage(stage.build, hourly)
    expect((await site.visit(broker, `/council/packages/${care.id}/payers`)).text).toContain('Only care by the week')
    expect((await say(care)).text).toContain('Only care by the week can have a part that somebody else pays')
  })

  it('is shown to the home itself, and is not found by another provider or another service', async () => {
    const care = await aResident()
    await said(care, {})
    const stranger = await aProvider(stage.build, council.id)
    expect((await site.visit(aProviderVisitor(stranger), `/provider/packages/${care.id}`)).status).toBe(404)
    expect(
      (await site.visit(aProviderVisitor(home, { narrow: true }), `/provider/packages/${care.id}`)).text,
    ).toContain('pays you £160.15')
    const elsewhere = aProviderVisitor({ ...home, serviceId: randomUUID(), contractId: randomUUID() }, { narrow: true })
    expect((await site.visit(elsewhere, `/provider/packages/${care.id}`)).status).toBe(404)
    const looking = aCouncilVisitor(council, randomUUID(), { permissions: ['packages.view'] })
    expect((await say(care, { weekly: '1' }, looking)).status).toBe(403)
  })
})
