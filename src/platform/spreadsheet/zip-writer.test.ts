import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeOds } from './ods-writer.ts'
import type { CellToWrite } from './sheet-to-write.ts'
import { writeXlsx } from './xlsx-writer.ts'

const columns = [{ heading: 'Week', width: 12 }]
const readMe = { name: 'Read me', columns: [], rows: [[['How to use this']]] }
const uncaught: unknown[] = []
const note = (fault: unknown) => uncaught.push(fault)

beforeEach(() => {
  uncaught.length = 0
  process.on('uncaughtExceptionMonitor', note)
})
afterEach(() => {
  process.off('uncaughtExceptionMonitor', note)
})

async function* failing(after: number): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  for (let block = 0; block < after; block += 1) {
    await setImmediate()
    yield Array.from({ length: 2_000 }, (_, n) => [`${String(block)} ${String(n)} ${Math.random().toString(36)}`])
  }
  throw new Error('the rows are gone')
}

describe.each([
  ['XLSX', writeXlsx],
  ['ODS', writeOds],
])('an %s whose rows fail', (_, write) => {
  const book = (after: number) => write([readMe, { name: 'Weekly', columns, rows: failing(after) }])

  it.each([0, 1, 20])('after %s stretches fails its reader, and nothing else', async (after) => {
    await expect(buffer(book(after))).rejects.toThrow('the rows are gone')
    await setImmediate()
    expect(uncaught).toEqual([])
  })

  it('before its first row is answered with the fault, and not with the beginning of a file', async () => {
    const app = Fastify()
    app.setErrorHandler((fault, request, reply) =>
      reply
        .code(500)
        .type('application/json')
        .send({ said: fault instanceof Error ? fault.message : '', reference: request.id }),
    )
    app.get('/x', (_request, reply) => reply.type('application/zip').send(book(0)))
    const answer = await app.inject({ method: 'GET', url: '/x' })
    expect([answer.statusCode, answer.json()]).toMatchObject([500, { said: 'the rows are gone' }])
    await app.close()
  })

  it('ends the making of rows when the reader leaves', async () => {
    let ended = false
    const rows = async function* (): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
      try {
        for (;;) {
          await setImmediate()
          yield Array.from({ length: 2_000 }, () => [Math.random().toString(36)])
        }
      } finally {
        ended = true
      }
    }
    const output = write([{ name: 'Weekly', columns, rows: rows() }])
    for await (const chunk of output) if (Buffer.isBuffer(chunk)) break
    await vi.waitFor(() => {
      expect(ended).toBe(true)
    })
  })
})
