import { expect, it } from 'vitest'
import { stepOf } from './grid-keys.ts'

const press = (key: string, over = {}) =>
  stepOf({ key, ctrl: false, shift: false, alt: false, atStart: false, atEnd: false, lines: false, ...over })

it.each([
  ['ArrowUp', {}, { kind: 'move', rows: -1, columns: 0 }],
  ['ArrowDown', {}, { kind: 'move', rows: 1, columns: 0 }],
  ['Enter', {}, { kind: 'move', rows: 1, columns: 0 }],
  ['Enter', { shift: true }, { kind: 'move', rows: -1, columns: 0 }],
  ['ArrowLeft', { atStart: true }, { kind: 'move', rows: 0, columns: -1 }],
  ['ArrowRight', { atEnd: true }, { kind: 'move', rows: 0, columns: 1 }],
  ['d', { ctrl: true }, { kind: 'fill' }],
  ['D', { ctrl: true }, { kind: 'fill' }],
])('%s with %j goes through the grid', (key, over, step) => {
  expect(press(key, over)).toEqual(step)
})

it.each([
  ['ArrowLeft', {}],
  ['ArrowRight', { atStart: true }],
  ['ArrowDown', { lines: true }],
  ['Enter', { lines: true }],
  ['ArrowDown', { shift: true }],
  ['ArrowDown', { alt: true }],
  ['c', { ctrl: true }],
  ['d', { ctrl: true, shift: true }],
  ['7', {}],
])('%s with %j stays what it is everywhere', (key, over) => {
  expect(press(key, over)).toBeUndefined()
})
