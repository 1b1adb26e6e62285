import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import type { Actor } from '../../../platform/work.ts'
import { receivedFile, someFiles } from '../../../testing/files.ts'
import { aStage, councilActor, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import {
  aCouncil,
  aMember,
  aPackage,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../../testing/world.ts'
import { liftRestriction } from '../../service-users/commands/restrict-person.ts'
import { restrict } from '../../service-users/testing/restricted.ts'
import { tell } from '../jobs/tell.ts'
import { getConversation, listConversations } from '../store/conversations.ts'
import { countWaitingByTeam } from '../store/counts.ts'
import { aConversation } from '../testing/conversations.ts'
import { addByKey } from './add-by-key.ts'
import { openAttachment } from './attachments.ts'
import { noteOnConversation } from './note-on-conversation.ts'
import { openConversation } from './open-conversation.ts'
import { placeOnPerson } from './place-on-person.ts'
import { replyToConversation } from './reply-to-conversation.ts'
import { startConversation } from './start-conversation.ts'

const files = someFiles()
let stage: Stage
let council: ACouncil
let provider: AProvider
let guardian: { accountId: string; email: string }
let broker: { accountId: string; email: string }
let care: APackage
let asha: Actor
let staff: Actor
let faces: readonly Actor[]

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  guardian = await aMember(stage.build, council.id, null, ['data-guardian'])
  broker = await aMember(stage.build, council.id, null, ['brokerage'])
  asha = providerActor(provider)
  staff = councilActor(council.id, broker.accountId)
  faces = [asha, staff, serviceActor(provider)]
})
beforeEach(async () => {
  care = await aPackage(stage.build, provider)
})
afterAll(() => stage.strike())

const knowing = (actor: Actor, ...people: readonly string[]): Actor => ({
  ...actor,
  scope: { ...actor.scope, known: people },
})
const about = (one = care) => ({ about: { type: 'package', id: one.id } }) as const
const hide = (one = care) => restrict(stage, council, guardian.accountId, one.personId)
const lift = (personId = care.personId) =>
  stage.work.run(councilActor(council.id, guardian.accountId), (work) =>
    liftRestriction(work, { personId, reason: 'The order has ended' }),
  )

/** With no condition of ours: how many rows each table shows of one conversation, by its policies alone. */
async function seen({ scope }: Actor, id: string): Promise<Readonly<Record<string, number>>> {
  const own = (table: string) =>
    sql`(select count(*)::int from ${sql.raw(table)} t /* policy alone */
      where coalesce(to_jsonb(t) ->> 'conversation_id', to_jsonb(t) ->> 'id') = ${id})`
  const { rows } = await stage.db.read(scope, (tx) =>
    sql<Record<string, number>>`select ${own('conversations.conversation')} as conversation,
      ${own('conversations.message')} as message, ${own('conversations.attachment')} as attachment,
      ${own('conversations.attachment_opening')} as opening, ${own('conversations.about_person')} as about,
      ${own('published.conversation')} as published`.execute(tx),
  )
  return rows[0] ?? {}
}
const ALL = { conversation: 1, message: 2, attachment: 1, opening: 1, about: 1, published: 1 }
const NONE = { conversation: 0, message: 0, attachment: 0, opening: 0, about: 0, published: 0 }

/** A thread with a file that was opened and a reply. */
async function aThread(): Promise<string> {
  const file = await receivedFile(files, 'Plan.pdf', aPdf())
  const id = await aConversation(stage, asha, { ...about(), files: [file] })
  await stage.work.run(staff, (work) => replyToConversation(work, { conversationId: id, text: 'Thank you.' }))
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql<{ id: string }>`select file_id as id from conversations.attachment
      where council_id = ${council.id} and conversation_id = ${id}`.execute(tx),
  )
  const opened = { conversationId: id, fileId: rows[0]?.id ?? '', from: '127.0.0.1' }
  await stage.work.run(asha, (work) => openAttachment(work, opened))
  return id
}

describe('a conversation about a restricted person', () => {
  it('is there for those who know of them, on every face and in every table, by its policies alone', async () => {
    const id = await aThread()
    for (const actor of faces) expect(await seen(actor, id)).toEqual(ALL)
    await hide()
    for (const actor of faces) {
      expect(await seen(actor, id)).toEqual(NONE)
      expect(await seen(knowing(actor, guardian.accountId), id)).toEqual(NONE)
      expect(await seen(knowing(actor, guardian.accountId, care.personId), id)).toEqual(ALL)
    }
    await lift()
    for (const actor of faces) expect(await seen(actor, id)).toEqual(ALL)
  })

  it('keeps its notes too, and what is added later', async () => {
    const id = await aThread()
    await hide()
    const known = knowing(staff, care.personId)
    await stage.work.run(known, (work) => noteOnConversation(work, { conversationId: id, text: 'Ring the ward' }))
    await stage.work.run(known, (work) => replyToConversation(work, { conversationId: id, text: 'Any news?' }))
    expect(await seen(known, id)).toEqual({ ...ALL, message: 3 })
    expect(await seen(asha, id)).toEqual(NONE)
    const notes = (actor: Actor) =>
      stage.db.read(actor.scope, (tx) =>
        sql`select from conversations.internal_note where council_id = ${council.id} and conversation_id = ${id}`.execute(
          tx,
        ),
      )
    expect((await notes(staff)).rows).toHaveLength(0)
    expect((await notes(known)).rows).toHaveLength(1)
  })

  it('is in no list and no count, nowhere by its address, and takes no word from others', async () => {
    const before = await waiting(staff)
    const id = await aConversation(stage, asha, about())
    expect(await waiting(staff)).toBe(before + 1)
    await hide()
    expect(await waiting(staff)).toBe(before)
    expect(await listed(staff)).not.toContain(id)
    expect(await listed(knowing(staff, care.personId))).toContain(id)
    const read = (actor: Actor) =>
      stage.db.read(actor.scope, (tx) => getConversation(tx, { providerId: undefined }, id))
    await expect(read(staff)).rejects.toBeInstanceOf(NotFound)
    expect((await read(knowing(staff, care.personId))).restrictedPeople).toEqual([care.personId])
    const reply = stage.work.run(staff, (work) => replyToConversation(work, { conversationId: id, text: 'Hello' }))
    await expect(reply).rejects.toBeInstanceOf(NotFound)
    const closing = stage.db.write(staff.scope, (tx) =>
      sql`update conversations.conversation set state = 'awaiting-provider', due_on = null
        where council_id = ${council.id} and id = ${id}`.execute(tx),
    )
    expect((await closing).numAffectedRows).toBe(0n)
  })

  it('is begun by nobody who could not read the answer', async () => {
    await hide()
    const start = (actor: Actor) =>
      stage.work.run(actor, (work) =>
        startConversation(work, {
          ...{ type: 'brokerage', title: 'Hours', text: 'More hours?' },
          related: { kind: 'package', reference: care.reference },
        }),
      )
    expect(await start(asha)).toEqual({ ok: false, refusal: { code: 'restricted' } })
    expect(await start(knowing(asha, care.personId))).toMatchObject({ ok: true })
  })

  it('is written by what somebody else does, once and to its end, though they cannot read it', async () => {
    await hide()
    const open = () =>
      stage.work.run(asha, (work) =>
        openConversation(work, { key: `told:${care.id}`, type: 'death', title: 'Death', text: 'Told', ...about() }),
      )
    const id = await open()
    expect(await open()).toBe(id)
    await stage.work.run(asha, (work) =>
      addByKey(work, { providerId: provider.id, key: `told:${care.id}`, text: 'And again' }),
    )
    expect(await seen(asha, id)).toEqual(NONE)
    expect(await seen(knowing(asha, care.personId), id)).toMatchObject({ conversation: 1, message: 2, about: 1 })
  })

  it('is hidden though it was begun in the moment in which the person was restricted', async () => {
    const key = `race:${care.id}`
    const begin = stage.work.run(asha, (work) =>
      openConversation(work, { key, type: 'brokerage', title: 'Hours', text: 'More?', ...about() }),
    )
    await Promise.allSettled([begin, hide()])
    const { rows } = await stage.db.read(asha.scope, (tx) =>
      sql`select from conversations.conversation where council_id = ${council.id} and provider_id = ${provider.id}
        and key = ${key}`.execute(tx),
    )
    expect(rows).toEqual([])
  })
})

describe('a conversation that is placed on people later', () => {
  const place = (actor: Actor, conversationId: string, one: APackage) =>
    stage.work.run(actor, (work) =>
      placeOnPerson(work, { conversationId, reference: ` W-${one.personId.slice(0, 8)} ` }),
    )

  it('is hidden as soon as one of them is restricted, and until the last of them is not', async () => {
    const second = await aPackage(stage.build, provider)
    const id = await aConversation(stage, asha, { about: { type: 'service', id: provider.serviceId } })
    expect(await place(staff, id, care)).toEqual({ ok: true, value: { open: true } })
    expect(await place(staff, id, care)).toMatchObject({ refusal: { code: 'placed-already' } })
    await hide(second)
    expect(await place(staff, id, second)).toEqual({ ok: true, value: { open: false } })
    const [one, other] = [care.personId, second.personId]
    await hide(care)
    for (const actor of faces) {
      for (const few of [[], [one], [other]]) expect(await seen(knowing(actor, ...few), id)).toEqual(NONE)
      expect(await seen(knowing(actor, one, other), id)).toMatchObject({ conversation: 1, message: 1, about: 2 })
    }
    await lift(other)
    expect(await seen(staff, id)).toEqual(NONE)
    await lift(one)
    expect(await seen(staff, id)).toMatchObject({ conversation: 1, message: 1, about: 2 })
  })

  it('is placed by the council only, on somebody in the care of that provider, for twice at once', async () => {
    const stranger = await aPackage(stage.build, await aProvider(stage.build, council.id))
    const id = await aConversation(stage, asha, { about: { type: 'organisation', id: provider.id } })
    expect(await place(staff, id, stranger)).toMatchObject({ refusal: { code: 'nobody-there' } })
    await expect(place(asha, id, care)).rejects.toThrow('row-level security')
    const outcomes = await Promise.all([place(staff, id, care), place(staff, id, care)])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

describe('mail about it', () => {
  const told = async (id: string, number: number) => {
    const before = await mails()
    await tell.handle(stage.work, { councilId: council.id, conversationId: id, number })
    return (await mails()).filter(({ id: mail }) => !before.some((one) => one.id === mail))
  }

  it('goes to those of the team who know, and without one to the data guardian; it names nothing', async () => {
    const id = await aConversation(stage, asha, { ...about(), title: 'Unspeakable', text: 'Unspeakable' })
    await hide()
    const nobody = await told(id, 1)
    expect(nobody.map(({ recipient }) => recipient)).toEqual([guardian.email])
    await named(broker.accountId, null)
    await stage.work.run(knowing(asha, care.personId), (work) =>
      replyToConversation(work, { conversationId: id, text: 'Unspeakable' }),
    )
    const some = await told(id, 2)
    expect(some.map(({ recipient }) => recipient)).toEqual([broker.email])
    for (const { subject, body } of [...nobody, ...some])
      expect(subject + body).not.toMatch(new RegExp(`Unspeakable|W-|${care.reference}`))
  })

  it('goes to no writer who may not read it any more', async () => {
    const writer = await aMember(stage.build, council.id, provider.id)
    const actor = { ...asha, scope: { ...asha.scope, accountId: writer.accountId } }
    const id = await aConversation(stage, actor, about())
    await hide()
    await stage.work.run(knowing(staff, care.personId), (work) =>
      replyToConversation(work, { conversationId: id, text: 'Here it is' }),
    )
    expect((await told(id, 2)).map(({ recipient }) => recipient)).not.toContain(writer.email)
  })
})

async function named(accountId: string, providerId: string | null): Promise<void> {
  await stage.build.insert('service_users.need_to_know', {
    ...{ council_id: council.id, person_id: care.personId, account_id: accountId, provider_id: providerId },
    ...{ name: 'Somebody', kind: 'named', reason: 'Key worker', given_by: guardian.accountId, giver_name: 'Meera' },
    given_at: new Date('2025-04-01'),
  })
}

async function mails(): Promise<readonly { id: string; recipient: string; subject: string; body: string }[]> {
  return stage.db.read(staff.scope, (tx) =>
    tx
      .selectFrom('platform.mail')
      .where('council_id', '=', council.id)
      .select(['id', 'recipient', 'subject', 'body'])
      .orderBy('id')
      .execute(),
  )
}

async function waiting({ scope }: Actor): Promise<number> {
  const counts = await stage.db.read(scope, (tx) => countWaitingByTeam(tx, localDate('2025-04-10')))
  return counts.reduce((sum, one) => sum + one.waiting, 0)
}

async function listed({ scope }: Actor): Promise<readonly string[]> {
  const filter = {
    state: 'awaiting-council',
    order: 'newest',
    team: undefined,
    dueBefore: undefined,
    after: undefined,
  } as const
  const rows = await stage.db.read(scope, (tx) =>
    listConversations(tx, { providerId: undefined }, { ...filter, rows: 200 }),
  )
  return rows.map(({ id }) => id)
}
