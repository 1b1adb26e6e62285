import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import type { Claim } from '../../../store/readiness.ts'
import { aClaim, aDraft, aRecordedPackage, aSubmitted, WEEKS } from '../../../testing/claims.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let claim: Claim
let payer: Visitor

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [routes])
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { name: 'Elm House' })
  claim = await aClaim(stage, provider)
  const { accountId } = await aMember(stage.build, council.id, null, ['payments'])
  payer = aCouncilVisitor(council, accountId)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

describe('the queue', () => {
  it('shows what was sent with its due date, and no draft', async () => {
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    await aSubmitted(stage, provider, claim)
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const draft = await aDraft(stage, provider, claim)
    const { status, text, html } = await site.visit(payer, '/council/invoices')
    expect(status).toBe(200)
    expect(text).toContain('1 invoice waits for a decision')
    expect(text).toContain('10 May 2025, in 30 days')
    expect(html).not.toContain(draft)
    expect((await site.visit(payer, `/council/invoices/${draft}`)).status).toBe(404)
  })
  it('approves several at once with a result for each', async () => {
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const first = await aSubmitted(stage, provider, claim)
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const second = await aSubmitted(stage, provider, claim)
    await site.send(payer, `/council/invoices/${first}/decision`, { version: '3', kind: 'reject', reason: 'Week 1' })
    const selected = [`${first}:3`, `${second}:3`]
    const sent = await site.send(payer, '/council/invoices/decisions', { selected, _key: 'decide-key-1' })
    expect(sent.status).toBe(303)
    const results = await site.visit(payer, sent.location)
    expect(results.text).toContain('1 invoice approved')
    expect(results.text).toContain('Not approved by you: it was decided before')
    const again = await site.send(payer, '/council/invoices/decisions', { selected, _key: 'decide-key-1' })
    expect(again.location).toBe(sent.location)
  })
  it('asks for a selection, and refuses one that no list of ours makes', async () => {
    expect((await site.send(payer, '/council/invoices/decisions', {})).text).toContain('Select the invoices')
    expect((await site.send(payer, '/council/invoices/decisions', { selected: 'x:1' })).status).toBe(400)
    expect((await site.visit(payer, '/council/invoices/decisions?results=x:approved')).status).toBe(400)
    expect((await site.visit(payer, '/council/invoices?after=2025-99-99T00:00:00.000Z_x')).status).toBe(400)
  })
})

describe('an invoice', () => {
  it('shows lines, people and how each amount was worked out', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aSubmitted(stage, provider, claim)
    const { text } = await site.visit(payer, `/council/invoices/${id}`)
    expect(text).toContain('£1,176.00 in 4 lines')
    expect(text).toContain('14 hours at £21.00 is £294.00, rounded once')
  })
  it('is approved once: the second person is told', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aSubmitted(stage, provider, claim)
    const decide = (fields: Record<string, string>) => site.send(payer, `/council/invoices/${id}/decision`, fields)
    expect((await decide({ version: '3', kind: 'approve' })).status).toBe(303)
    const second = await decide({ version: '3', kind: 'reject', reason: 'No' })
    expect([second.status, second.text.includes('Somebody decided this invoice')]).toEqual([422, true])
    expect((await site.visit(payer, `/council/invoices/${id}`)).text).toContain('Approved')
  })
  it.each([
    [{ version: '3' }, 'Select what you decide', 422],
    [{ version: '3', kind: 'reject', reason: ' ' }, 'Enter what the provider must correct', 422],
    [{ version: '2', kind: 'approve' }, 'changed while you had it open', 422],
    [{ version: '-1', kind: 'approve' }, '', 400],
    [{ version: '3', kind: 'pay' }, '', 400],
  ])('refuses %j', async (fields, words, status) => {
    await aRecordedPackage(stage, provider)
    const id = await aSubmitted(stage, provider, claim)
    const answer = await site.send(payer, `/council/invoices/${id}/decision`, fields)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(words)
  })
  it('is not found by another council', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aSubmitted(stage, provider, claim)
    const elsewhere = await aCouncil(stage.build)
    const { accountId } = await aMember(stage.build, elsewhere.id, null, ['payments'])
    const other = aCouncilVisitor(elsewhere, accountId)
    expect((await site.visit(other, `/council/invoices/${id}`)).status).toBe(404)
    const decision = { version: '3', kind: 'approve' }
    expect((await site.send(other, `/council/invoices/${id}/decision`, decision)).status).toBe(404)
    expect((await site.send(other, '/council/invoices/decisions', { selected: `${id}:3` })).status).toBe(404)
  })
  it('needs the right to decide', async () => {
    const reader = aCouncilVisitor(council, payer.accountId, { permissions: ['invoices.view'] })
    await aRecordedPackage(stage, provider)
    const id = await aSubmitted(stage, provider, claim)
    expect((await site.visit(reader, `/council/invoices/${id}`)).text).not.toContain('What do you decide?')
    const decision = { version: '3', kind: 'approve' }
    expect((await site.send(reader, `/council/invoices/${id}/decision`, decision)).status).toBe(403)
  })
})
