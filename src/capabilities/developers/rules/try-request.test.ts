import { expect, it } from 'vitest'
import { commandLine, faultsOfTry, requestOf } from './try-request.ts'

const put = { method: 'PUT', path: '/packages/{packageId}/weeks/{weekStart}', versioned: true, changes: true }
const key = `portal_test_${'k'.repeat(43)}`
const parameters = ['packageId', 'weekStart', 'limit']

it('asks for a test key, for what stands in the address and for a body that is JSON', () => {
  expect(faultsOfTry(put, { key, packageId: 'a', weekStart: 'b', body: '{}' }, parameters)).toEqual([])
  expect(faultsOfTry(put, { key: '', body: '{' }, parameters).map(({ field }) => field)).toEqual([
    'key',
    'packageId',
    'weekStart',
    'body',
  ])
})

it('refuses a live key in words that say why', () => {
  const [fault] = faultsOfTry(put, { key: `portal_${'k'.repeat(43)}`, packageId: 'a', weekStart: 'b' }, parameters)
  expect(fault?.text).toContain('live key')
})

it('puts nothing into the address that would lead elsewhere', () => {
  const request = requestOf(
    put,
    { packageId: '../../x?y', weekStart: 'a b', limit: '1&2' },
    { parameters, repeatKey: 'r' },
  )
  expect(request.url).toBe('/api/v1/packages/..%2F..%2Fx%3Fy/weeks/a%20b?limit=1%262')
  expect(request.headers).toEqual({ 'idempotency-key': 'r', 'if-match': '"0"' })
})

it('writes a command line that a terminal reads as it was meant', () => {
  const request = requestOf(
    put,
    { packageId: 'a', weekStart: 'b', body: `{"comment":"carer's car"}` },
    { parameters, repeatKey: 'r' },
  )
  expect(commandLine('https://portal.example', request, false)).toContain(`-d '{"comment":"carer'\\''s car"}'`)
  expect(commandLine('https://portal.example', request, false)).not.toContain(key)
})
