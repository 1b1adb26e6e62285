import { createServer, type Server } from 'node:net'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { clamScanner } from './clamav.ts'
import { EICAR, fakeClamd, type FakeClamd } from './testing/fake-clamd.ts'

const open: { close(): unknown }[] = []
const opened = <T extends { close(): unknown }>(one: T): T => {
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const aClamd = async (place?: string): Promise<FakeClamd> => opened(await fakeClamd(place))

describe('the virus scanner', () => {
  it('finds a clean file clean, in pieces that add up to the whole', async () => {
    const clamd = await aClamd()
    const bytes = Buffer.alloc(200_000, 'care')
    expect(await clamScanner(clamd.address).scan(bytes)).toBe('clean')
    expect(clamd.scanned()).toEqual([bytes])
  })
  it('finds the test virus of the scanners’ makers', async () => {
    expect(await clamScanner((await aClamd()).address).scan(Buffer.from(EICAR))).toBe('infected')
  })
  it('is asked through a socket of this machine too', async () => {
    const clamd = await aClamd(path.join(mkdtempSync(path.join(tmpdir(), 'clamd-')), 'clamd.ctl'))
    expect(await clamScanner(clamd.address).scan(Buffer.from('x'))).toBe('clean')
  })
  it('answers whether it is there', async () => {
    expect(await clamScanner((await aClamd()).address).answers()).toBe(true)
    expect(await clamScanner('tcp://127.0.0.1:1').answers()).toBe(false)
  })
})

const server = async (behave: Parameters<typeof createServer>[1]): Promise<string> => {
  const one: Server = opened(createServer(behave))
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
  const address = one.address()
  return `tcp://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`
}

describe('a scanner that does not say OK is never taken for one that does', () => {
  it.each([
    ['nobody listens', () => Promise.resolve('tcp://127.0.0.1:1')],
    ['it hangs up', () => server((socket) => socket.destroy())],
    ['it says nothing', () => server((socket) => socket.on('error', () => undefined).resume())],
    ['it finds the file too long', () => server((socket) => socket.end('INSTREAM size limit exceeded. ERROR\0'))],
    ['it speaks another language', () => server((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nstream: OK\0'))],
    ['it stops in the middle', () => server((socket) => socket.end('stream: OK'))],
    ['it talks without end', () => server((socket) => socket.on('error', () => undefined).write('a'.repeat(9_000)))],
  ])('%s', async (_what, listen) => {
    expect(await clamScanner(await listen(), 300).scan(Buffer.from('x'))).toBe('unreachable')
  })
  it('and an address that cannot be meant stops the start', () => {
    for (const address of ['localhost', 'http://clamav:3310', 'tcp://a b:1', 'unix:relative'])
      expect(() => clamScanner(address)).toThrow('must look like')
  })
})
