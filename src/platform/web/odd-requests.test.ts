import { expect, it } from 'vitest'
import { NotFound } from '../../core/errors.ts'
import { BadRequest } from './faults.ts'
import { noteOdd } from './odd-requests.ts'

function linesOf(fault: Error): readonly unknown[] {
  const lines: unknown[] = []
  const warn = (line: unknown) => lines.push(line)
  noteOdd(fault, { log: { warn }, method: 'POST', routeOptions: { url: '/provider/people/:id' } })
  return lines
}

it('notes what no page of ours sends, by its route and without what was sent', () => {
  const forged = Object.assign(new Error('Missing csrf secret'), { code: 'FST_CSRF_MISSING_SECRET' })
  expect(linesOf(new BadRequest('a NUL character'))).toEqual([
    { fault: 'BadRequest', method: 'POST', route: '/provider/people/:id' },
  ])
  expect(linesOf(forged)).toMatchObject([{ fault: 'FST_CSRF_MISSING_SECRET' }])
})

it('notes nothing of an ordinary fault', () => {
  expect([...linesOf(new NotFound('person')), ...linesOf(new Error('another'))]).toEqual([])
})
