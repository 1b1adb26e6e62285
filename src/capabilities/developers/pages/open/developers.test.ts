import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Operation } from '../../../../platform/web/api.ts'
import { readFormats } from '../../../../start/formats.ts'
import { aSite, type Site } from '../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../testing/stage.ts'
import { routes } from '../../routes.ts'

const put: Operation = {
  id: 'putThing',
  method: 'PUT',
  path: '/things/{thingId}',
  permission: 'actuals.record',
  about: 'Actuals',
  summary: 'Change a thing',
  description: 'Changes it.',
  params: z.object({ thingId: z.uuid().describe('Which one') }),
  body: z.object({ hours: z.string().default('0').describe('Hours of it') }),
  answer: z.object({ rows: z.array(z.object({ hours: z.string().nullable() })) }),
  versioned: true,
  refusals: [{ status: 412, code: 'R06', when: 'Somebody was quicker' }],
  example: { path: '/things/7', body: { hours: '1' }, answer: { rows: [{ hours: '1' }] } },
}
const documented = {
  operations: [put],
  origin: 'https://portal.example',
  codes: [{ code: 'R06', status: 'a row', why: 'Changed since', mending: 'Look again' }],
  formats: readFormats(),
  check: async ({ read }: { readonly read: () => Promise<Buffer> }) =>
    (await read()).includes('no')
      ? {
          kind: null,
          file: { code: 'F03', messages: ['There is no column'] },
          rows: [],
          counts: { read: 0, refused: 0 },
        }
      : {
          ...{ kind: 'weeks', file: null, counts: { read: 2, refused: 1 } },
          rows: [{ row: 3, codes: ['R20:missed'], messages: ['Missed is not a number'] }],
        },
}

let stage: Stage
let site: Site

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [(faces, web) => routes(faces, web, documented)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it.each([
  ['/developers', 'Change a thing'],
  ['/developers/keys', 'portal_test_'],
  ['/developers/sandboxes', 'made-up people'],
  ['/developers/repeating', 'Idempotency-Key'],
  ['/developers/errors', 'Changed since'],
  ['/developers/formats', 'remittance-v1.schema.json'],
  ['/developers/changes', '1.1'],
  ['/developers/check', 'Nobody has to sign in'],
])('shows %s to anybody', async (address, words) => {
  const { status, text } = await site.visit(null, address)
  expect([status, text]).toEqual([200, expect.stringContaining(words)])
})

it('serves each format as it is, and nothing else of the folder', async () => {
  for (const { name, content } of documented.formats)
    expect((await site.visit(null, `/developers/formats/${name}`)).html).toBe(content)
  for (const name of ['../../package.json', '..%2F..%2Fpackage.json', 'none.md'])
    expect((await site.visit(null, `/developers/formats/${name}`)).status).toBe(404)
})

it('tells what an operation takes and answers, out of its schemas', async () => {
  const { html, text } = await site.app
    .inject('/developers/operations/putThing')
    .then(({ body }) => ({ html: body, text: body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }))
  expect(text).toContain('PUT /api/v1/things/{thingId}')
  expect(text).toMatch(/thingId path Yes Which one Idempotency-Key header Yes .* If-Match header Yes/)
  expect(text).toMatch(/hours string No Hours of it. Usually &quot;0&quot;/)
  expect(text).toContain('rows[].hours string or null Yes')
  expect(html).toContain("curl -X PUT 'https://portal.example/api/v1/things/7'")
  expect((await site.visit(null, '/developers/operations/none')).status).toBe(404)
})

it('asks for what is missing before it sends anything, and takes no live key', async () => {
  const address = '/developers/operations/putThing'
  const nothing = await site.send(null, address, { body: '{"hours":' })
  expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining('Enter a test key')])
  expect(nothing.text).toContain('Enter thingId')
  expect(nothing.text).toContain('The body is not JSON')
  expect(nothing.html).toContain('{&quot;hours&quot;:')
  const live = await site.send(null, address, { key: `portal_${'k'.repeat(43)}`, thingId: '1', body: '{}' })
  expect(live.text).toContain('This is a live key')
})

it('shows what was sent and what came back', async () => {
  const fields = { key: `portal_test_${'k'.repeat(43)}`, thingId: '../x', version: '3', body: '{"hours":"2"}' }
  const { status, html } = await site.send(null, '/developers/operations/putThing', fields)
  expect(status).toBe(200)
  expect(html).toContain('/api/v1/things/..%2Fx')
  expect(html).toContain("-H 'if-match: &quot;3&quot;'")
  expect(html).toContain('not-found')
})

it('checks a file for anybody and keeps nothing', async () => {
  const send = (bytes: string, name = 'weeks.csv') =>
    site.upload(null, '/developers/check', {}, [{ field: 'file', name, bytes }])
  expect((await send('a,b\n1,2\n')).text).toMatch(
    /2 rows of weeks read, 1 of them with faults.* 3 R20 Missed is not a number/,
  )
  expect((await send('no,b\n1,2\n')).text).toContain('F03 There is no column')
  const none = await site.upload(null, '/developers/check', {}, [])
  expect([none.status, none.text]).toEqual([422, expect.stringContaining('Select a file')])
  expect((await send('MZ\u0000\u0001', 'weeks.csv')).status).toBe(422)
  expect(site.filesLeft()).toEqual([])
})
