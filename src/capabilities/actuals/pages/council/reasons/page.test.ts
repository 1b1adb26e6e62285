import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'

const LIST = '/council/actuals/reasons'
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

async function aDesk() {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const provider = await aProvider(stage.build, council.id, { rule: { tolerance_percent: 10 } })
  const { id } = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  const week = `/provider/actuals/${provider.serviceId}/2025-03-31`
  const add = (label: string, day = '31', month = '3', year = '2025') =>
    site.send(staff, LIST, { label, 'from-day': day, 'from-month': month, 'from-year': year })
  const end = (code: string, day = '7', month = '4') =>
    site.send(staff, `${LIST}/${code}/end`, { 'end-day': day, 'end-month': month, 'end-year': '2025' })
  const confirm = (typed: Record<string, string>) => {
    const all = {
      frustrated: '0',
      missed: '0',
      extra: '0',
      visits: '',
      reason: '',
      comment: '',
      version: '0',
      ...typed,
    }
    const row: [string, string][] = Object.entries(all).map(([field, value]) => [`${field}-${id}`, value])
    return site.send(visitor, week, { act: 'confirm', ...Object.fromEntries(row) })
  }
  return { council, staff, id, provider, add, end, confirm, sheet: () => site.visit(visitor, week) }
}

it('offers the council’s reasons in the sheet, for the weeks from their first day until they end', async () => {
  const { staff, add, end, sheet } = await aDesk()
  expect((await site.visit(staff, LIST)).text).toContain('providers write a comment each time')
  expect((await sheet()).html).not.toContain('name="reason-')
  expect((await add(' Hospital ')).status).toBe(303)
  await add('Not in', '7', '4')
  const { html } = await sheet()
  expect(html).toContain('<option value="hospital">Hospital</option>')
  expect(html).not.toContain('Not in</option>')
  expect((await end('hospital', '31', '3')).status).toBe(303)
  expect((await sheet()).html).not.toContain('name="reason-')
  expect((await site.visit(staff, LIST)).text).toContain('Hospital hospital 31 March 2025')
})

it('takes a reason in place of a comment, and asks for words only beyond the exception level', async () => {
  const { add, confirm, sheet } = await aDesk()
  await add('Hospital')
  const silent = await confirm({ frustrated: '1' })
  expect([silent.status, silent.text.includes('Select a reason why delivery differed')]).toEqual([422, true])
  const beyond = await confirm({ extra: '2', reason: 'hospital' })
  expect([beyond.status, beyond.text.includes('Say in words why more was delivered')]).toEqual([422, true])
  expect((await confirm({ frustrated: '1', reason: 'hospital' })).status).toBe(303)
  expect((await sheet()).html).toContain('<option value="hospital" selected')
})

it('X11 still wants a reason or words where frustrated and extra cancel out, and words alone are enough', async () => {
  const { add, confirm } = await aDesk()
  await add('Hospital')
  expect((await confirm({ frustrated: '1', extra: '1' })).status).toBe(422)
  expect((await confirm({ frustrated: '1', extra: '1', comment: 'Tuesday instead of Monday' })).status).toBe(303)
})

it('refuses a reason that is not on the list, and leaves one that was chosen before it ended', async () => {
  const { add, end, confirm } = await aDesk()
  await add('Hospital')
  expect((await confirm({ missed: '1', reason: 'moon' })).text).toContain('Select a reason from the list')
  await confirm({ missed: '1', reason: 'hospital' })
  await end('hospital', '31', '3')
  expect((await confirm({ missed: '2', reason: 'hospital', version: '1' })).status).toBe(303)
})

it('begins with a common list, once', async () => {
  const { staff } = await aDesk()
  expect((await site.send(staff, `${LIST}/common`, {})).status).toBe(303)
  await site.send(staff, `${LIST}/common`, {})
  const { text } = await site.visit(staff, LIST)
  expect(text.split('In use').length - 1).toBe(9)
  expect(text).toContain('carer-not-available')
})

it.each([
  ['', '1', 'Enter the reason in words'],
  ['!!!', '1', 'Enter the reason in words'],
  ['x'.repeat(61), '1', '60 characters or fewer'],
  ['Holiday', '31', 'as a real date'],
  ['Hospital', '1', 'already'],
])('refuses the reason %j', async (label, day, text) => {
  const { add } = await aDesk()
  await add('Hospital')
  const sent = await add(label, day, '4')
  expect([sent.status, sent.text.includes(text)]).toEqual([422, true])
  if (label !== '') expect(sent.html).toContain(`value="${label}"`)
})

it('ends a reason once, and not before it began', async () => {
  const { add, end, staff } = await aDesk()
  await add('Hospital')
  expect((await end('hospital', '30', '3')).text).toContain('must not be before the first day')
  await end('hospital')
  expect((await end('hospital')).text).toContain('ended already')
  expect((await site.visit(staff, `${LIST}/moon/end`)).status).toBe(404)
})

it('is not for everybody, and every council has its own', async () => {
  const { council, add } = await aDesk()
  await add('Hospital')
  const auditor = aCouncilVisitor(council, randomUUID(), { permissions: ['actuals.view'] })
  expect((await site.visit(auditor, LIST)).html).not.toContain('Add the reason')
  expect((await site.send(auditor, LIST, { label: 'Holiday' })).status).toBe(403)
  const other = await aDesk()
  expect((await site.visit(other.staff, LIST)).text).toContain('No reason can be chosen yet')
})
