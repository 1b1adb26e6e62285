import { afterAll, beforeAll, expect, it } from 'vitest'
import { quantity } from '../../../../../core/money.ts'
import { publishBatch } from '../../../commands/publish-batch.ts'
import { rejectAgreement } from '../../../commands/reject-agreement.ts'
import { restrict } from '../../../../service-users/testing/restricted.ts'
import { getAgreement } from '../../../store/agreement.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement } from '../../../testing/agreement.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'

const silent = () => Promise.resolve()
let stage: Stage
let site: Site
let provider: AProvider
let tom: Visitor
let asha: Visitor

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  tom = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aDraft(): Promise<string> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const { location } = await site.send(tom, `/council/packages/${care.id}/agreement`, {})
  return location.split('/').at(-1) ?? ''
}
async function waiting() {
  return anAgreement(stage.build, provider, await aPackage(stage.build, provider, { recordableFrom: null }))
}

it('publishes ticked drafts together, and shows how far it is', async () => {
  const ids = [await aDraft(), await aDraft()]
  const query = ids.map((id) => `id=${id}`).join('&')
  const check = await site.visit(tom, `/council/agreements/batch?${query}`)
  expect(check.text).toContain('Publish 2 agreements')
  const nothing = await site.send(tom, '/council/agreements/batch', { id: ids })
  expect([nothing.status, nothing.text.includes('Select when')]).toEqual([422, true])
  const past = await site.send(tom, '/council/agreements/batch', {
    id: ids,
    when: 'later',
    day: '2025-01-01',
    time: '8:00',
  })
  expect(past.text).toContain('must be in the future')

  const sent = await site.send(tom, '/council/agreements/batch', { id: ids, when: 'now' })
  expect(sent.status).toBe(303)
  const underWay = await site.visit(tom, sent.location)
  expect(underWay.text).toMatch(/Published 0 of 2 .*Providers told When all are published/)
  // Without a script too, the page brings itself up to date.
  expect(underWay.headers['refresh']).toBe('5')
  const batchId = sent.location.split('/').at(-1) ?? ''
  await publishBatch(stage.work, { councilId: provider.councilId, batchId }, silent)
  const done = await site.visit(tom, sent.location)
  expect(done.text).toMatch(/Done .*Published 2 of 2 .*Papers made 0 of 2 Providers told 1, with one message/)
  expect((await site.visit(tom, '/council/agreements/batches')).text).toContain('Done')
  const stopped = await site.send(tom, `/council/agreements/batches/${batchId}/stop`, {})
  expect(stopped.status).toBe(303)
})

it('publishes every draft only as it was counted and checked before', async () => {
  const first = await aDraft()
  const check = await site.visit(tom, '/council/agreements/batch?all=yes')
  expect(check.text).toMatch(/There is 1 draft. No check stops any of them. .*£294.00 a week/)
  expect(check.text).toMatch(/Please check: Care starts in the past.* 1 P-/)
  const shown = /name="shown" value="([0-9a-f]{64})"/.exec(check.html)?.[1] ?? ''
  const second = await aDraft()
  const stale = await site.send(tom, '/council/agreements/batch', { all: 'yes', shown, when: 'now' })
  expect([stale.status, stale.text.includes('Drafts were added, changed or published')]).toEqual([422, true])
  expect(stale.text).toContain('Publish 2 agreements')
  const again = /name="shown" value="([0-9a-f]{64})"/.exec(stale.html)?.[1] ?? ''
  const sent = await site.send(tom, '/council/agreements/batch', { all: 'yes', shown: again, when: 'now' })
  expect(sent.status).toBe(303)
  await publishBatch(
    stage.work,
    { councilId: provider.councilId, batchId: sent.location.split('/').at(-1) ?? '' },
    silent,
  )
  for (const id of [first, second])
    expect((await site.visit(tom, `/council/agreements/${id}`)).text).toContain('The provider has it')
  const none = await site.send(tom, '/council/agreements/batch', { all: 'yes', shown: again, when: 'now' })
  expect([none.status, none.text.includes('None of these is a draft that waits')]).toEqual([422, true])
})

it('follows what is with providers: seen, answer by, started unsigned', async () => {
  const { id, reference } = await waiting()
  const before = await site.visit(tom, '/council/agreements/tracker')
  expect(before.text).toContain(reference)
  await site.visit(asha, `/provider/agreements/${id}`)
  await site.visit(asha, `/provider/agreements/${id}`)
  const after = await site.visit(tom, '/council/agreements/tracker?only=started')
  expect(after.text).toMatch(new RegExp(`${reference}.*Asha Test.*Care started unsigned`))
})

it('draws what was agreed and rejected month by month, with the figures beneath', async () => {
  await anAnswer('agreed', '2025-03-31T22:30:00Z')
  await anAnswer('rejected', '2025-03-31T23:30:00Z')
  const page = await site.visit(tom, '/council/agreements/tracker')
  expect(page.html).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="answers-title"/)
  // An hour before midnight in London it is April: summer time has begun.
  expect(page.text).toMatch(/March 2025 1 0 April 2025 0 1/)
  expect((await site.visit(tom, '/council/agreements/tracker?only=started')).html).not.toContain('answers-title')
})

it('counts on no paper of a restricted person in a batch, and says so', async () => {
  const [open, hidden] = [await aDraft(), await aDraft()]
  const council = { id: provider.councilId }
  const guardian = await aMember(stage.build, council.id, null, ['data-guardian'])
  const { personId } = await stage.db.read(tom.scope, (tx) => getAgreement(tx, { providerId: undefined }, hidden))
  const sent = await site.send(tom, '/council/agreements/batch', { id: [open, hidden], when: 'now' })
  const batchId = sent.location.split('/').at(-1) ?? ''
  await publishBatch(stage.work, { councilId: provider.councilId, batchId }, silent)
  await restrict(stage, council, guardian.accountId, personId)
  expect((await site.visit(tom, sent.location)).text).toMatch(
    /Published 2 of 2 .*Papers made 0 of 1\. One more is of a restricted person: such a paper is made whenever/,
  )
})

async function anAnswer(kind: 'agreed' | 'rejected', at: string): Promise<void> {
  const care = await aPackage(stage.build, provider, { startsOn: '2025-07-01' })
  const { id, hash } = await anAgreement(stage.build, provider, care, { status: kind })
  await stage.build.insert('agreements.response', {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    agreement_id: id,
    revision: 1,
    kind,
    ...(kind === 'agreed' ? { signed_name: 'Asha Test' } : { reason_code: 'other' }),
    content_hash: Buffer.from(hash, 'hex'),
    responded_by: provider.accountId,
    responder_name: 'Asha Test',
    responded_at: at,
  })
}

it('says in the unit of each care what a provider expects of it, in the tracker and in the history', async () => {
  const [care, nights] = [
    await aPackage(stage.build, provider, { startsOn: '2025-08-01' }),
    await aPackage(stage.build, provider, { unit: 'night' }),
  ]
  const { id, hash } = await anAgreement(stage.build, provider, care, { startsOn: '2025-08-01', also: [nights] })
  const dispute = { kind: 'disputed', reason: 'wrong-hours', expectedPrice: null } as const
  await stage.work.run(providerActor(provider), (work) =>
    rejectAgreement(
      work,
      {
        agreementId: id,
        shown: { revision: 1, hash },
        rejection: {
          ...{ comment: 'Three nights', startsNow: false },
          lines: [
            { packageId: care.id, packageReference: care.reference, kind: 'right' },
            {
              ...dispute,
              packageId: nights.id,
              packageReference: nights.reference,
              expectedQuantity: quantity(90_000n),
            },
          ],
        },
      },
      () => Promise.resolve(),
    ),
  )
  expect((await site.visit(tom, '/council/agreements/tracker')).text).toContain('Expected for a week: 3 nights')
  expect((await site.visit(tom, `/council/agreements/${id}`)).text).toContain('Expected for a week: 3 nights')
})

it('gives the list, the tracker and the batches as files', async () => {
  const { reference } = await waiting()
  const list = await site.visit(tom, '/council/agreements.csv?status=published')
  expect(list.html).toMatch(new RegExp(`${reference},1,Needs a decision,,`))
  const tracker = await site.visit(tom, '/council/agreements/tracker.csv')
  expect(tracker.html).toMatch(new RegExp(`${reference},Needs a decision,`))
  expect(tracker.html).toContain(': 3 nights a week')
  expect((await site.visit(tom, '/council/agreements/batches.csv')).html).toMatch(/Cara Test|Tom/)
  for (const path of ['agreements', 'agreements/tracker', 'agreements/batches'])
    expect((await site.visit(tom, `/council/${path}.xlsx`)).status).toBe(200)
})

it('pauses answering with a banner for every provider, and ends it', async () => {
  const { id } = await waiting()
  const nothing = await site.send(tom, '/council/agreements/pause', { reason: ' ', expectedOn: 'soon' })
  expect(nothing.text).toContain('Enter why agreeing and rejecting are paused')
  expect(nothing.text).toContain('Enter a date')
  const over = await site.send(tom, '/council/agreements/pause', {
    reason: 'Prices are wrong',
    expectedOn: '2025-04-09',
  })
  expect([over.status, over.html.includes('href="#expectedOn"')]).toEqual([422, true])
  expect(over.text).toContain('must be today or later')
  await site.send(tom, '/council/agreements/pause', { reason: 'Prices are wrong', expectedOn: '2025-04-14' })
  for (const address of ['', `/${id}`, `/${id}/signature`, `/${id}/rejection`, `/signature?id=${id}`]) {
    const { text } = await site.visit(asha, `/provider/agreements${address}`)
    expect(text).toContain('Prices are wrong They are expected to work again on 14 April 2025')
  }
  await site.send(tom, '/council/agreements/pause/end', {})
  expect((await site.visit(asha, `/provider/agreements/${id}`)).text).not.toContain('Prices are wrong')
})

it('sets reminders for the council and for one provider, and says what is wrong with a number', async () => {
  const rule = { target: '', firstAfter: '2', thenEvery: '5', escalateAfter: '10', most: '4' }
  const wrong = await site.send(tom, '/council/agreements/reminders', { ...rule, most: '11' })
  expect(wrong.text).toContain('Enter a whole number from 0 to 10')
  const nobody = await site.send(tom, '/council/agreements/reminders', { ...rule, target: 'Nobody Care' })
  expect(nobody.text).toContain('Enter a provider’s name or number')
  await site.send(tom, '/council/agreements/reminders', rule)
  await site.send(tom, '/council/agreements/reminders', { ...rule, target: provider.id.slice(0, 8), most: '0' })
  const { text, html } = await site.visit(tom, '/council/agreements/reminders')
  expect(text).toContain('Everything else 2 5 10 4')
  expect(text).toMatch(/Care [0-9a-f]{8} 2 5 10 0/)
  const removal = /reminders\/[0-9a-f-]{36}\/removal/.exec(html)?.[0] ?? ''
  expect((await site.send(tom, `/council/agreements/${removal}`, {})).status).toBe(303)
  const settings = await site.send(tom, '/council/agreements/reminders/settings', { respondWithin: 'ten' })
  expect(settings.text).toContain('whole number from 1 to 60')
  expect((await site.send(tom, '/council/agreements/reminders/settings', { respondWithin: '5' })).status).toBe(303)
})

it('previews a switch-over and agrees what was shown', async () => {
  const other = await aProvider(stage.build, provider.councilId)
  const [care, also] = [await aPackage(stage.build, other), await aPackage(stage.build, other)]
  const wide = await anAgreement(stage.build, other, also, { status: 'agreed', also: [care] })
  const { reference } = await anAgreement(stage.build, other, care)
  const address = `/council/agreements/switch-over?provider=${other.id}`
  const { text, html } = await site.visit(tom, address)
  expect(text).toContain(reference)
  expect(text).toContain('1 agreement, £294.00 a week')
  const hash = /name="hash" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''
  const unsure = await site.send(tom, '/council/agreements/switch-over', { provider: other.id, hash })
  expect(unsure.text).toContain('Tick that you checked the list')
  const sure = { provider: other.id, hash, reason: 'Signed on paper', sure: 'yes' }
  await site.send(tom, '/council/agreements/pause', { reason: 'Prices are wrong' })
  expect((await site.visit(tom, address)).text).toContain('The council has paused agreeing and rejecting')
  const paused = await site.send(tom, '/council/agreements/switch-over', sure)
  expect([paused.status, paused.text.includes('nothing was agreed. Why they are paused: Prices are wrong')]).toEqual([
    422,
    true,
  ])
  await site.send(tom, '/council/agreements/pause/end', {})
  expect((await site.send(tom, '/council/agreements/switch-over', sure)).status).toBe(303)
  const theirs = aProviderVisitor(other)
  expect((await site.visit(theirs, '/provider/agreements?status=agreed')).text).toContain(reference)
  const { text: stands } = await site.visit(theirs, `/provider/agreements/${wide.id}`)
  expect(stands).toMatch(new RegExp(`For care package ${care.reference} a newer agreement stands:\\s*${reference}`))
  expect(stands).toContain('This agreement stands for the rest of its care')
})

it('says why one was withdrawn to whoever reads it', async () => {
  const { id } = await waiting()
  const nothing = await site.send(tom, `/council/agreements/${id}/withdrawal`, { reason: '' })
  expect(nothing.text).toContain('Enter why it is withdrawn')
  await site.send(tom, `/council/agreements/${id}/withdrawal`, { reason: 'The family chose another provider' })
  expect((await site.visit(asha, `/provider/agreements/${id}`)).text).toContain('The family chose another provider')
})
