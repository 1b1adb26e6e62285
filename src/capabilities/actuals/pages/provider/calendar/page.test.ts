import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

let stage: Stage
let site: Site
let council: ACouncil
const PAGE = '/provider/actuals/calendar'

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const period = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later([], stage.db))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function somebody(): Promise<Visitor> {
  const provider = await aProvider(stage.build, council.id)
  await aPackage(stage.build, provider)
  return aProviderVisitor(provider)
}
async function makeAddress(visitor: Visitor): Promise<string> {
  const made = await site.send(visitor, `${PAGE}/feed`, { _key: randomUUID() })
  return /https:\/\/portal\.example(\/calendar\/[^<\s]+\.ics)/.exec(made.html)?.[1] ?? ''
}

it('says each deadline with the time that is left', async () => {
  const { text } = await site.visit(await somebody(), PAGE)
  expect(text).toContain('5pm on Wednesday 30 April 2025 20 days')
})

it('opens deadlines to a calendar program, and nothing of anybody', async () => {
  const visitor = await somebody()
  const address = await makeAddress(visitor)
  const file = await site.app.inject(address)
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(file.body).toContain('DTSTART:20250430T160000Z')
  expect(file.body).not.toContain(visitor.accountId)
  expect((await site.visit(visitor, PAGE)).html).not.toContain(address)
})

it('ends an address when another is made, and when it is ended', async () => {
  const visitor = await somebody()
  const first = await makeAddress(visitor)
  const second = await makeAddress(visitor)
  expect((await site.app.inject(first)).statusCode).toBe(404)
  expect((await site.app.inject(second)).statusCode).toBe(200)
  await site.send(visitor, `${PAGE}/feed/removal`, {})
  expect((await site.app.inject(second)).statusCode).toBe(404)
})

it('makes one address for a double click, and keeps it nowhere in the clear', async () => {
  const visitor = await somebody()
  const _key = randomUUID()
  const pages = [await site.send(visitor, `${PAGE}/feed`, { _key }), await site.send(visitor, `${PAGE}/feed`, { _key })]
  const shown = pages.flatMap(({ html }) => /calendar\/([\w-]{43})\.ics/.exec(html)?.[1] ?? [])
  expect(shown).toHaveLength(1)
  const rows = await stage.db.read(visitor.scope, (tx) =>
    tx
      .selectFrom('platform.request_key')
      .select('answer')
      .where('council_id', '=', tx.councilId)
      .where('account_id', '=', visitor.accountId)
      .execute(),
  )
  expect(JSON.stringify(rows)).not.toContain(shown[0])
})

it.each(['x.ics', `${'a'.repeat(43)}.ics`, 'a'.repeat(43)])('knows no calendar %s', async (file) => {
  expect((await site.app.inject(`/calendar/${file}`)).statusCode).toBe(404)
})
