import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Actor } from '../../../platform/work.ts'
import { aStage, councilActor, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { tell } from '../jobs/tell.ts'
import { getConversation, listConversations } from '../store/conversations.ts'
import { countWaitingForCouncil, countWaitingForProvider } from '../store/counts.ts'
import { listMessages, listNotes } from '../store/messages.ts'
import { listMessageTypes } from '../store/message-types.ts'
import { aConversation } from '../testing/conversations.ts'
import { closeConversation } from './close-conversation.ts'
import { handOverConversation } from './hand-over-conversation.ts'
import { loadDefaultTypes } from './load-default-types.ts'
import { noteOnConversation } from './note-on-conversation.ts'
import { openConversation } from './open-conversation.ts'
import { reopenConversation } from './reopen-conversation.ts'
import { replyToConversation } from './reply-to-conversation.ts'
import { startConversation } from './start-conversation.ts'

let stage: Stage
let provider: AProvider
let other: AProvider
let care: APackage
let asha: Actor
let staff: Actor
let brokerEmail: string

const everyone = { providerId: undefined }

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  other = await aProvider(stage.build, council.id)
  care = await aPackage(stage.build, provider)
  asha = providerActor(provider)
  const broker = await aMember(stage.build, council.id, null, ['brokerage'])
  brokerEmail = broker.email
  staff = councilActor(council.id, broker.accountId)
})
afterAll(() => stage.strike())

const aboutUs = () => ({ type: 'organisation', id: provider.id }) as const
const aboutCare = () => ({ type: 'package', id: care.id }) as const
const read = (id: string) => stage.db.read(staff.scope, (tx) => getConversation(tx, everyone, id))
const thread = (id: string) => stage.db.read(staff.scope, (tx) => listMessages(tx, everyone, id))
const reply = (actor: Actor, conversationId: string, text = 'Here is more.') =>
  stage.work.run(actor, (work) => replyToConversation(work, { conversationId, text }))
const close = (conversationId: string, shownMessages: number, over: { explanation?: string } = {}) =>
  stage.work.run(staff, (work) =>
    closeConversation(work, {
      conversationId,
      shownMessages,
      outcome: 'resolved',
      explanation: over.explanation ?? 'The hours were corrected.',
    }),
  )

it('opens once for a key, also when it is asked twice at once', async () => {
  const open = () => aConversation(stage, asha, { key: 'agreement-rejected:1:1', about: aboutCare() })
  const ids = new Set([...(await Promise.all([open(), open()])), await open()])
  expect(ids.size).toBe(1)
  expect(await thread([...ids][0] ?? '')).toHaveLength(1)
})

it('promises an answer by the working days of its type and names what it is about', async () => {
  const id = await aConversation(stage, asha, { about: aboutCare() })
  expect(await read(id)).toMatchObject({
    state: 'awaiting-council',
    team: 'brokerage',
    dueOn: '2025-04-15',
    aboutText: `Package ${care.reference}`,
    serviceId: provider.serviceId,
    givenName: 'Test',
  })
})

it('waits for the provider when staff open it, and for the council when a job does', async () => {
  const byStaff = await aConversation(stage, staff, { about: aboutUs() })
  expect(await read(byStaff)).toMatchObject({ state: 'awaiting-provider', dueOn: null })
  const system: Actor = { ...staff, face: 'system', name: 'Provider Portal' }
  expect(await read(await aConversation(stage, system, { about: aboutUs() }))).toMatchObject({
    state: 'awaiting-council',
  })
})

it('passes the turn with each reply, stops the promise and starts it anew', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await reply(staff, id)
  expect(await read(id)).toMatchObject({ state: 'awaiting-provider', dueOn: null, messages: 2 })
  await reply(asha, id)
  expect(await read(id)).toMatchObject({ state: 'awaiting-council', dueOn: '2025-04-15', messages: 3 })
})

it('keeps both answers of two people who answer at once', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await Promise.all([reply(staff, id, 'First'), reply(staff, id, 'Second'), reply(asha, id, 'Third')])
  const texts = (await thread(id)).map(({ number, text }) => [number, text] as const)
  expect(texts.map(([number]) => number)).toEqual([1, 2, 3, 4])
  expect(
    texts
      .slice(1)
      .map(([, text]) => text)
      .sort(),
  ).toEqual(['First', 'Second', 'Third'])
})

it('refuses to close over a message that was not on the page', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await reply(asha, id)
  expect(await close(id, 1)).toEqual({ ok: false, refusal: { code: 'new-message', unread: 1 } })
  expect(await close(id, 2, { explanation: ' ' })).toEqual({ ok: false, refusal: { code: 'nothing-written' } })
  expect(await close(id, 2)).toMatchObject({ ok: true })
  expect(await close(id, 3)).toEqual({ ok: false, refusal: { code: 'already-closed' } })
  expect(await read(id)).toMatchObject({ state: 'closed', outcome: 'resolved', closedOn: '2025-04-10' })
})

it('lets either a reply or a closing win when they meet, and loses no words', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  const [replied, closed] = await Promise.all([reply(asha, id), close(id, 1)])
  expect([replied.ok, closed.ok].sort()).toEqual([false, true])
})

it('reopens for the provider and asks the council again', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  const reopen = () =>
    stage.work.run(asha, (work) => reopenConversation(work, { conversationId: id, text: 'It is still wrong.' }))
  expect(await reopen()).toEqual({ ok: false, refusal: { code: 'not-closed' } })
  await close(id, 1)
  expect(await reply(asha, id)).toEqual({ ok: false, refusal: { code: 'closed' } })
  expect(await reopen()).toMatchObject({ ok: true })
  expect(await read(id)).toMatchObject({ state: 'awaiting-council', outcome: null, closedOn: null })
  expect((await thread(id)).map(({ kind }) => kind)).toEqual(['message', 'closed', 'reopened'])
})

it('hands over with a note that only staff see, and keeps the promise', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  const handOver = (shownTeam: 'brokerage' | 'payments') =>
    stage.work.run(staff, (work) =>
      handOverConversation(work, { conversationId: id, shownTeam, team: 'payments', note: 'A rate, not an order.' }),
    )
  const before = await read(id)
  expect(await handOver('brokerage')).toMatchObject({ ok: true })
  expect(await handOver('brokerage')).toEqual({ ok: false, refusal: { code: 'moved', team: 'payments' } })
  expect(await handOver('payments')).toEqual({ ok: false, refusal: { code: 'same-team' } })
  expect(await read(id)).toMatchObject({ team: 'payments', dueOn: before.dueOn, state: 'awaiting-council' })
  expect((await thread(id)).map(({ text }) => text)).not.toContain('A rate, not an order.')
  const notes = await stage.db.read(staff.scope, (tx) => listNotes(tx, id))
  expect(notes).toMatchObject([{ text: 'A rate, not an order.', writerName: 'Cara Test' }])
})

it('keeps internal notes from the provider by the database itself', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await stage.work.run(staff, (work) => noteOnConversation(work, { conversationId: id, text: 'Ask legal.' }))
  for (const actor of [asha, serviceActor(provider)])
    await expect(stage.db.read(actor.scope, (tx) => listNotes(tx, id))).rejects.toThrow('permission denied')
})

it('lets no provider close, write as the council or change what was said', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  const attempts = [
    sql`update /* policy alone */ conversations.conversation set state = 'closed', due_on = null, closed_on = '2025-04-10', outcome = 'resolved' where id = ${id}`,
    sql`insert into /* policy alone */ conversations.message (council_id, conversation_id, number, provider_id, side, kind, team, text, written_by, writer_name, written_at)
      values (${provider.councilId}, ${id}, 2, ${provider.id}, 'council', 'message', 'brokerage', 'Paid!', ${provider.accountId}, 'Eve', now())`,
    sql`update /* policy alone */ conversations.message set text = 'Never said' where conversation_id = ${id}`,
  ]
  for (const attempt of attempts)
    await expect(stage.db.write(asha.scope, (tx) => attempt.execute(tx))).rejects.toThrow(
      /row-level security|permission denied/,
    )
})

it('shows another provider nothing and answers as if it were not there', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await expect(reply(providerActor(other), id)).rejects.toBeInstanceOf(NotFound)
  const policyAlone = sql`select /* policy alone */ id from conversations.conversation`
  const { rows } = await stage.db.read(providerActor(other).scope, (tx) => policyAlone.execute(tx))
  expect(rows).toEqual([])
  const foreign = { type: 'organisation', id: other.id } as const
  await expect(aConversation(stage, asha, { about: foreign })).rejects.toBeInstanceOf(NotFound)
})

it('shows a narrower grant what is about its services and never the organisation’s own', async () => {
  const ben = serviceActor(provider)
  const [whole, service, person] = await Promise.all([
    aConversation(stage, asha, { about: aboutUs() }),
    aConversation(stage, ben, { about: { type: 'service', id: provider.serviceId } }),
    aConversation(stage, asha, { about: aboutCare() }),
  ])
  const filter = {
    state: 'awaiting-council',
    order: 'oldest',
    team: undefined,
    dueBefore: undefined,
    after: undefined,
    rows: 50,
  } as const
  const rows = await stage.db.read(ben.scope, (tx) => listConversations(tx, { providerId: provider.id }, filter))
  const seen = rows.map(({ id }) => id)
  expect(seen).toEqual(expect.arrayContaining([service, person]))
  expect(seen).not.toContain(whole)
  await expect(reply(ben, whole)).rejects.toBeInstanceOf(NotFound)
})

it('starts from a form: by package reference, and not for the whole organisation with a narrower grant', async () => {
  const start = (actor: Actor, related: Parameters<typeof startConversation>[1]['related'], type = 'payments') =>
    stage.work.run(actor, (work) => startConversation(work, { type, related, title: 'Rate', text: 'Please check.' }))
  const typed = { kind: 'package', reference: care.reference } as const
  const ben = serviceActor(provider)
  expect(await start(ben, typed)).toMatchObject({ ok: true })
  expect(await start(providerActor(other), typed)).toMatchObject({ refusal: { code: 'no-such-package' } })
  expect(await start(ben, { kind: 'organisation' })).toMatchObject({ refusal: { code: 'whole-organisation' } })
  expect(await start(asha, { kind: 'organisation' }, 'gossip')).toMatchObject({ refusal: { code: 'unknown-type' } })
})

it('counts what waits on each side, and what is late', async () => {
  const council = await aCouncil(stage.build)
  const mine = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['payments', 'auditor'])
  const clerk = councilActor(council.id, accountId)
  const open = (type: string, actor: Actor) =>
    aConversation(stage, actor, { type, about: { type: 'organisation', id: mine.id } })
  await open('payments', providerActor(mine))
  await open('brokerage', providerActor(mine))
  await open('payments', clerk)
  const waiting = (today: '2025-04-17' | '2025-04-22') =>
    stage.db.read(clerk.scope, (tx) => countWaitingForCouncil(tx, accountId, localDate(today)))
  expect(await waiting('2025-04-17')).toEqual({ waiting: 1, overdue: 0 })
  expect(await waiting('2025-04-22')).toEqual({ waiting: 1, overdue: 1 })
  expect(await stage.db.read(providerActor(mine).scope, countWaitingForProvider)).toBe(1)
})

it('loads the shipped types once and leaves a council’s own as they are', async () => {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null)
  const clerk = councilActor(council.id, accountId)
  const own = { code: 'death', name: 'A death', team: 'payments', target_days: 2, place: 0 }
  await stage.build.insert('conversations.message_type', { council_id: council.id, ...own })
  await stage.work.run(clerk, loadDefaultTypes)
  await stage.work.run(clerk, loadDefaultTypes)
  const types = await stage.db.read(clerk.scope, listMessageTypes)
  expect(types).toHaveLength(8)
  const { rows } = await stage.db.read(clerk.scope, (tx) =>
    sql`select details from platform.audit_entry where council_id = ${council.id}`.execute(tx),
  )
  expect(rows).toEqual([{ details: { added: 7 } }])
  expect(types.find(({ code }) => code === 'death')).toMatchObject({ name: 'A death', targetDays: 2 })
})

it('mails the other side once, with nothing of what was written', async () => {
  const id = await aConversation(stage, asha, { about: aboutCare(), title: 'Mrs Example', text: 'She has died' })
  await reply(staff, id, 'Our sympathy')
  const run = (number: number) => tell.handle(stage.work, { councilId: provider.councilId, conversationId: id, number })
  for (const number of [1, 1, 2, 2, 99]) await run(number)
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql<{ recipient: string; subject: string; body: string }>`
      select recipient, subject, body from platform.mail where council_id = ${provider.councilId} order by queued_at, recipient`.execute(
      tx,
    ),
  )
  expect(rows.filter(({ recipient }) => recipient === brokerEmail)).toHaveLength(1)
  expect(rows).toHaveLength(2)
  for (const { subject, body } of rows) expect(subject + body).not.toMatch(/Example|died|sympathy|Test/)
})

it('mails the organisation’s own address while nobody there has written', async () => {
  const council = await aCouncil(stage.build)
  const fresh = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['payments'])
  const clerk = councilActor(council.id, accountId)
  const setEmail = sql`update providers.organisation set email = 'office@elm.example' where council_id = ${council.id}`
  await stage.db.write(clerk.scope, (tx) => setEmail.execute(tx))
  const conversationId = await aConversation(stage, clerk, { about: { type: 'organisation', id: fresh.id } })
  await tell.handle(stage.work, { councilId: council.id, conversationId, number: 1 })
  const { rows } = await stage.db.read(clerk.scope, (tx) =>
    sql<{ recipient: string }>`select recipient from platform.mail where council_id = ${council.id}`.execute(tx),
  )
  expect(rows).toEqual([{ recipient: 'office@elm.example' }])
})

it('audits every act', async () => {
  const id = await aConversation(stage, asha, { about: aboutUs() })
  await reply(staff, id)
  await close(id, 2)
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql<{
      action: string
    }>`select action from platform.audit_entry where council_id = ${provider.councilId} and subject_id = ${id} order by seq`.execute(
      tx,
    ),
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'conversation.opened',
    'conversation.replied',
    'conversation.closed',
  ])
})

it('does not open for a type that nobody has heard of', async () => {
  const open = stage.work.run(asha, (work) =>
    openConversation(work, { key: 'x', type: 'gossip', about: aboutUs(), title: 't', text: 't' }),
  )
  await expect(open).rejects.toThrow('gossip')
})
