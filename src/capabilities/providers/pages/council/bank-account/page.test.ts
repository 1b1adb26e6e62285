import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { ask, bothSides, type Both } from '../../../testing/both-sides.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const bank = () => `/council/organisations/${both.provider.id}/bank-account`
const typed = {
  accountName: 'Elm House Ltd',
  sortCode: '30-94-30',
  accountNumber: '01234567',
  calledName: 'Pat Bell, finance',
  calledNumber: '01632 960 001',
  numberSource: 'The signed contract',
  'calledOn-day': '9',
  'calledOn-month': '4',
  'calledOn-year': '2025',
}
const enter = (over: Readonly<Record<string, string>> = {}) =>
  both.site.send(both.caraVisits, `${bank()}/new`, { ...typed, ...over })
const accountId = async () =>
  (
    await ask(
      both,
      sql<{ id: string }>`
    select id from providers.bank_account where council_id = ${both.council.id} order by entered_at desc limit 1`,
    )
  )[0]?.id ?? ''

it('says everything that is wrong at its field and keeps what was typed', async () => {
  const answer = await enter({
    sortCode: '3094',
    accountNumber: '',
    calledName: '',
    'calledOn-year': '2026',
  })
  expect(answer.status).toBe(422)
  for (const field of ['sortCode', 'accountNumber', 'calledName', 'calledOn-day'])
    expect(answer.html).toContain(`href="#${field}"`)
  expect(answer.html).toContain('value="3094"')
  expect(answer.html).toContain('value="The signed contract"')
})

it('goes from one person through a second, and shows four digits to both', async () => {
  const { status, location } = await enter({ _key: 'the first key' })
  expect([status, location]).toEqual([303, bank()])
  const own = await both.site.visit(both.caraVisits, bank())
  expect(own.text).toContain('You entered this account, so somebody else has to approve it')
  expect(own.html).not.toMatch(/309430|30-94-30|01234567/)
  expect(own.text).toContain('Elm House Ltd, ending in 4567')

  const decision = `${bank()}/${await accountId()}/decision`
  const self = await both.site.send(both.caraVisits, decision, {
    version: '1',
    kind: 'approve',
  })
  expect(self.status).toBe(422)
  const approved = await both.site.send(both.devVisits, decision, {
    version: '1',
    kind: 'approve',
  })
  expect(approved.status).toBe(303)
  const after = await both.site.visit(both.devVisits, bank())
  expect(after.text).toContain('Cooling off')
  expect(after.text).toContain('13 April 2025')
  const again = await both.site.send(both.devVisits, decision, {
    version: '1',
    kind: 'approve',
  })
  expect(again.text).toContain('Somebody decided about this account in the meantime')
})

it('repeats the answer of a form sent twice, and refuses it with other numbers', async () => {
  expect((await enter({ _key: 'the first key' })).status).toBe(303)
  expect((await enter({ _key: 'the first key', accountNumber: '76543210' })).status).not.toBe(303)
  const rows = await ask(both, sql`select id from providers.bank_account where council_id = ${both.council.id}`)
  expect(rows).toHaveLength(1)
  const other = await enter()
  expect(other.status).toBe(422)
  expect(other.text).toContain('Another account is cooling off')
})

it('stops a change with a reason', async () => {
  const cancellation = `${bank()}/${await accountId()}/cancellation`
  const silent = await both.site.send(both.caraVisits, cancellation, { version: '2', cancelReason: '' })
  expect(silent.html).toContain('href="#cancelReason"')
  expect((await both.site.send(both.caraVisits, cancellation, { version: '2', cancelReason: 'A slip' })).status).toBe(
    303,
  )
  expect((await both.site.visit(both.devVisits, bank())).text).toContain('Stopped')
})

it('is for those who may decide, and for their own council', async () => {
  const reader = aCouncilVisitor(both.council, both.caraVisits.accountId, { permissions: ['organisation.view'] })
  expect((await both.site.visit(reader, bank())).html).not.toContain('bank-account/new')
  expect((await both.site.visit(reader, `${bank()}/new`)).status).toBe(403)
  const council = await aCouncil(both.stage.build)
  const { accountId: strangerId } = await aMember(both.stage.build, council.id, null, ['portal-administration'])
  const stranger = aCouncilVisitor(council, strangerId)
  expect((await both.site.visit(stranger, bank())).status).toBe(404)
  expect((await both.site.send(stranger, `${bank()}/new`, typed)).status).toBe(404)
})
