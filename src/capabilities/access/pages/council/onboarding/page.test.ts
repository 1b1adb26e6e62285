import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { mailsTo } from '../../../testing/contacts.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null)).accountId)
  site = await aSite(stage, [accessRoutes(anAccess(stage))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const page = '/council/people/onboarding'
const headings = 'Supplier_Number,forename,surname,email,job_title,role'
const number = () => provider.id.slice(0, 8)

it('invites the good rows, lists the others, and invites nobody twice', async () => {
  const rows = [
    headings,
    `${number()},Nia,Evans,nia.evans@elm.example,"Manager, registered",main`,
    `${number()},Ola,Info,info@elm.example,,`,
    'S-none,Ola,Evans,ola.evans@elm.example,,',
    '',
    `${number()},Nia,Evans,NIA.EVANS@elm.example,,`,
  ].join('\r\n')
  const first = await site.send(staff, page, { rows: `\uFEFF${rows}` })
  expect(first.status).toBe(200)
  expect(first.text).toContain('1 invited, 0 here already, 3 not invited')
  expect(first.text).toContain('looks shared')
  expect(first.text).toContain('No provider has the supplier number S-none')
  expect(first.text).toContain('The same as row 2')
  expect(first.html).toContain('S-none,Ola')
  expect((await site.send(staff, page, { rows })).text).toContain('0 invited, 1 here already, 3 not invited')
  expect(await mailsTo(stage, council.id, 'nia.evans@elm.example')).toHaveLength(1)
  expect((await site.visit(aProviderVisitor(provider), '/provider/people')).text).toContain(
    'everything, as the main contact',
  )
})

it('takes the same rows as a file, and says beside it what is wrong with it', async () => {
  const rows = `${headings}\n${number()},Ida,Moss,ida.moss@elm.example,,main`
  const file = (name: string, bytes: string) => site.upload(staff, page, { rows: '' }, [{ field: 'file', name, bytes }])
  expect((await file('people.csv', `\uFEFF${rows}`)).text).toContain('1 invited, 0 here already, 0 not invited')
  expect(await mailsTo(stage, council.id, 'ida.moss@elm.example')).toHaveLength(1)
  const wrong = await file('people.csv', 'name,mail\nNia,x')
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('href="#file"')
  expect((await file('people.pdf', 'not a PDF')).status).toBe(422)
})

it.each([
  ['', 'Choose a CSV file, or paste the rows'],
  ['name,mail\nNia,x', 'The headings lack supplier_number, forename, surname, email, job_title'],
  [headings, 'There are headings and no rows'],
  [`${headings}\n${'1,a,b,c,d,main\n'.repeat(501)}`, 'There are 501 rows: send 500 at most'],
])('says what is wrong with the whole of %j', async (rows, words) => {
  const { status, text } = await site.send(staff, page, { rows })
  expect([status, text.includes(words)]).toEqual([422, true])
})

it('invites the first administrator of one organisation from a form', async () => {
  const alone = await aProvider(stage.build, council.id)
  const form = await site.visit(staff, `/council/people/new?provider=${alone.id}`)
  expect(form.html).toContain(`value="${alone.id.slice(0, 8)}"`)
  const person = {
    supplier_number: alone.id.slice(0, 8),
    forename: 'Mo',
    surname: 'First',
    email: 'mo.first@elm.example',
    role: 'admin',
  }
  const wrong = await site.send(staff, '/council/people/new', { ...person, email: 'admin@elm.example' })
  expect([wrong.status, wrong.text.includes('looks shared'), wrong.html.includes('Mo')]).toEqual([422, true, true])
  expect((await site.send(staff, '/council/people/new', person)).location).toBe('/council/people')
  expect((await site.send(staff, '/council/people/new', person)).text).toContain('not invited again')
})

it('finds providers of the own council only, and is closed to those who only look', async () => {
  const elsewhere = await aCouncil(stage.build)
  const theirs = await aProvider(stage.build, elsewhere.id)
  const rows = `${headings}\n${theirs.id.slice(0, 8)},Nia,Evans,nia.other@elm.example,,`
  expect((await site.send(staff, page, { rows })).text).toContain('No provider has the supplier number')
  const auditor = aCouncilVisitor(council, staff.accountId, { permissions: ['people.view'] })
  expect((await site.visit(auditor, page)).status).toBe(403)
  expect((await site.send(auditor, page, { rows })).status).toBe(403)
})
