import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askOutside, isPrivate, strictLimits, type OutgoingLimits } from './outgoing.ts'

let server: Server
let origin: string
const local: OutgoingLimits = { ...strictLimits, allowLocalHttp: true, milliseconds: 300, bytes: 1_000 }
const get = { method: 'GET', headers: {} }

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/slow') return
    if (request.url === '/drips') {
      response.write('a')
      const drip = setInterval(() => response.write('a'), 50)
      response.on('close', () => {
        clearInterval(drip)
      })
      return
    }
    if (request.url === '/moved') response.writeHead(302, { location: 'https://example.org/' })
    response.end(request.url === '/large' ? 'a'.repeat(1_001) : `${request.method ?? ''} ${request.url ?? ''}`)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://localhost:${String((server.address() as AddressInfo).port)}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

it('asks this machine over http only where development allows it', async () => {
  const answer = await askOutside(local)(`${origin}/x`, get)
  expect([answer.status, await answer.text()]).toEqual([200, 'GET /x'])
  await expect(askOutside(strictLimits)(`${origin}/x`, get)).rejects.toMatchObject({ why: 'address' })
})

it('does not follow where it is sent', async () => {
  expect((await askOutside(local)(`${origin}/moved`, get)).status).toBe(302)
})

it.each([
  ['/slow', 'slow'],
  ['/drips', 'slow'],
  ['/large', 'large'],
])('gives up on %s: %s', async (path, why) => {
  await expect(askOutside(local)(`${origin}${path}`, get)).rejects.toMatchObject({ why })
})

it.each([
  ['http://example.org/', 'address'],
  ['ftp://example.org/', 'address'],
  ['https://user:word@example.org/', 'address'],
  ['not an address', 'address'],
  ['https://127.0.0.1/', 'private'],
  ['https://[::1]/', 'private'],
  ['https://[::ffff:10.0.0.1]/', 'private'],
  ['https://169.254.169.254/latest/meta-data', 'private'],
  ['https://0x7f000001/', 'private'],
  ['https://localhost/', 'private'],
])('does not ask %s: %s', async (address, why) => {
  await expect(askOutside(strictLimits)(address, get)).rejects.toMatchObject({ why })
})

it('says that nobody answers', async () => {
  await expect(askOutside(local)('http://localhost:1/', get)).rejects.toMatchObject({ why: 'unreachable' })
})

it.each([
  ['10.1.2.3', true],
  ['172.15.0.1', false],
  ['172.31.255.255', true],
  ['192.168.0.1', true],
  ['100.64.0.1', true],
  ['255.255.255.255', true],
  ['8.8.8.8', false],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:192.168.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['2a00:1450::1', false],
])('%s is private: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected)
})
