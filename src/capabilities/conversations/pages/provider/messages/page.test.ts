import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aProvider } from '../../../../../testing/world.ts'
import { aConversation } from '../../../testing/conversations.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const about = () => ({ type: 'organisation', id: both.provider.id }) as const

it('says what to do when there is nothing', async () => {
  const quiet = aProviderVisitor(await aProvider(both.stage.build, both.provider.councilId))
  for (const tab of ['waiting-for-you', 'waiting-for-council', 'closed'])
    expect((await both.site.visit(quiet, `/provider/messages?tab=${tab}`)).status).toBe(200)
  const { text } = await both.site.visit(quiet, '/provider/messages')
  expect(text).toContain('Nothing waits for you.')
  expect(text).toContain('Write to the council')
})

it('opens on what waits for the reader, and says whose turn it is and how soon', async () => {
  await aConversation(both.stage, both.staff, { about: about(), title: 'Please confirm the hours' })
  await aConversation(both.stage, both.asha, { about: { type: 'package', id: both.care.id }, title: 'Wrong rate' })
  const mine = await both.site.visit(both.provides, '/provider/messages')
  expect(mine.text).toContain('Waiting for you (1)')
  expect(mine.text).toContain('Please confirm the hours')
  expect(mine.text).not.toContain('Wrong rate')
  const theirs = await both.site.visit(both.provides, '/provider/messages?tab=waiting-for-council')
  expect(theirs.text).toContain('Wrong rate')
  expect(theirs.text).toContain('Waiting for the council by 15 April 2025')
  expect(theirs.text).toContain(both.care.reference)
})

it('pages through more than fifty without losing or repeating one', async () => {
  const many = await aProvider(both.stage.build, both.provider.councilId)
  const visitor = aProviderVisitor(many)
  for (let n = 0; n < 53; n += 1)
    await aConversation(both.stage, both.staff, {
      about: { type: 'organisation', id: many.id },
      title: `Case-${String(n)}.`,
    })
  const first = await both.site.visit(visitor, '/provider/messages')
  const next = /href="(\/provider\/messages\?[^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await both.site.visit(visitor, next)
  const titles = [...(first.html + second.html).matchAll(/Case-\d+\./g)].map(([title]) => title)
  expect([titles.length, new Set(titles).size]).toEqual([53, 53])
})

it('refuses a list that no page of ours links to', async () => {
  for (const query of ['tab=all', 'after=1', `after=2025-01-01~x`])
    expect((await both.site.visit(both.provides, `/provider/messages?${query}`)).status).toBe(400)
})

it('is closed to whoever may not see conversations, and offers no writing to whoever may only read', async () => {
  const none = aProviderVisitor(both.provider, { permissions: ['home.view'] })
  expect((await both.site.visit(none, '/provider/messages')).status).toBe(403)
  const reader = aProviderVisitor(both.provider, { permissions: ['conversations.view'] })
  expect((await both.site.visit(reader, '/provider/messages')).text).not.toContain('Write to the council')
  expect((await both.site.visit(reader, '/provider/messages/new')).status).toBe(403)
})
