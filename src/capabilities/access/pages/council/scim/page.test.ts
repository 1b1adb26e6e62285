import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { aConnection } from '../../../testing/sign-on.ts'

let stage: Stage
let access: Access
let site: Site
let visitor: Visitor
let stranger: Visitor
let at: string

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: stage.clock })
  site = await aSite(stage, [accessRoutes(access)])
  const [council, other] = [await aCouncil(stage.build), await aCouncil(stage.build)]
  const issuer = { origin: 'https://id.example.org', clientId: 'portal', clientSecret: 'x' }
  const id = await aConnection(stage, access, { councilId: council.id, issuer })
  at = `/council/people/single-sign-on/${id}/scim`
  const staff = ['portal-administration']
  visitor = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, staff)).accountId)
  stranger = aCouncilVisitor(other, (await aMember(stage.build, other.id, null, staff)).accountId)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const tokenIn = (html: string): string => /<code[^>]*>([\w-]{43})<\/code>/.exec(html)?.[1] ?? ''
const answers = async (token: string) =>
  (await site.app.inject({ url: '/scim/v2/Users', headers: { authorization: `Bearer ${token}` } })).statusCode

it('makes a token that is shown once, works, says when it was used, and ends at once', async () => {
  const form = { name: 'Entra ID', days: '90', _key: randomUUID() }
  const made = await site.send(visitor, at, form)
  const token = tokenIn(made.html)
  expect([made.status, token.length]).toEqual([200, 43])
  expect((await site.send(visitor, at, form)).text).toContain('The token was made already')
  expect((await site.visit(visitor, at)).html).not.toContain(token)
  expect((await site.visit(visitor, at)).text).toContain('Never')
  expect(await answers(token)).toBe(200)
  const page = await site.visit(visitor, at)
  expect(page.text).not.toContain('Never')
  const end = /action="([^"]+\/end)"/.exec(page.html)?.[1] ?? ''
  expect((await site.send(stranger, end, {})).status).toBe(404)
  expect((await site.send(visitor, end, {})).status).toBe(303)
  expect(await answers(token)).toBe(401)
  expect((await site.send(visitor, end, {})).status).toBe(404)
})

it.each([
  ['name', '', 'Enter a name for the token'],
  ['name', 'x'.repeat(61), '60 characters or fewer'],
  ['days', '4000', 'Select how long it works'],
])('makes none with %s %j', async (field, value, words) => {
  const answer = await site.send(visitor, at, { name: 'Entra ID', days: '90', [field]: value })
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(words)])
})

it('makes ten at most, and none for another council', async () => {
  for (let count = 0; count < 10; count += 1) await site.send(visitor, at, { name: 'Entra ID', days: '90' })
  expect((await site.send(visitor, at, { name: 'Entra ID', days: '90' })).text).toContain('ten tokens already')
  expect((await site.visit(stranger, at)).status).toBe(404)
  expect((await site.send(stranger, at, { name: 'Entra ID', days: '90' })).status).toBe(404)
})
