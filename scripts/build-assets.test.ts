import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { pickRules, script, styleSheet } from './build-assets.ts'

let css = ''
let js = ''

beforeAll(async () => {
  ;[css, js] = await Promise.all([styleSheet(), script()])
})

it('fits the first page into 60 kB', () => {
  expect(gzipSync(css).length + gzipSync(js).length).toBeLessThanOrEqual(60_000)
})

it('carries nothing that belongs to GOV.UK alone', () => {
  expect(css).not.toMatch(/GDS Transport|@font-face|crest/i)
})

it('asks for no picture or font at all, here or from others', () => {
  expect(css).not.toMatch(/url\((?!["']?data:)/)
})

it('keeps the rules that are used and the conditions they stand under', () => {
  const all = '.a{x:1}.b{x:2}@media print{.a{x:3}.b{x:4}}@media screen{.b{x:5}}'
  expect(pickRules(all, ['a'])).toBe('.a{x:1}@media print{.a{x:3}}')
  expect(css).toContain('.moj-sub-navigation__list')
  expect(css).not.toContain('.moj-search')
})
