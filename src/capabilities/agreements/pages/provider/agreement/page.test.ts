import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function waiting(over: Parameters<typeof anAgreement>[3] = {}): Promise<AnAgreement> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  return anAgreement(stage.build, provider, care, over)
}
function signing({ hash }: AnAgreement) {
  const statements = ['read', 'right', 'authority']
  return { revision: '1', hash, statements, signedName: 'Asha Test' }
}
function rejecting({ hash }: AnAgreement) {
  return { revision: '1', hash, reason: 'wrong-rate', comment: 'We arranged £22.40 with brokerage' }
}
const address = ({ id }: AnAgreement, act = '') => `/provider/agreements/${id}${act}`

it('opens the list on what needs a decision, soonest start first', async () => {
  const later = await waiting({ startsOn: '2025-06-02' })
  const sooner = await waiting({ startsOn: '2025-01-05' })
  const { text } = await site.visit(asha, '/provider/agreements')
  expect(text).toMatch(/Needs your decision \(\d+\)/)
  expect(text.indexOf(sooner.reference)).toBeLessThan(text.indexOf(later.reference))
})

it('finds an agreement by its reference in any state', async () => {
  const found = await waiting({ status: 'withdrawn' })
  expect((await site.visit(asha, `/provider/agreements?q=${found.reference.toLowerCase()}`)).text).toContain(
    'Withdrawn',
  )
  expect((await site.visit(asha, '/provider/agreements?q=nobody')).text).toContain('No agreement matches')
})

it('shows what is offered and says nothing of a difference when there is none', async () => {
  const { text } = await site.visit(asha, address(await waiting()))
  expect(text).toContain('£21.00 an hour')
  expect(text).toContain('£294.00')
  expect(text).not.toContain('not what the council has commissioned')
})

it('points out that an agreement is wrongly priced', async () => {
  const { text } = await site.visit(asha, address(await waiting({ price: rate(205_000n) })))
  expect(text).toContain('not what the council has commissioned')
  expect(text).toMatch(/Price £20\.50 an hour £21\.00 an hour/)
  expect(text).toMatch(/Cost of a week £287\.00 £294\.00/)
})

it('signs what was shown and says from when care can be recorded', async () => {
  const agreement = await waiting()
  const form = await site.visit(asha, address(agreement, '/signature'))
  expect(form.html).toContain(`name="hash" value="${agreement.hash}"`)
  expect(form.text).toContain('You cannot undo this')

  const sent = await site.send(asha, address(agreement, '/signature'), signing(agreement))
  expect([sent.status, sent.location]).toEqual([303, address(agreement, '/response')])
  const { text } = await site.visit(asha, sent.location)
  expect(text).toContain('You can record this care from 6 January 2025')
  expect((await site.visit(asha, address(agreement))).text).toContain('Signed “Asha Test”')
})

it('answers a double submit of the signature once', async () => {
  const agreement = await waiting()
  const fields = { ...signing(agreement), _key: randomUUID() }
  const send = () => site.send(asha, address(agreement, '/signature'), fields)
  const answers = await Promise.all([send(), send()])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
})

it('says what is missing and keeps what was typed', async () => {
  const agreement = await waiting()
  const fields = { ...signing(agreement), statements: ['read'], signedName: '  ' }
  const { status, text } = await site.send(asha, address(agreement, '/signature'), fields)
  expect(status).toBe(422)
  expect(text).toContain('Tick every statement')
  expect(text).toContain('Enter your full name')
})

it('refuses to sign a revision that the council replaced meanwhile', async () => {
  const agreement = await waiting({ revision: 2 })
  const { status, text } = await site.send(asha, address(agreement, '/signature'), signing(agreement))
  expect(status).toBe(422)
  expect(text).toContain('The council has changed this agreement since you opened it')
})

it('says that somebody was faster', async () => {
  const agreement = await waiting()
  await site.send(asha, address(agreement, '/signature'), signing(agreement))
  const { status, text } = await site.send(asha, address(agreement, '/rejection'), rejecting(agreement))
  expect(status).toBe(422)
  expect(text).toContain('already agreed this')
})

it('rejects with a reason, a comment and what was expected', async () => {
  const agreement = await waiting()
  const fields = { ...rejecting(agreement), expectedPrice: '£22.40', expectedQuantity: '13:30' }
  const sent = await site.send(asha, address(agreement, '/rejection'), fields)
  expect(sent.status).toBe(303)
  expect((await site.visit(asha, sent.location)).text).toContain('Agreement rejected')
  const { text } = await site.visit(asha, address(agreement))
  expect(text).toContain('The price is wrong')
  expect(text).toContain('Expected price: £22.40 an hour')
  expect(text).toContain('Expected for a week: 13.5 hours')
})

it.each([
  [{ reason: '' }, 'Select why you are rejecting it'],
  [{ reason: 'because' }, 'Select why you are rejecting it'],
  [{ comment: ' ' }, 'Enter what is wrong'],
  [{ comment: 'x'.repeat(2_001) }, 'must be 2,000 characters or fewer'],
  [{ expectedPrice: 'twenty' }, 'Expected price must be an amount'],
  [{ expectedPrice: '-1' }, 'Expected price must be an amount'],
  [{ expectedQuantity: '1e9' }, 'Expected plan must be a number'],
])('keeps a faulty rejection %o on the page', async (over, words) => {
  const agreement = await waiting()
  const fields = { ...rejecting(agreement), ...over }
  const { status, text, html } = await site.send(asha, address(agreement, '/rejection'), fields)
  expect(status).toBe(422)
  expect(text).toContain(words)
  expect(html).toContain(fields.comment.trim())
})

it('is not found by another provider, nor under a malformed or unknown id', async () => {
  const agreement = await waiting()
  const stranger = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  for (const act of ['', '/signature', '/rejection', '/response', '/revisions/1'])
    expect((await site.visit(stranger, address(agreement, act))).status).toBe(404)
  expect((await site.send(stranger, address(agreement, '/signature'), signing(agreement))).status).toBe(404)
  expect((await site.visit(asha, '/provider/agreements/1')).status).toBe(404)
  expect((await site.visit(asha, `/provider/agreements/${randomUUID()}`)).status).toBe(404)
  expect((await site.visit(asha, address(agreement, '/revisions/2'))).status).toBe(404)
})

it('lets someone without the authority read but not sign', async () => {
  const agreement = await waiting()
  const reader = aProviderVisitor(provider, { permissions: ['agreements.view'] })
  const { text } = await site.visit(reader, address(agreement))
  expect(text).toContain('You can read this agreement but not sign it')
  expect((await site.visit(reader, address(agreement, '/signature'))).status).toBe(403)
})

it('hides a draft', async () => {
  const agreement = await waiting({ status: 'draft' })
  expect((await site.visit(asha, address(agreement))).status).toBe(404)
  expect((await site.visit(asha, `/provider/agreements?q=${agreement.reference}`)).text).toContain('No agreement')
})

it('keeps every revision readable', async () => {
  const agreement = await waiting()
  const { text } = await site.visit(asha, address(agreement, '/revisions/1'))
  expect(text).toContain(agreement.hash)
})
