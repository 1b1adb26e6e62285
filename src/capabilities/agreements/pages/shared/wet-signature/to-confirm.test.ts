import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../../../platform/clock.ts'
import { aPdf } from '../../../../../platform/files/testing/samples.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { sendReminders } from '../../../commands/send-reminders.ts'
import { checkCode } from '../../../rules/check-code.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor
let staff: Visitor
let staffId: string
let signed: AnAgreement
let unsigned: AnAgreement

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  staffId = (await aMember(stage.build, council.id, null, ['brokerage'])).accountId
  staff = aCouncilVisitor(council, staffId)
  site = await aSite(stage, [agreementRoutes(stage)])
  const settings = { respondWithin: '10', paperOrder: 'provider,council,person', providerByScan: 'yes' }
  expect((await site.send(staff, '/council/agreements/reminders/settings', settings)).status).toBe(303)
  signed = await published({ publishedBy: staffId, respondBy: '2025-04-08' })
  unsigned = await published()
  expect((await fileSheet(signed)).status).toBe(303)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function published(over: { publishedBy?: string; respondBy?: string } = {}): Promise<AnAgreement> {
  return anAgreement(stage.build, provider, await aPackage(stage.build, provider), over)
}
function fileSheet({ id, hash }: AnAgreement) {
  const typed = {
    ...{ party: 'provider', code: checkCode(hash), signerName: 'Asha Test' },
    ...{ 'signed-day': '9', 'signed-month': '4', 'signed-year': '2025' },
  }
  const files = [{ field: 'scan', name: 'Signed.pdf', bytes: aPdf() }]
  return site.upload(asha, `/provider/agreements/${id}/paper-signatures`, typed, files)
}
const textOf = async (visitor: Visitor, address: string) => (await site.visit(visitor, address)).text

it('tells whoever published it, or brokerage where that is nobody, that a signed sheet waits', async () => {
  const loaded = await published()
  await fileSheet(loaded)
  const news = await newsOf(stage, provider.councilId, 'agreement.sheet-filed')
  expect(news.map(({ to, href }) => ({ to, href }))).toEqual([
    {
      to: { kind: 'people', providerId: null, accountIds: [staffId] },
      href: `/council/agreements/${signed.id}/paper-signatures`,
    },
    {
      to: { kind: 'staff', roles: ['brokerage'] },
      href: `/council/agreements/${loaded.id}/paper-signatures`,
    },
  ])
  const [, sheet = ''] =
    /paper-signatures\/([0-9a-f-]{36})\/striking/.exec(
      (await site.visit(staff, `/council/agreements/${loaded.id}/paper-signatures`)).html,
    ) ?? []
  await site.send(staff, `/council/agreements/${loaded.id}/paper-signatures/${sheet}/striking`, {
    reason: 'Unreadable',
  })
  expect(await textOf(asha, `/provider/agreements/${loaded.id}`)).toContain('Needs a decision')
})

it('shows the council a sheet to be confirmed in its lists, the tracker and the agreement', async () => {
  const sheets = await textOf(staff, '/council/agreements?status=to-confirm')
  expect(sheets).toMatch(new RegExp(`Sheets to confirm \\(1\\).*${signed.reference}.*Sheet to be confirmed`))
  expect(sheets).not.toContain(unsigned.reference)
  expect(await textOf(staff, '/council/agreements?status=published')).not.toContain(signed.reference)
  expect(await textOf(staff, '/council/agreements/tracker')).toMatch(
    new RegExp(`${signed.reference} (?:(?!Care started).)*Sheet to be confirmed`),
  )
  expect(await textOf(staff, '/council/agreements/tracker?only=started')).not.toContain(signed.reference)
  const page = await site.visit(staff, `/council/agreements/${signed.id}`)
  expect(page.text).toContain('Sheet to be confirmed The provider has signed it on paper')
  expect(page.text).not.toContain('is asked to answer')
  expect(page.html).toContain(`href="/council/agreements/${signed.id}/paper-signatures"`)
})

it('asks the provider for nothing while its sheet waits', async () => {
  const page = await textOf(asha, `/provider/agreements/${signed.id}`)
  expect(page).toContain('Sheet to be confirmed')
  for (const asked of ['Agree and sign', 'Reject', 'Please answer by']) expect(page).not.toContain(asked)
  const list = await textOf(asha, '/provider/agreements')
  expect(list).toMatch(/Needs your decision \(2\) Sheet to be confirmed \(1\)/)
  expect(list).not.toContain(signed.reference)
  expect(await textOf(asha, '/provider/agreements?status=to-confirm')).toContain(signed.reference)
})

it('reminds nobody of an agreement whose sheet waits', async () => {
  const runner = workRunner(stage.db, fixedClock('2025-04-11T07:00:00Z'))
  await runner.run(councilActor(provider.councilId, staffId), sendReminders)
  const reminded = await stage.db.read(councilActor(provider.councilId, staffId).scope, async (tx) =>
    sql<{ id: string }>`select agreement_id as id from agreements.reminder where council_id = ${provider.councilId}
      and agreement_id = any(${[signed.id, unsigned.id]}::uuid[])`.execute(tx),
  )
  expect(reminded.rows).toEqual([{ id: unsigned.id }])
})
