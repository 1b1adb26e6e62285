import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { bothSidesOf, type Both } from '../../../../../testing/both-sides.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aPackage } from '../../../../../testing/world.ts'
import { agreementRoutes } from '../../../testing/mount.ts'

let both: Both
let reader: Visitor
beforeAll(async () => {
  both = await bothSidesOf({
    mounts: (stage) => [agreementRoutes(stage)],
  })
  reader = aCouncilVisitor(both.council, both.staff.scope.accountId, { permissions: ['agreements.view'] })
})
afterAll(() => both.close())

const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

async function rejected(expected: Record<string, string>): Promise<string> {
  const care = await aPackage(both.stage.build, both.provider, { recordableFrom: null, startsOn: '2025-05-05' })
  const { location } = await both.site.send(both.brokers, `/council/packages/${care.id}/agreement`, {})
  const { html } = await both.site.visit(both.brokers, location)
  await both.site.send(both.brokers, `${location}/publication`, { hash: fieldOf(html, 'hash') })
  const answer = location.replace('/council/', '/provider/')
  const shown = await both.site.visit(both.provides, `${answer}/rejection`)
  const sent = await both.site.send(both.provides, `${answer}/rejection`, {
    revision: fieldOf(shown.html, 'revision'),
    hash: fieldOf(shown.html, 'hash'),
    reason: 'wrong-rate',
    comment: 'We arranged otherwise',
    ...expected,
  })
  expect(sent.status).toBe(303)
  return location
}

it('shows what the provider expects beside what was offered, and takes it with one button', async () => {
  const address = await rejected({ expectedPrice: '22.40', expectedQuantity: '16' })
  expect((await both.site.visit(both.brokers, address)).html).toContain(`${address}/acceptance`)
  const page = await both.site.visit(both.brokers, `${address}/acceptance`)
  expect(page.text).toMatch(/Price £21\.00 an hour £22\.40 an hour/)
  expect(page.text).toMatch(/Cost of a week £294\.00 £358\.40 \(£64\.40 more\)/)
  expect(page.text).toContain('We arranged otherwise')
  const hash = fieldOf(page.html, 'hash')
  const bare = await both.site.send(both.brokers, `${address}/acceptance`, { hash, reason: ' ' })
  expect([bare.status, bare.text.includes('Enter why the council pays another price')]).toEqual([422, true])
  const taken = await both.site.send(both.brokers, `${address}/acceptance`, { hash, reason: 'Rural round' })
  expect(taken.location).toBe(address)
  const after = await both.site.visit(both.brokers, address)
  expect(after.text).toContain('Correction: what was published before was wrong')
  const theirs = await both.site.visit(both.provides, address.replace('/council/', '/provider/'))
  expect(theirs.text).toContain('£22.40')
})

it('leads there from what is with providers, whoever may accept it', async () => {
  const address = await rejected({ expectedPrice: '22.40', expectedQuantity: '16' })
  const tracker = '/council/agreements/tracker'
  const mine = await both.site.visit(both.brokers, tracker)
  expect(mine.text).toContain(
    'Expected price: £22.40 an hour. Expected for a week: 16 hours. See what accepting it would',
  )
  expect(mine.html).toContain(`href="${address}/acceptance"`)
  expect((await both.site.visit(reader, tracker)).html).not.toContain('/acceptance')
})

it('says so when there is nothing to accept, and keeps what was typed when the text changed meanwhile', async () => {
  const bare = await rejected({})
  expect((await both.site.visit(both.brokers, bare)).html).not.toContain(`${bare}/acceptance`)
  expect((await both.site.visit(both.brokers, `${bare}/acceptance`)).text).toContain('did not say of every line')
  const address = await rejected({ expectedPrice: '22.40' })
  const fields = { hash: 'a'.repeat(64), reason: 'Rural round' }
  const stale = await both.site.send(both.brokers, `${address}/acceptance`, fields)
  expect([stale.status, stale.text.includes('changed since you opened this page')]).toEqual([422, true])
  expect(stale.html).toContain('Rural round')
})

it('leads back to the agreement when somebody corrected or withdrew it first', async () => {
  const address = await rejected({ expectedQuantity: '16' })
  const { html } = await both.site.visit(both.brokers, `${address}/acceptance`)
  await both.site.send(both.brokers, `${address}/withdrawal`, { reason: 'Not needed' })
  const late = await both.site.send(both.brokers, `${address}/acceptance`, { hash: fieldOf(html, 'hash') })
  expect(late.location).toBe(address)
  expect((await both.site.visit(both.brokers, `${address}/acceptance`)).status).toBe(404)
})

it('is for those who publish, and for agreements that are there', async () => {
  const address = await rejected({ expectedQuantity: '16' })
  expect((await both.site.visit(reader, `${address}/acceptance`)).status).toBe(403)
  expect((await both.site.send(reader, `${address}/acceptance`, { hash: 'a'.repeat(64) })).status).toBe(403)
  const nowhere = '/council/agreements/00000000-0000-4000-8000-000000000000/acceptance'
  expect((await both.site.visit(both.brokers, nowhere)).status).toBe(404)
  expect((await both.site.send(both.brokers, `${address}/acceptance`, { hash: 'x' })).status).toBe(400)
})
