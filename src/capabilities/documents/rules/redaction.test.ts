import { expect, it } from 'vitest'
import { faultsOfRedaction, pagesInWords, readPages, type RedactionTyped } from './redaction.ts'

it.each<[string, readonly number[] | undefined]>([
  ['2', [2]],
  [' 2, 4-6 ', [2, 4, 5, 6]],
  ['6 4 4–5', [4, 5, 6]],
  ['400', [400]],
  ['401', undefined],
  ['0', undefined],
  ['6-4', undefined],
  ['two', undefined],
  ['-3', undefined],
  ['1-1000', undefined],
  ['', undefined],
  [', ;', undefined],
])('reads the pages %j', (typed, pages) => {
  expect(readPages(typed)).toEqual(pages)
})

it.each([
  [[], 'none'],
  [[2], 'page 2'],
  [[2, 4, 5], 'pages 2, 4 and 5'],
])('says %j in words', (pages, words) => {
  expect(pagesInWords(pages)).toBe(words)
})

const good: RedactionTyped = { way: 'pages', pages: '2', reason: 'About her son' }
it.each<[string, Partial<RedactionTyped>, string, readonly string[]]>([
  ['all is well', {}, 'pdf', []],
  ['no way', { way: '' }, 'pdf', ['way-missing']],
  ['no pages', { pages: 'some' }, 'pdf', ['pages-missing']],
  ['pages of a picture', {}, 'png', ['not-a-pdf']],
  ['a copy of a picture', { way: 'upload', pages: '' }, 'png', []],
  ['no reason', { reason: ' ' }, 'pdf', ['reason-missing']],
  ['a novel', { reason: 'x'.repeat(501) }, 'pdf', ['reason-too-long']],
])('judges what was typed: %s', (_what, over, kind, faults) => {
  expect(faultsOfRedaction({ ...good, ...over }, kind)).toEqual(faults)
})
