import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { councilActor } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aDesk, type Desk } from '../../../../care-packages/testing/commissioning.ts'
import { signAgreements } from '../../../commands/sign-agreements.ts'

let desk: Desk

beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk.close())

const NEEDED = '/council/agreements/needed'

it('leads from commissioning to care that can be recorded, on screen alone, with one agreement for two packages', async () => {
  const { site, broker, asha, provider } = desk
  const person = await desk.added({ givenName: 'Iris', familyName: 'Lowe' })
  const packages = []
  for (const planned of ['14', '2']) {
    const sent = await site.send(broker, '/council/packages/new', desk.fourteen(person, { planned }))
    packages.push(sent.location.split('/').at(-1) ?? '')
  }
  const queue = await site.visit(broker, NEEDED)
  expect(queue.text).toContain('Iris Lowe')
  expect(queue.text).toContain('Draft one for 2 packages')
  const drafted = await site.send(broker, '/council/agreements/drafts', { packages: packages.join(' ') })
  expect(drafted.location).toMatch(/^\/council\/agreements\/[0-9a-f-]{36}$/)
  expect((await site.visit(broker, NEEDED)).text).not.toContain('Iris Lowe')
  const again = await site.send(broker, '/council/agreements/drafts', { packages: packages.join(' ') })
  expect([again.status, again.text.includes('There is already a draft')]).toEqual([422, true])

  const preview = await site.visit(broker, drafted.location)
  expect(preview.text).toContain('£336.00')
  const hash = /name="hash" value="([0-9a-f]{64})"/u.exec(preview.html)?.[1] ?? ''
  expect((await site.send(broker, `${drafted.location}/publication`, { hash })).status).toBe(303)
  const id = drafted.location.split('/').at(-1) ?? ''
  const signed = await desk.stage.work.run({ scope: asha.scope, name: 'Asha Test', face: 'provider' }, (work) =>
    signAgreements(work, {
      agreements: [{ id, shown: { revision: 1, hash } }],
      ...{ typedName: 'Asha Test', statements: ['I have read it'], provedAt: desk.stage.clock.now() },
    }),
  )
  expect(signed).toMatchObject({ ok: true, value: { recordableFrom: '2025-05-05' } })
  for (const care of packages)
    expect((await site.visit(asha, `/provider/packages/${care}`)).text).toContain('Recordable from 5 May 2025')
  const { rows } = await desk.stage.db.read(councilActor(desk.council.id, provider.accountId).scope, (tx) =>
    sql<{
      cause: string
    }>`select cause from agreements.revision where council_id = ${desk.council.id} and agreement_id = ${id}`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ cause: 'new' }])
})

it('drafts nothing for whoever may not, nor about care of two people', async () => {
  const { site, broker } = desk
  const [first, other] = [await desk.commissioned(), await desk.commissioned()]
  const both = await site.send(broker, '/council/agreements/drafts', { packages: `${first} ${other}` })
  expect([both.status, both.text.includes('One agreement is for one person')]).toEqual([422, true])
  const clerk = aCouncilVisitor(desk.council, broker.accountId, { permissions: ['agreements.view'] })
  expect((await site.visit(clerk, NEEDED)).text).not.toContain('Draft an agreement')
  expect((await site.send(clerk, '/council/agreements/drafts', { packages: first })).status).toBe(403)
})
