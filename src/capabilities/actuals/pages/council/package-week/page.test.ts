import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { saveUpload } from '../../../commands/upload/save-upload.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'
import { aTimetable } from '../../../testing/timetable.ts'
import { anUpload } from '../../../testing/uploads.ts'
import { aVisitLine, clientOf, VISITS_HEADING } from '../../../testing/visits.ts'

const weekStart = localDate('2025-03-31')
let stage: Stage
let site: Site

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aDesk(rule: Parameters<typeof aProvider>[2] = {}) {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['payments'])).accountId)
  const provider = await aProvider(stage.build, council.id, {
    rates: [{ from: '2024-01-01', price: rate(200_000n) }],
    ...rule,
  })
  const care = await aPackage(stage.build, provider)
  const address = `/council/actuals/${care.id}/${weekStart}`
  return { council, staff, provider, care, address, open: () => site.visit(staff, address) }
}

async function ownerSays(statement: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

describe('one week of one package on the council’s side', () => {
  it('says what is planned and what that comes to before anything is recorded', async () => {
    const { text } = await (await aDesk()).open()
    expect(text).toContain('Not recorded yet')
    expect(text).toContain('Nothing has been recorded for this week yet')
    expect(text).toContain('£280.00')
  })

  it('shows each version and how its price comes about', async () => {
    const { provider, care, open } = await aDesk()
    const entry = anEntry({ missed: '2', comment: 'Short of staff' })
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart }, { entry, intent: 'draft' })
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart }, { entry, basedOn: 1 })
    const { text } = await open()
    expect(text).toContain('Short of staff')
    expect(text).toContain('Actual is 14 planned less 0 frustrated less 2 missed plus 0 extra: 12 hours')
    expect(text).toContain('12 hours at £20.00 is £240.00, rounded once')
    expect(text).toContain('Return this week')
  })

  it('shows a coded reason where no words were added, there and in the lists', async () => {
    const { council, provider, care, staff, open } = await aDesk({ rule: { tolerance_percent: 10 } })
    await ownerSays(`insert into actuals.reason (council_id, code, label, starts_on, added_name, added_at)
      values ('${council.id}', 'hospital', 'In hospital', '2024-01-01', 'Someone', now())`)
    const entry = { ...anEntry({ missed: '2' }), reason: 'hospital' }
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart }, { entry })
    expect((await open()).text).toContain('In hospital')
    const list = await site.visit(staff, `/council/actuals/providers/${provider.id}/${weekStart}`)
    expect(list.text).toContain('In hospital')
    expect(list.html).toContain(`href="/council/actuals/${care.id}/${weekStart}"`)
  })

  it('is found from the list of held weeks', async () => {
    const { provider, care, staff, address } = await aDesk({ rule: { tolerance_percent: 10 } })
    await aRecordedWeek(
      stage,
      provider,
      { packageId: care.id, weekStart },
      { entry: anEntry({ extra: '5', comment: 'Fell' }) },
    )
    expect((await site.visit(staff, '/council/actuals/held')).html).toContain(`href="${address}"`)
    expect((await site.visit(staff, address)).text).toContain('More was delivered than the exception level allows')
  })

  it('shows the visits that call monitoring logged, with planned and actual times and the second carer', async () => {
    const { provider, staff } = await aDesk({ rule: { recording: 'visits', visit_rounding: 'none' } })
    const care = await aTimetable(stage, provider)
    const visit = { visit_ref: 'V-1', client_ref: clientOf(care), planned_start: '08:00', planned_minutes: '30' }
    const second = { ...visit, visit_ref: 'V-2', carer_ref: 'C2', secondary_visit: 'Y' }
    const text = [VISITS_HEADING, aVisitLine(visit), aVisitLine(second)].join('\n')
    const { uploadId, head } = await anUpload(stage, provider, text)
    const saving = { uploadId, version: head.row_version, confirmed: [], reason: '' }
    await stage.work.run(providerActor(provider), (work) => saveUpload(work, saving))
    const shown = await site.visit(staff, `/council/actuals/${care.id}/${weekStart}`)
    expect(shown.text).toContain('Visits as call monitoring logged them')
    expect(shown.text).toContain('30 at 08:00')
    expect(shown.text).toContain('08:01 to 08:33')
    expect(shown.text).toContain('C2 (second carer)')
    const sender = aProviderVisitor(provider)
    const own = await site.visit(sender, `/provider/actuals/${provider.serviceId}/${weekStart}/${care.id}`)
    expect(own.text).toContain('08:01 to 08:33')
  })

  it('is not there for another council, another day or a package that is not', async () => {
    const { address } = await aDesk()
    const stranger = await aDesk()
    expect((await site.visit(stranger.staff, address)).status).toBe(404)
    expect((await site.visit(stranger.staff, stranger.address.replace('2025-03-31', '2025-04-01'))).status).toBe(404)
    expect((await site.visit(stranger.staff, stranger.address.replace('2025-03-31', '2015-03-30'))).status).toBe(404)
  })
})
