import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import { receivedFile } from '../../../testing/files.ts'
import { aMember, aPackage, type APackage } from '../../../testing/world.ts'
import { restrict } from '../../service-users/testing/restricted.ts'
import { aConversation } from '../testing/conversations.ts'
import { bothSides, type Both } from '../testing/site.ts'

let both: Both
let care: APackage
let id: string
let fileId: string
let guardianId: string

beforeAll(async () => {
  both = await bothSides()
  care = await aPackage(both.stage.build, both.provider)
  guardianId = (await aMember(both.stage.build, both.council.id, null, ['data-guardian'])).accountId
  const files = [await receivedFile(both.site.files, 'Where she lives.pdf', aPdf())]
  const about = { type: 'package', id: care.id } as const
  id = await aConversation(both.stage, both.asha, { about, title: 'Where she lives now', files })
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{
      id: string
    }>`select file_id as id from conversations.attachment where council_id = ${both.council.id}`.execute(tx),
  )
  fileId = rows[0]?.id ?? ''
  await restrict(both.stage, both.council, guardianId, care.personId)
})
afterAll(() => both.close())

const need = (accountId: string, providerId: string | null, untilAt: string | null) =>
  both.stage.build.insert('service_users.need_to_know', {
    ...{ council_id: both.council.id, person_id: care.personId, account_id: accountId, provider_id: providerId },
    ...{ name: 'Somebody', kind: untilAt === null ? 'named' : 'broken-glass', reason: 'A fall', giver_name: 'Meera' },
    ...{ given_by: untilAt === null ? guardianId : accountId, given_at: new Date('2025-04-01'), until_at: untilAt },
  })
const looks = async () => {
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{
      name: string
      from: string
    }>`select actor_name as name, details ->> 'from' as "from" from platform.audit_entry
      where council_id = ${both.council.id} and subject_id = ${care.personId}
        and action = 'restricted-person.conversation-read' order by seq`.execute(tx),
  )
  return rows
}

describe.each(['provider', 'council'] as const)('a thread about a restricted person on the %s face', (face) => {
  const visitor = () => (face === 'provider' ? both.provides : both.brokers)
  const list = () =>
    both.site.visit(visitor(), face === 'provider' ? '/provider/messages?tab=waiting-for-council' : '/council/messages')

  it('is neither listed nor counted nor found by its address, and takes no answer', async () => {
    expect((await list()).text).not.toContain('Where she lives')
    for (const address of ['', `/files/${fileId}`])
      expect((await both.site.visit(visitor(), `/${face}/messages/${id}${address}`)).status).toBe(404)
    expect((await both.site.send(visitor(), `/${face}/messages/${id}/replies`, { text: 'Hello' })).status).toBe(404)
  })

  it('opens to whoever is named or has said why, for as long as that holds, and each look is in the log', async () => {
    const accountId = visitor().accountId
    const providerId = face === 'provider' ? both.provider.id : null
    await need(accountId, providerId, '2025-04-10T08:59:00Z')
    expect((await both.site.visit(visitor(), `/${face}/messages/${id}`)).status).toBe(404)
    // Known at another place is not known at this one.
    await need(accountId, face === 'provider' ? null : both.provider.id, null)
    expect((await both.site.visit(visitor(), `/${face}/messages/${id}`)).status).toBe(404)
    await need(accountId, providerId, '2025-04-10T12:00:00Z')
    const before = await looks()
    expect((await list()).text).toContain('Where she lives now')
    const page = await both.site.visit(visitor(), `/${face}/messages/${id}`)
    expect(page.text).toContain('What should we do?')
    expect((await both.site.visit(visitor(), `/${face}/messages/${id}/files/${fileId}`)).status).toBe(200)
    const look = { name: face === 'provider' ? 'Asha Test' : 'Cara Test', from: '127.0.0.1' }
    expect((await looks()).slice(before.length)).toEqual([look, look])
  })
})

it('is written by nobody who could not read the answer, and what they typed is kept', async () => {
  const second = await aPackage(both.stage.build, both.provider)
  await restrict(both.stage, both.council, guardianId, second.personId)
  const sent = await both.site.upload(
    both.provides,
    '/provider/messages',
    { type: 'brokerage', related: 'package', packageReference: second.reference, title: 'Hours', text: 'Kept words' },
    [],
  )
  expect([sent.status, sent.text.includes('about a restricted person whom you may not know')]).toEqual([422, true])
  expect(sent.html).toContain('Kept words')
})

describe('saying whom a conversation is about', () => {
  const place = (conversationId: string, reference: string) =>
    both.site.send(both.brokers, `/council/messages/${conversationId}/people`, { 'person-reference': reference })
  const anyone = () =>
    aConversation(both.stage, both.asha, { about: { type: 'organisation', id: both.provider.id }, title: 'About Ann' })

  it('adds them to the page on both sides, and hides it when they are restricted', async () => {
    const open = await anyone()
    const known = await aPackage(both.stage.build, both.provider)
    const reference = (one: APackage) => `W-${one.personId.slice(0, 8)}`
    expect((await place(open, reference(known))).location).toBe(`/council/messages/${open}`)
    for (const [visitor, face] of [
      [both.brokers, 'council'],
      [both.provides, 'provider'],
    ] as const)
      expect((await both.site.visit(visitor, `/${face}/messages/${open}`)).text).toMatch(
        new RegExp(`Also about Test Person .{4} \\(${reference(known)}\\)`),
      )
    const hidden = await aPackage(both.stage.build, both.provider)
    await restrict(both.stage, both.council, guardianId, hidden.personId)
    expect((await place(open, reference(hidden))).location).toBe('/council/messages')
    expect((await both.site.visit(both.brokers, `/council/messages/${open}`)).status).toBe(404)
    expect((await both.site.visit(both.provides, `/provider/messages/${open}`)).status).toBe(404)
  })

  it.each([
    ['', 'Enter the reference of the person'],
    ['W-nobody', 'Nobody in the care of this provider has this reference'],
  ])('is refused at the field and keeps what was typed: %j', async (typed, said) => {
    const { status, text, html } = await place(await anyone(), typed)
    expect([status, text.includes(said)]).toEqual([422, true])
    expect(html).toContain('href="#person-reference"')
    expect(html).toContain(typed === '' ? 'value aria' : `value="${typed}"`)
  })
})
