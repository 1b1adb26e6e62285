import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { sendReminders } from '../../../commands/send-reminders.ts'
import { countForStaff } from '../../../store/list.ts'
import { anAgreement } from '../../../testing/agreement.ts'
import { agreementRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let provider: AProvider
let staff: ReturnType<typeof councilActor>
let tom: Visitor
let asha: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  staff = councilActor(council.id, accountId)
  tom = aCouncilVisitor(council, accountId)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const TRACKER = '/council/agreements/tracker'
const waiting = async (recordableFrom: string | null, over: Parameters<typeof anAgreement>[3] = {}) =>
  anAgreement(stage.build, provider, await aPackage(stage.build, provider, { recordableFrom }), over)

/** The row of an agreement in a list. */
async function beside(visitor: Visitor, path: string, { reference }: { readonly reference: string }): Promise<string> {
  const { html } = await site.visit(visitor, path)
  const row = html.split('<tr').find((one) => one.includes(`>${reference}<`))
  if (row === undefined) throw new Error(`${path} does not list ${reference}`)
  return row
}

it('calls care unsigned only while a line of the agreement has not been opened by an earlier one', async () => {
  const uplifted = await waiting('2025-01-06', { startsOn: '2025-04-07', respondBy: '2025-04-24' })
  const none = await stage.db.read(staff.scope, (tx) => countForStaff(tx, localDate('2025-04-10')))
  expect([none.published, none.overdue]).toEqual([1, 0])
  expect(await beside(asha, '/provider/agreements', uplifted)).not.toContain('unsigned')
  expect(await beside(tom, '/council/agreements?status=published', uplifted)).not.toContain('unsigned')
  expect(await beside(tom, TRACKER, uplifted)).toContain('24 Apr 2025')
  expect(await beside(tom, TRACKER, uplifted)).not.toContain('unsigned')
  await stage.work.run(staff, sendReminders)
  expect(await newsOf(stage, provider.councilId, 'agreement.unsigned')).toEqual([])

  const [opened, shut] = [
    await aPackage(stage.build, provider),
    await aPackage(stage.build, provider, { recordableFrom: null }),
  ]
  const partly = await anAgreement(stage.build, provider, opened, { also: [shut] })
  const started = `${TRACKER}?only=started`
  expect(await beside(tom, started, partly)).toContain('Care started unsigned')
  expect((await site.visit(tom, started)).text).not.toContain(uplifted.reference)
  expect(await beside(asha, '/provider/agreements', partly)).toContain('Care started unsigned')
  expect(await stage.db.read(staff.scope, (tx) => countForStaff(tx, localDate('2025-04-10')))).toMatchObject({
    overdue: 1,
  })
  await stage.work.run(staff, sendReminders)
  const news = await newsOf(stage, provider.councilId, 'agreement.unsigned')
  expect(news.map(({ text }) => text)).toEqual(['Care has started under an agreement that nobody has signed.'])
})

it('says that the answer is late where care that may be recorded goes on under a new price', async () => {
  const late = await waiting('2025-01-06', { startsOn: '2025-04-07', respondBy: '2025-04-09' })
  expect(await beside(tom, TRACKER, late)).toContain('Answer is late')
  expect(await beside(asha, '/provider/agreements', late)).toContain('Answer is late')
})

it('calls nothing late while answering is paused, and moves the day on when it ends', async () => {
  const [late, unsigned] = [
    await waiting('2025-01-06', { startsOn: '2025-04-07', respondBy: '2025-04-09' }),
    await waiting(null, { startsOn: '2025-04-01', respondBy: '2025-04-10' }),
  ]
  await site.send(tom, '/council/agreements/pause', { reason: 'Prices are being checked' })
  for (const [visitor, path] of [
    [asha, '/provider/agreements'],
    [tom, '/council/agreements?status=published'],
  ] as const)
    for (const one of [late, unsigned]) {
      expect((await site.visit(visitor, path)).text).toContain('each day to answer by moves on by the working days')
      expect(await beside(visitor, path, one)).not.toMatch(/unsigned|is late/)
    }
  expect(await beside(tom, TRACKER, late)).not.toContain('is late')
  expect(await beside(tom, TRACKER, unsigned)).toContain('Care started unsigned')
  const { location } = await site.send(tom, '/council/agreements/pause/end', {})
  expect(location).toBe('/council/agreements/pause')
  expect(await beside(asha, '/provider/agreements', unsigned)).toMatch(/11 Apr 2025.*Care started unsigned/s)
  expect(await beside(tom, TRACKER, late)).toMatch(/9 Apr 2025.*Answer is late/s)
})
