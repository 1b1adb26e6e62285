import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { replyToConversation } from '../../../commands/reply-to-conversation.ts'
import { aConversation } from '../../../testing/conversations.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const open = () => aConversation(both.stage, both.asha, { about: { type: 'package', id: both.care.id } })
const page = (id: string) => both.site.visit(both.brokers, `/council/messages/${id}`)
const send = (id: string, act: string, fields: Record<string, string>) =>
  both.site.send(both.brokers, `/council/messages/${id}/${act}`, fields)
const closing = { outcome: 'resolved', explanation: 'The rate was raised.', shownMessages: '1' }

it('shows the thread, the provider and the person, and answers', async () => {
  const id = await open()
  const before = await page(id)
  expect(before.text).toContain('Elm House')
  expect(before.text).toContain(both.care.reference)
  expect(before.text).toContain('Answer due 15 April 2025')
  expect((await send(id, 'replies', { text: 'We are looking.' })).status).toBe(303)
  const after = await page(id)
  expect(after.text).toContain('Waiting for the provider')
  expect(after.text).toContain('Cara Test, Brokerage')
  expect((await send(id, 'replies', { text: '' })).text).toContain('Enter your reply')
})

it('closes only with an outcome and an explanation, and then offers no more acts', async () => {
  const id = await open()
  const wordless = await send(id, 'closing', { ...closing, explanation: ' ' })
  expect([wordless.status, wordless.text.includes('Enter an explanation')]).toEqual([422, true])
  const aimless = await send(id, 'closing', { explanation: 'Done.', shownMessages: '1' })
  expect([aimless.status, aimless.text.includes('Select an outcome')]).toEqual([422, true])
  expect(aimless.html).toContain('Done.')
  expect((await send(id, 'closing', closing)).status).toBe(303)
  const { text } = await page(id)
  expect(text).toContain('Closed: Question answered. The rate was raised.')
  expect(text).not.toContain('Reply to the provider')
})

it('tells whoever closes over an unread message, keeps the words and closes the second time', async () => {
  const id = await open()
  await both.stage.work.run(both.asha, (work) => replyToConversation(work, { conversationId: id, text: 'Wait, more!' }))
  const stale = await send(id, 'closing', closing)
  expect(stale.status).toBe(422)
  expect(stale.text).toContain('A new message came while you were writing')
  expect(stale.text).toContain('Wait, more!')
  expect(stale.html).toContain('The rate was raised.')
  expect(stale.html).toContain('name="shownMessages" value="2"')
  expect((await send(id, 'closing', { ...closing, shownMessages: '2' })).status).toBe(303)
})

it('keeps as a note what was typed for a conversation that somebody has closed', async () => {
  const id = await open()
  await send(id, 'closing', closing)
  const acts = [
    ['replies', { text: 'My answer' }],
    ['closing', { ...closing, explanation: 'My answer' }],
    ['hand-over', { team: 'payments', shownTeam: 'brokerage', note: 'My answer' }],
  ] as const
  for (const [act, fields] of acts) {
    const refused = await send(id, act, fields)
    expect([refused.status, refused.text.includes('closed this conversation while')]).toEqual([422, true])
    expect(refused.html).toContain('My answer</textarea>')
  }
  expect((await send(id, 'notes', { internalNote: 'My answer' })).status).toBe(303)
})

it('hands over with a note and says so to both sides, and tells two who do it at once', async () => {
  const id = await open()
  const wanted = { team: 'payments', shownTeam: 'brokerage', note: 'About money.' }
  expect((await send(id, 'hand-over', { ...wanted, note: '' })).text).toContain('Enter a note that tells the team')
  expect((await send(id, 'hand-over', { ...wanted, team: '' })).status).toBe(400)
  expect((await send(id, 'hand-over', { shownTeam: 'brokerage', note: 'x' })).text).toContain('Select a team')
  expect((await send(id, 'hand-over', wanted)).status).toBe(303)
  expect((await send(id, 'hand-over', { ...wanted, _key: 'again-again' })).text).toContain(
    'handed this conversation over already',
  )
  const staffSee = (await page(id)).text
  expect(staffSee).toContain('Handed over to Payments.')
  expect(staffSee).toContain('Private note by Cara Test , 10 April 2025 at 10am About money.')
  const providerSees = (await both.site.visit(both.provides, `/provider/messages/${id}`)).text
  expect(providerSees).toContain('Handed over to Payments.')
  expect(providerSees).not.toContain('About money.')
})

it('is not found by another council', async () => {
  const id = await open()
  const elsewhere = await aCouncil(both.stage.build)
  const { accountId } = await aMember(both.stage.build, elsewhere.id, null, ['brokerage'])
  const stranger = aCouncilVisitor(elsewhere, accountId)
  expect((await both.site.visit(stranger, `/council/messages/${id}`)).status).toBe(404)
  expect((await both.site.send(stranger, `/council/messages/${id}/notes`, { internalNote: 'x' })).status).toBe(404)
})

it('lets an auditor read and not write', async () => {
  const id = await open()
  const auditor = { ...both.brokers, accountId: randomUUID(), permissions: new Set(['conversations.view'] as const) }
  const { text } = await both.site.visit(auditor, `/council/messages/${id}`)
  expect(text).not.toContain('Send reply')
  expect((await both.site.send(auditor, `/council/messages/${id}/replies`, { text: 'x' })).status).toBe(403)
})

it('keeps a draft of a reply until it is sent', async () => {
  const id = await open()
  const form = (act: string) => ({ _draft: `/council/messages/${id}`, _form: `/council/messages/${id}/${act}` })
  await both.site.send(both.brokers, '/drafts', { ...form('replies'), text: 'Half an answer' })
  await both.site.send(both.brokers, '/drafts', { ...form('notes'), internalNote: 'Half a note' })
  const begun = (await page(id)).html
  expect(begun).toContain('Half an answer</textarea>')
  expect(begun).toMatch(/<details[^>]* open[^>]*>(?:(?!<\/details>).)*Half a note<\/textarea>/s)
  await send(id, 'replies', { ...form('replies'), text: 'An answer' })
  expect((await page(id)).html).toContain('Half a note')
  expect((await page(id)).html).not.toContain('Half an answer')
})
