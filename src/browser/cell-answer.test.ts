import { expect, it } from 'vitest'
import { readAnswer } from './cell-answer.ts'

it('reads what is kept', () => {
  const said = { version: 3, status: 'draft', statusText: 'Draft', savedAt: '10:42am' }
  expect(readAnswer(true, said)).toEqual({ kind: 'saved', version: 3, statusText: 'Draft', savedAt: '10:42am' })
})

it('reads why something is not kept, and what stands in its place', () => {
  const said = {
    faults: [{ code: 'R06', cell: 'frustrated-1', text: 'Asha changed this' }],
    standing: { version: 2, values: { frustrated: '1', comment: 'Hers' } },
  }
  expect(readAnswer(false, said)).toEqual({
    kind: 'refused',
    texts: [{ cell: 'frustrated-1', text: 'Asha changed this' }],
    standing: { version: 2, values: { frustrated: '1', comment: 'Hers' } },
  })
})

it.each([
  [true, null],
  [true, {}],
  [false, { title: 'Too many tries' }],
  [false, 'gone'],
])('takes %s %j for no answer', (ok, said) => {
  expect(readAnswer(ok, said)).toEqual({ kind: 'unreachable' })
})
