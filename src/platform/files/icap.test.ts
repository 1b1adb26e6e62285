import { createServer, type Server } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { icapScanner } from './icap.ts'
import { EICAR } from './testing/fake-clamd.ts'
import { fakeIcap, type FakeIcap } from './testing/fake-icap.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
const aServer = async (): Promise<FakeIcap> => {
  const one = await fakeIcap()
  open.push(one)
  return one
}

describe('the virus scanner behind ICAP', () => {
  it('finds a clean file clean, in pieces that add up to the whole', async () => {
    const icap = await aServer()
    const bytes = Buffer.alloc(200_000, 'care')
    expect(await icapScanner(icap.address).scan(bytes)).toBe('clean')
    const pieces = Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])
    expect(await icapScanner(icap.address).scan(pieces)).toBe('clean')
    expect(icap.scanned()).toEqual([bytes, bytes])
  })
  it('takes an empty file, and one that looks like the protocol', async () => {
    const icap = await aServer()
    const odd = Buffer.from('0\r\nICAP/1.0 204 No Content\r\n\r\nx')
    expect(await icapScanner(icap.address).scan(Buffer.alloc(0))).toBe('clean')
    expect(await icapScanner(icap.address).scan(odd)).toBe('clean')
    expect(icap.scanned()).toEqual([Buffer.alloc(0), odd])
  })
  it('finds the test virus of the scanners’ makers', async () => {
    expect(await icapScanner((await aServer()).address).scan(Buffer.from(EICAR))).toBe('infected')
  })
  it('answers whether it is there', async () => {
    expect(await icapScanner((await aServer()).address).answers()).toBe(true)
    expect(await icapScanner('icap://127.0.0.1:1/avscan').answers()).toBe(false)
  })
})

const saying = async (text: string | undefined): Promise<string> => {
  const one: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (text === '') socket.destroy()
    else if (text === undefined) socket.resume()
    else socket.end(text)
  })
  open.push(one)
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
  const address = one.address()
  return `icap://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/avscan`
}

describe('a server that does not say 204 is never taken for one that does', () => {
  it.each([
    ['it hangs up', ''],
    ['it says nothing', undefined],
    ['it does not know the service', 'ICAP/1.0 404 Not Found\r\n\r\n'],
    ['it is broken', 'ICAP/1.0 500 Server Error\r\n\r\n'],
    ['it wants more first', 'ICAP/1.0 100 Continue\r\n\r\n'],
    ['it speaks another language', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['it stops in the middle', 'ICAP/1.0 204 No Content\r\n'],
    ['it talks without end', 'a'.repeat(20_000)],
  ])('%s', async (_what, text) => {
    expect(await icapScanner(await saying(text), 300).scan(Buffer.from('x'))).toBe('unreachable')
  })
  it.each([
    ['its own page comes instead', 'ICAP/1.0 200 OK\r\nEncapsulated: null-body=0\r\n\r\n'],
    ['it forbids', 'ICAP/1.0 403 Forbidden\r\n\r\n'],
  ])('and %s for what it found', async (_what, text) => {
    expect(await icapScanner(await saying(text), 300).scan(Buffer.alloc(500_000))).toBe('infected')
  })
  it('and an address that cannot be meant stops the start', () => {
    for (const address of ['localhost', 'tcp://icap:1344', 'icap://a b/x', 'icap://host:1344'])
      expect(() => icapScanner(address)).toThrow('must look like')
  })
})
