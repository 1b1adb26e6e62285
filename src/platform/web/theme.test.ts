import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrast, textColourOn, themeCss } from './theme.ts'

const someColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

it('puts text that can be read on any colour', () => {
  fc.assert(fc.property(someColour, (colour) => contrast(colour, textColourOn(colour)) >= 4.5))
})

it.each([
  ['#00527a', '#ffffff'],
  ['#ffdd00', '#000000'],
])('on %s writes in %s', (colour, text) => {
  expect(themeCss(colour)).toBe(`:root{--portal-brand:${colour};--portal-on-brand:${text}}`)
})

it('refuses anything that is not a colour, so that a setting cannot carry style rules', () => {
  expect(() => themeCss('red}body{display:none')).toThrow(RangeError)
})
