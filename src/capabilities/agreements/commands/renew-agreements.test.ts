import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pounds } from '../../../core/decimal.ts'
import type { Actor } from '../../../platform/work.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { tellLetters } from '../../contracts/commands/tell-letters.ts'
import { undoUplift } from '../../contracts/commands/uplift.ts'
import { anAgreement, anOffer } from '../testing/agreement.ts'
import { anAppliedUplift, followers, toldOfUndone, versionOfUplift } from '../testing/uplift.ts'
import { loadAgreement } from '../pages/shared/load.ts'
import { buildContent } from '../rules/content.ts'
import { changesSince } from '../rules/differences.ts'
import { differenceRows } from '../rules/offer-text.ts'
import { findPrinted } from '../store/papers.ts'
import { draftAgreement } from './draft-agreement.ts'
import { paperOf } from './keep-papers.ts'
import { offerPaper } from './paper.ts'
import { rejectAgreement } from './reject-agreement.ts'
import { renewAgreements } from './renew-agreements.ts'
import { signAgreements } from './sign-agreements.ts'
import { withdrawAgreement } from './withdraw-agreement.ts'

let stage: Stage
let council: ACouncil
let provider: AProvider
let ann: Actor
let ben: Actor

beforeAll(async () => {
  stage = await aStage('2025-03-10T09:00:00Z')
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { rates: [{ from: '2024-01-01', price: pounds('21.00') }] })
  const [first, second] = [
    await aMember(stage.build, council.id, null, ['procurement']),
    await aMember(stage.build, council.id, null, ['procurement']),
  ]
  ann = councilActor(council.id, first.accountId, 'Ann Test')
  ben = councilActor(council.id, second.accountId, 'Ben Test')
})
afterAll(() => stage.strike())

const ask = async <T>(text: ReturnType<typeof sql<T>>): Promise<readonly T[]> =>
  stage.db.read(ann.scope, async (tx) => (await text.execute(tx)).rows)

const applied = (over?: { renewsAgreements?: boolean }) => anAppliedUplift(stage, { ann, ben }, over)
const renewed = async (upliftId: string) => renewAgreements(stage.work, { councilId: council.id, upliftId })
async function undone(id: string) {
  const shownVersion = await versionOfUplift(stage, { ann }, id)
  return stage.work.run(ben, (work) => undoUplift(work, { upliftId: id, shownVersion, reason: 'A slip' }, followers))
}

type Row = { id: string; reference: string; status: string; cause: string; from: string; price: string; hash: string }
const agreements = () =>
  ask(sql<Row>`
    select a.id, a.reference, a.status, r.cause, r.content -> 'lines' -> 0 ->> 'startsOn' as "from",
      r.content -> 'lines' -> 0 -> 'prices' -> 0 ->> 'price' as price, encode(r.content_hash, 'hex') as hash
    from agreements.agreement a
    join agreements.revision r on r.council_id = a.council_id and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${council.id} order by a.reference`)
const statuses = async () => (await agreements()).map(({ status }) => status)
const agree = ({ id, hash }: Pick<Row, 'id' | 'hash'>) =>
  stage.work.run(providerActor(provider), (work) =>
    signAgreements(work, {
      agreements: [{ id, shown: { revision: 1, hash } }],
      typedName: 'Asha Test',
      statements: ['I have read it'],
      provedAt: stage.clock.now(),
    }),
  )

describe('an applied uplift', () => {
  it('publishes a new agreement at the new price from its day on, and the agreed one holds until it is answered', async () => {
    const care = await aPackage(stage.build, provider)
    await anAgreement(stage.build, provider, care, { status: 'agreed' })
    await renewed(await applied())
    expect(await agreements()).toMatchObject([
      { reference: `${care.reference}-A1`, status: 'agreed', cause: 'new', price: '210000' },
      {
        ...{ reference: `${care.reference}-A2`, status: 'published', cause: 'annual-uplift' },
        ...{ from: '2025-04-07', price: '218400' },
      },
    ])
  })

  it('is why of what is drafted by hand for care of which the price alone changed; another text is a correction', async () => {
    const care = await aPackage(stage.build, provider)
    await anAgreement(stage.build, provider, care, { status: 'agreed' })
    const drafted = async () => {
      const made = await stage.work.run(ann, (work) => draftAgreement(work, { packageIds: [care.id] }))
      if (!made.ok) throw new Error('not drafted')
      const { agreementId } = made.value
      await stage.work.run(ann, (work) =>
        withdrawAgreement(work, { agreementId, reason: 'Seen' }, () => Promise.resolve()),
      )
      return (await agreements()).find(({ id }) => id === agreementId)?.cause
    }
    expect(await drafted()).toBe('correction')
    await applied({ renewsAgreements: false })
    expect(await drafted()).toBe('annual-uplift')
  })

  it('says what changed since the agreement whose place it takes, on the page and on paper', async () => {
    const care = await aPackage(stage.build, provider)
    const old = await anAgreement(stage.build, provider, care, { status: 'agreed' })
    await renewed(await applied())
    const [, young] = await agreements()
    const id = young?.id ?? ''
    const { since, offer, printed } = await stage.db.read(ann.scope, async (tx) => ({
      ...(await loadAgreement(tx, { providerId: provider.id }, id)),
      printed: await findPrinted(tx, { providerId: provider.id }, { id, revision: 1 }),
    }))
    expect(since).toMatchObject([{ address: `${old.id}/revisions/1`, before: { reference: old.reference } }])
    const [change] = since.flatMap(({ before }) => changesSince(before, offer))
    expect(change && differenceRows(change, false)).toEqual([
      ['Price', '£21.00 an hour', '£21.84 an hour'],
      ['Cost of a week', '£294.00', '£305.76 (£11.76 more)'],
      ['Starts', '6 January 2025', '7 April 2025'],
    ])
    if (printed === undefined) throw new Error('it is not printed')
    const council = { code: 'T', name: 'Test Council', agreementWord: 'Agreement' }
    const [section] = offerPaper(paperOf(printed, council, 'https://portal.test')).sections
    expect(section?.heading).toBe(`What changed since agreement ${old.reference}, revision 1`)
    expect(section?.rows).toContainEqual(['Price', '£21.00 an hour', '£21.84 an hour'])
  })

  it('does so once, however often and by however many workers it is done', async () => {
    for (let n = 0; n < 3; n += 1)
      await anAgreement(stage.build, provider, await aPackage(stage.build, provider), { status: 'agreed' })
    const id = await applied()
    await Promise.all([renewed(id), renewed(id)])
    await renewed(id)
    expect((await statuses()).toSorted()).toEqual([
      ...Array<string>(3).fill('agreed'),
      ...Array<string>(3).fill('published'),
    ])
  })

  it('renews once what two agreements are about: each for the care that it stands for', async () => {
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    const both = await anAgreement(stage.build, provider, first, { status: 'agreed', also: [second] })
    const one = await anAgreement(stage.build, provider, first, { reference: `${first.reference}-A2` })
    expect(await agree(one)).toMatchObject({ ok: true })
    const id = await applied()
    await renewed(id)
    const texts = await ask(sql<{ old: string; packages: string[] }>`
      select i.old_agreement_id as old, array_agg(l.package_id order by l.package_id) as packages
      from agreements.renewal_item i
      join agreements.revision_line l on l.council_id = i.council_id and l.agreement_id = i.agreement_id
      where i.council_id = ${council.id} and i.uplift_id = ${id} group by i.old_agreement_id`)
    expect(texts).toHaveLength(2)
    expect(texts).toEqual(
      expect.arrayContaining([
        { old: both.id, packages: [second.id] },
        { old: one.id, packages: [first.id] },
      ]),
    )
    const young = (await agreements()).filter(({ status }) => status === 'published')
    for (const row of young) expect(await agree(row)).toMatchObject({ ok: true })
    expect((await statuses()).toSorted()).toEqual(['agreed', 'agreed', 'superseded', 'superseded'])
    expect(await undone(id)).toEqual({ ok: true, value: null })
    expect((await statuses()).toSorted()).toEqual(['agreed', 'agreed', 'withdrawn', 'withdrawn'])
    const standing = await ask(sql<{ agreement: string; package: string }>`
      select l.agreement_id as agreement, l.package_id as package from agreements.revision_line l
      join agreements.agreement a on a.council_id = l.council_id and a.id = l.agreement_id and a.status = 'agreed'
      where l.council_id = ${council.id} and l.gave_way_to is null`)
    expect(standing).toHaveLength(2)
    expect(standing).toEqual(
      expect.arrayContaining([
        { agreement: one.id, package: first.id },
        { agreement: both.id, package: second.id },
      ]),
    )
  })

  it('leaves care that ends before, texts without a price, and care whose other text waits for its answer', async () => {
    const ended = await aPackage(stage.build, provider, { endsOn: '2025-03-31' })
    await anAgreement(stage.build, provider, ended, { status: 'agreed' })
    const waiting = await aPackage(stage.build, provider)
    await anAgreement(stage.build, provider, waiting, { status: 'agreed' })
    await anAgreement(stage.build, provider, { ...waiting, reference: `${waiting.reference}-B` })
    const silent = await aPackage(stage.build, provider)
    const { id } = await anAgreement(stage.build, provider, silent, { status: 'draft' })
    const offer = anOffer(silent)
    const text = buildContent({ ...offer, lines: offer.lines.map((line) => ({ ...line, prices: [] })) })
    await stage.work.run(ann, ({ tx }) =>
      sql`update agreements.revision set content = ${JSON.stringify(text)}::jsonb
        where council_id = ${council.id} and agreement_id = ${id}`.execute(tx),
    )
    await stage.work.run(ann, ({ tx }) =>
      sql`update agreements.agreement set status = 'agreed' where council_id = ${council.id} and id = ${id}`.execute(
        tx,
      ),
    )
    const before = await statuses()
    const upliftId = await applied()
    await renewed(upliftId)
    expect(await statuses()).toEqual(before)
    const outcomes = await ask(sql<{ outcome: string }>`select outcome from agreements.renewal_item
      where council_id = ${council.id} and uplift_id = ${upliftId}`)
    expect(outcomes).toEqual([{ outcome: 'answer-awaited' }])
    const byHand = await ask(sql<{ reference: string }>`select reference from published.renewal_by_hand
      where council_id = ${council.id} and uplift_id = ${upliftId}`)
    expect(byHand).toEqual([{ reference: `${waiting.reference}-A1` }])
  })

  it('leaves every agreement as it is where the council’s do not state prices', async () => {
    await anAgreement(stage.build, provider, await aPackage(stage.build, provider), { status: 'agreed' })
    await renewed(await applied({ renewsAgreements: false }))
    expect(await statuses()).toEqual(['agreed'])
  })

  it('tells each provider of its letter, and of its withdrawal, once', async () => {
    await stage.work.run(ann, ({ tx }) =>
      sql`update providers.organisation set email = 'office@example.org' where council_id = ${council.id}`.execute(tx),
    )
    const id = await applied()
    const tell = () => tellLetters(stage.work, { councilId: council.id, upliftId: id })
    await Promise.all([tell(), tell()])
    await undone(id)
    await tell()
    await tell()
    const mails = await ask(sql<{ subject: string }>`select subject from platform.mail
      where council_id = ${council.id} order by subject`)
    expect(mails.map(({ subject }) => subject)).toEqual([
      'A letter about prices',
      'A letter about prices has been withdrawn',
    ])
  })
})

describe('undoing an uplift', () => {
  it('withdraws what it published, also what was agreed, and the agreement before holds again', async () => {
    const [first, second] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
    await anAgreement(stage.build, provider, first, { status: 'agreed' })
    await anAgreement(stage.build, provider, second, { status: 'agreed' })
    const id = await applied()
    await renewed(id)
    const offered = (await agreements()).filter(({ status }) => status === 'published')
    const [agreed] = offered
    if (agreed === undefined) throw new Error('nothing was published')
    expect(await agree(agreed)).toMatchObject({ ok: true })
    expect((await statuses()).toSorted()).toEqual(['agreed', 'agreed', 'published', 'superseded'])
    expect(await undone(id)).toEqual({ ok: true, value: null })
    const rows = await agreements()
    expect(rows.filter(({ cause }) => cause === 'new').map(({ status }) => status)).toEqual(['agreed', 'agreed'])
    expect(rows.filter(({ cause }) => cause !== 'new').map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('tells the thread of what was rejected that nobody has to answer it any more', async () => {
    const care = await aPackage(stage.build, provider)
    await anAgreement(stage.build, provider, care, { status: 'agreed' })
    const id = await applied()
    await renewed(id)
    const offered = (await agreements()).find(({ status }) => status === 'published')
    if (offered === undefined) throw new Error('nothing was published')
    const line = { packageId: care.id, packageReference: care.reference, expectedPrice: null, expectedQuantity: null }
    const lines = [{ ...line, kind: 'disputed', reason: 'wrong-rate' }] as const
    const answer = {
      ...{ agreementId: offered.id, shown: { revision: 1, hash: offered.hash } },
      rejection: { comment: 'No', lines, startsNow: false },
    }
    const rejected = await stage.work.run(providerActor(provider), (work) =>
      rejectAgreement(work, answer, () => Promise.resolve()),
    )
    expect(rejected).toMatchObject({ ok: true })
    await undone(id)
    expect(toldOfUndone.filter(({ key }) => key === `agreement-rejected:${offered.id}:1`)).toMatchObject([
      { text: 'The council has withdrawn the agreement: A slip' },
    ])
  })

  it('stops a job that has not done its work yet', async () => {
    await anAgreement(stage.build, provider, await aPackage(stage.build, provider), { status: 'agreed' })
    const id = await applied()
    await undone(id)
    await renewed(id)
    expect(await statuses()).toEqual(['agreed'])
  })
})
