import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { changesBetween, mayAcceptLater, paragraphsOf } from './policy.ts'

const paragraphs = fc.array(fc.constantFrom('one', 'two', 'three', 'four'), { maxLength: 8 })

it('tells what came and what went between two versions', () => {
  expect(
    changesBetween(
      'Keep it safe.\n\nTell nobody.\n\nLock the screen.',
      'Keep it safe.\n\nLock the screen.\n\nReport a loss.',
    ),
  ).toEqual([
    { kind: 'kept', text: 'Keep it safe.' },
    { kind: 'removed', text: 'Tell nobody.' },
    { kind: 'kept', text: 'Lock the screen.' },
    { kind: 'added', text: 'Report a loss.' },
  ])
})

it('gives either version back, whatever changed', () => {
  fc.assert(
    fc.property(paragraphs, paragraphs, (before, after) => {
      const changes = changesBetween(before.join('\n\n'), after.join('\n\n'))
      const without = (kind: string) => changes.filter((change) => change.kind !== kind).map(({ text }) => text)
      expect(without('added')).toEqual(before)
      expect(without('removed')).toEqual(after)
    }),
  )
})

it('says nothing changed when nothing did', () => {
  fc.assert(
    fc.property(paragraphs, (body) => {
      expect(changesBetween(body.join('\n\n'), body.join('\r\n\r\n')).every(({ kind }) => kind === 'kept')).toBe(true)
    }),
  )
})

it('reads paragraphs between empty lines', () => {
  expect(paragraphsOf('\n\n one\ntwo \n \n\n three')).toEqual(['one\ntwo', 'three'])
})

it('lets a person wait until the day on which one of them is required', () => {
  const due = [{ requiredFrom: localDate('2025-05-01') }, { requiredFrom: localDate('2025-06-01') }]
  expect(mayAcceptLater(due, localDate('2025-04-30'))).toBe(true)
  expect(mayAcceptLater(due, localDate('2025-05-01'))).toBe(false)
})
