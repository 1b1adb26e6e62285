import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPng } from '../../../../../platform/files/testing/samples.ts'
import { fixedClock } from '../../../../../platform/clock.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { receivedFile } from '../../../../../testing/files.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aMember, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { endSharesOf, openShare } from '../../../commands/share-document.ts'
import { aDocument, bothSides, type Both } from '../../../testing/site.ts'

let both: Both
let other: AProvider
let theirs: Visitor
let payments: Visitor

beforeAll(async () => {
  both = await bothSides()
  const { build } = both.stage
  other = await aProvider(build, both.council.id, { name: 'Oak House' })
  theirs = aProviderVisitor(other)
  const { accountId } = await aMember(build, both.council.id, null, ['payments'])
  payments = aCouncilVisitor(both.council, accountId, { permissions: ['home.view'] })
})
afterAll(() => both.close())

const answers = {
  shownVersion: '1',
  receiver: 'organisation',
  team: '',
  organisation: 'oak house',
  'until-day': '10',
  'until-month': '5',
  'until-year': '2025',
  reason: 'They take over the care on Monday',
}
const share = (id: string, over: Record<string, string> = {}) =>
  both.site.send(both.brokers, `/council/documents/${id}/share`, { ...answers, ...over })
const listOf = (visitor: Visitor) => both.site.visit(visitor, `/${visitor.face}/documents/shared`)
async function received(visitor: Visitor): Promise<string> {
  const { html } = await listOf(visitor)
  return /href="([^"]+\/documents\/shared\/[0-9a-f-]{36})"/.exec(html)?.[1] ?? ''
}
const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
  both.stage.db.read(both.staff.scope, async (tx) => (await query.execute(tx)).rows)

describe('a document that is shared with another organisation', () => {
  it('opens there, is audited each time, and names its reader on each page where that was wanted', async () => {
    const id = await aDocument(both, both.staff, { title: 'Plan for the move', text: 'Two carers' })
    expect((await share(id, { marked: 'yes' })).status).toBe(303)
    expect((await listOf(theirs)).text).toMatch(/Plan for the move.*each page names you.*take over the care on Monday/)
    const link = await received(theirs)
    for (let times = 0; times < 2; times += 1) {
      const given = await both.site.visit(theirs, link)
      expect([given.status, String(given.headers['content-disposition'])]).toEqual([200, expect.stringMatching(/^att/)])
    }
    const page = await both.site.visit(both.brokers, `/council/documents/${id}`)
    expect(page.text).toMatch(/Oak House, version 1 .* Asha Test, 10 April 2025 at 10am Asha Test, 10 April/)
    expect(
      await rows(sql`select action from platform.audit_entry where council_id = ${both.council.id}
        and subject_id = ${id} and action like 'document.share%' order by action`),
    ).toEqual([{ action: 'document.share-opened' }, { action: 'document.share-opened' }, { action: 'document.shared' }])
    const told = await newsOf(both.stage, both.council.id, 'document.shared')
    expect(told.at(-1)?.to).toEqual({ kind: 'administrators', providerId: other.id })
    expect(told.at(-1)?.text).not.toMatch(/Plan for the move|Test Person/)
  })

  it('is no more of it than the file: neither the document, nor its person, nor a later version', async () => {
    const id = await aDocument(both, both.staff)
    await share(id)
    expect((await both.site.visit(theirs, `/provider/documents/${id}`)).status).toBe(404)
    expect((await both.site.visit(theirs, '/provider/documents')).text).not.toContain('Plan after discharge')
  })

  it('ends when its day is over, when somebody ends it, and when the document is withdrawn', async () => {
    const id = await aDocument(both, both.staff)
    await share(id)
    const link = await received(theirs)
    const shareId = link.split('/').at(-1) ?? ''
    const late = workRunner(both.stage.db, fixedClock('2025-05-11T09:00:00Z'))
    const actor = { scope: theirs.scope, name: 'Asha Test', face: 'provider' } as const
    expect(await late.run(actor, (work) => openShare(work, shareId))).toMatchObject({ refusal: { code: 'over' } })
    const end = () => both.site.send(both.brokers, `/council/documents/${id}/shares/${shareId}/end`, {})
    expect((await end()).location).toBe(`/council/documents/${id}`)
    expect((await end()).status).toBe(303)
    const gone = await both.site.visit(theirs, link)
    expect([gone.status, gone.text.includes('is not shared any more')]).toEqual([410, true])
    const second = await aDocument(both, both.staff)
    await share(second)
    await both.stage.work.run(both.staff, (work) => endSharesOf(work, { documentId: second }))
    expect(await received(theirs)).not.toContain(second)
  })

  it('is nowhere to a third organisation, nor to whoever sees one service only', async () => {
    const id = await aDocument(both, both.staff)
    await share(id)
    const link = await received(theirs)
    const third = aProviderVisitor(await aProvider(both.stage.build, both.council.id))
    const narrow = aProviderVisitor(other, { narrow: true })
    for (const stranger of [third, both.provides, narrow]) {
      expect((await both.site.visit(stranger, link)).status).toBe(404)
      expect((await listOf(stranger)).text).toContain('Nothing is shared with you')
    }
  })
})

it('opens for the people of a team only, who see no other document', async () => {
  const id = await aDocument(both, both.staff, { title: 'Hours of the move' })
  expect((await share(id, { receiver: 'team', team: 'payments', organisation: '' })).status).toBe(303)
  expect((await both.site.visit(payments, await received(payments))).status).toBe(200)
  expect((await both.site.visit(payments, `/council/documents/${id}`)).status).toBe(403)
  const { accountId } = await aMember(both.stage.build, both.council.id, null, ['procurement'])
  const procurement = aCouncilVisitor(both.council, accountId, { permissions: ['home.view'] })
  expect((await both.site.visit(procurement, await received(payments))).status).toBe(404)
})

it.each([
  ['with nobody', { receiver: '' }, 'Select with whom it is shared'],
  ['with no team', { receiver: 'team', team: 'burglars' }, 'Select a team'],
  [
    'with an organisation that nobody knows',
    { organisation: 'Nowhere' },
    'No organisation that the council works with',
  ],
  ['with the organisation that has it', { organisation: 'Elm House' }, 'This organisation has the document already'],
  ['until yesterday', { 'until-day': '9', 'until-month': '4' }, 'must be today or in the future'],
  ['until no day', { 'until-day': '31', 'until-month': '2' }, 'Enter the last day'],
  ['for two years', { 'until-year': '2027' }, 'within a year'],
  ['without a reason', { reason: ' ' }, 'Enter why it is shared'],
])('keeps what was typed and shares nothing: %s', async (_what, over, said) => {
  const id = await aDocument(both, both.staff)
  const { status, text, html } = await share(id, { reason: 'Kept words', ...over })
  expect([status, text.includes(said)]).toEqual([422, true])
  if (!('reason' in over)) expect(html).toContain('Kept words')
  expect(
    await rows(sql`select id from documents.share where council_id = ${both.council.id} and document_id = ${id}`),
  ).toEqual([])
})

it('marks no picture, shares no version that was not on the page, and once for two clicks', async () => {
  const file = await receivedFile(both.site.files, 'a.png', aPng())
  const picture = await aDocument(both, both.staff, { file })
  expect((await both.site.visit(both.brokers, `/council/documents/${picture}/share`)).text).not.toContain('Watermark')
  expect((await share(picture, { marked: 'yes' })).text).toContain('Only a PDF can name its reader')
  expect((await share(picture, { shownVersion: '7' })).status).toBe(404)
  const id = await aDocument(both, both.staff)
  const once = { _key: `share-${id}` }
  expect((await Promise.all([share(id, once), share(id, once)])).map(({ status }) => status)).toEqual([303, 303])
  expect(
    await rows(sql`select id from documents.share where council_id = ${both.council.id} and document_id = ${id}`),
  ).toHaveLength(1)
})

it('is for those who file at the council, and for documents that they may see', async () => {
  const id = await aDocument(both, both.staff)
  const reader = aCouncilVisitor(both.council, both.staff.scope.accountId, { permissions: ['documents.view'] })
  expect((await both.site.visit(reader, `/council/documents/${id}/share`)).status).toBe(403)
  expect((await both.site.send(reader, `/council/documents/${id}/share`, answers)).status).toBe(403)
  const nowhere = '/council/documents/00000000-0000-4000-8000-000000000000/share'
  expect((await both.site.visit(both.brokers, nowhere)).status).toBe(404)
  expect((await both.site.visit(both.provides, `/provider/documents/${id}/share`)).status).toBe(404)
})
