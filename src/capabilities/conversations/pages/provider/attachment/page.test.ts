import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPdf, aPng } from '../../../../../platform/files/testing/samples.ts'
import { serviceActor } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider } from '../../../../../testing/world.ts'
import { closeConversation } from '../../../commands/close-conversation.ts'
import { aConversation } from '../../../testing/conversations.ts'
import { bothSides, type Both } from '../../../testing/site.ts'

let both: Both

beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const open = (over = {}) =>
  aConversation(both.stage, both.asha, { about: { type: 'package', id: both.care.id }, ...over })
const file = (name: string, bytes: Buffer | string = aPdf()) => ({ field: 'files', name, bytes })
const reply = (id: string, files: readonly ReturnType<typeof file>[], text = 'Here it is.') =>
  both.site.upload(both.provides, `/provider/messages/${id}/replies`, { text }, files)
const linksIn = (html: string): string[] =>
  [...html.matchAll(/href="([^"]+\/files\/[^"]+)"/g)].map(([, link]) => link ?? '')

it('sends files with a reply, lists them with their size and gives them to both sides', async () => {
  const id = await open()
  expect((await reply(id, [file('Care plan.pdf'), file('rota.png', aPng())])).status).toBe(303)
  const mine = await both.site.visit(both.provides, `/provider/messages/${id}`)
  expect(mine.text).toMatch(/Care plan\.pdf \(PDF, \d+ bytes\) Nobody has opened it yet/)
  const theirs = linksIn((await both.site.visit(both.brokers, `/council/messages/${id}`)).html)
  expect([linksIn(mine.html).length, theirs.length]).toEqual([2, 2])
  const given = await both.site.visit(both.brokers, theirs[0] ?? '')
  expect([given.status, given.html.slice(0, 5)]).toEqual([200, '%PDF-'])
  expect(given.headers['content-disposition']).toContain('Care%20plan.pdf')
})

it('says who opened a file and when, each person once', async () => {
  const id = await open()
  await reply(id, [file('a.pdf')])
  const [link = ''] = linksIn((await both.site.visit(both.brokers, `/council/messages/${id}`)).html)
  await both.site.visit(both.brokers, link)
  await both.site.visit(both.brokers, link)
  const { text } = await both.site.visit(both.provides, `/provider/messages/${id}`)
  expect(text).toContain('Opened by 1 person : a.pdf Cara Test, 10 April 2025 at 10am')
})

it('sends files with a new message and with an answer of the council', async () => {
  const started = await both.site.upload(
    both.provides,
    '/provider/messages',
    {
      type: 'brokerage',
      related: 'package',
      packageReference: both.care.reference,
      title: 'Plan',
      text: 'See the file.',
    },
    [file('plan.pdf')],
  )
  expect(started.status).toBe(303)
  const id = started.location.split('/').at(-1) ?? ''
  const answered = await both.site.upload(both.brokers, `/council/messages/${id}/replies`, { text: 'Thank you.' }, [
    file('answer.pdf'),
  ])
  expect(answered.status).toBe(303)
  const { text } = await both.site.visit(both.provides, started.location)
  expect(text).toMatch(/See the file\..*plan\.pdf.*Thank you\..*answer\.pdf/)
})

it.each([
  ['a hostile file', [file('a.pdf', '<svg onload=alert(1)>')], 'Words', 'The file holds a script'],
  ['six files', [1, 2, 3, 4, 5, 6].map((n) => file(`${String(n)}.pdf`)), 'Words', 'up to 5 files'],
  ['no words', [file('a.pdf')], '', 'Choose your file again'],
])('keeps the words and leaves no file after a fault: %s', async (_what, files, text, said) => {
  const id = await open()
  const left = both.site.filesLeft().length
  const answer = await reply(id, files, text)
  expect([answer.status, answer.text.includes(said), answer.html.includes(text)]).toEqual([422, true, true])
  expect(both.site.filesLeft()).toHaveLength(left)
  expect((await both.site.visit(both.provides, `/provider/messages/${id}`)).html).not.toContain('/files/')
})

it('says that the conversation was closed meanwhile, also to somebody who sends files', async () => {
  const id = await open()
  await both.stage.work.run(both.staff, (work) =>
    closeConversation(work, { conversationId: id, shownMessages: 1, outcome: 'resolved', explanation: 'Done.' }),
  )
  const answer = await reply(id, [file('a.pdf')])
  expect([answer.status, answer.text.includes('was closed while you were writing')]).toEqual([422, true])
  expect((await reply(id, [file('a.pdf', 'MZ')])).status).toBe(422)
  const council = await both.site.upload(both.brokers, `/council/messages/${id}/replies`, { text: 'x' }, [
    file('a.pdf'),
  ])
  expect(council.status).toBe(422)
})

it('is nowhere to another provider, another council and a narrower grant of another service', async () => {
  const id = await open()
  await reply(id, [file('a.pdf')])
  const [link = ''] = linksIn((await both.site.visit(both.provides, `/provider/messages/${id}`)).html)
  const council = await aCouncil(both.stage.build)
  const { accountId } = await aMember(both.stage.build, council.id, null, ['brokerage'])
  const stranger = await aProvider(both.stage.build, both.provider.councilId)
  const ben = aProviderVisitor(both.provider, { narrow: true })
  const elsewhere = { ...serviceActor(both.provider).scope, services: [stranger.serviceId], contracts: [] }
  const asked = [
    await both.site.visit(aProviderVisitor(stranger), link),
    await both.site.visit({ ...ben, scope: elsewhere }, link),
    await both.site.visit(aCouncilVisitor(council, accountId), link.replace('/provider/', '/council/')),
    await both.site.visit(both.provides, link.replace(id, await open())),
  ]
  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect((await both.site.visit(ben, link)).status).toBe(200)
})
