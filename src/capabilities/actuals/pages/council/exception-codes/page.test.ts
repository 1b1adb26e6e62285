import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aTimetable } from '../../../testing/timetable.ts'
import { anUpload } from '../../../testing/uploads.ts'
import { aVisitLine, clientOf, fileVisits, VISITS_HEADING } from '../../../testing/visits.ts'

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

const list = '/council/actuals/exception-codes'
const typed = (day: string, of: string) => {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-')
  return { [`${of}-day`]: dayOfMonth, [`${of}-month`]: month, [`${of}-year`]: year }
}

async function aDesk(role = 'payments') {
  const council: ACouncil = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, [role])
  return { council, visitor: aCouncilVisitor(council, accountId) }
}

it('offers codes from a day on, in which every letter counts alike, and ends them', async () => {
  const { visitor } = await aDesk()
  expect((await site.visit(visitor, list)).text).toContain('Without a list, any code is taken')
  const empty = await site.send(visitor, list, { code: '', label: '' })
  expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Enter the code')])
  const given = { code: 'EX07', label: 'No signal', ...typed('2025-04-01', 'from') }
  expect((await site.send(visitor, list, { ...given, label: ' ' })).text).toContain('Enter what the code means')
  expect((await site.send(visitor, list, given)).status).toBe(303)
  const twice = await site.send(visitor, list, { ...given, code: 'ex07' })
  expect([twice.status, twice.text]).toEqual([422, expect.stringContaining('of these letters already')])
  expect((await site.visit(visitor, list)).text).toContain('EX07 No signal')
  const early = await site.send(visitor, `${list}/EX07/end`, typed('2025-03-01', 'end'))
  expect([early.status, early.text]).toEqual([422, expect.stringContaining('must not be before the first day')])
  expect((await site.send(visitor, `${list}/EX07/end`, typed('2025-05-01', 'end'))).status).toBe(303)
  const again = await site.send(visitor, `${list}/EX07/end`, typed('2025-06-01', 'end'))
  expect(again.text).toContain('It has been ended already')
  expect((await site.send(visitor, `${list}/EX99/end`, typed('2025-06-01', 'end'))).status).toBe(404)
})

it('refuses visits that say another code, once there is a list, and tells providers of it', async () => {
  const { council, visitor } = await aDesk()
  const provider = await aProvider(stage.build, council.id, { rule: { recording: 'visits' } })
  const care = await aTimetable(stage, provider)
  const codes = async (exception_code: string, visit_date = '2025-04-01') => {
    const said = {
      visit_ref: `${exception_code}-${visit_date}`,
      client_ref: clientOf(care),
      visit_date,
      exception_code,
    }
    const { uploadId } = await anUpload(stage, provider, [VISITS_HEADING, aVisitLine(said)].join('\n'))
    return (await fileVisits(stage, provider, uploadId))[0]?.codes
  }
  expect(await codes('ANY')).toBeNull()
  await site.send(visitor, list, { code: 'EX07', label: 'No signal', ...typed('2025-04-01', 'from') })
  expect(await codes('OTHER')).toEqual(['R43:exception_code:unknown'])
  expect(await codes('ex07')).toBeNull()
  expect(await codes('EX07', '2025-03-31')).toEqual(['R43:exception_code:unknown'])
  const told = await site.visit(aProviderVisitor(provider), '/provider/actuals/visits')
  expect(told.text).toContain('Exception codes of the council: EX07 (No signal).')
})
