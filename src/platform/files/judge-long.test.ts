import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { judgeFile, judgeLongText } from './judge.ts'
import type { UploadRule } from './kinds.ts'

const rule: UploadRule = {
  kinds: ['xlsx', 'csv', 'text'],
  dataText: ['xml', 'json'],
  mostFiles: 1,
  mostBytes: 100,
  mostTextBytes: 5_000,
}

const judged = (name: string, ...pieces: readonly (string | Buffer)[]) => {
  const buffers = pieces.map((piece) => Buffer.from(piece))
  const bytes = buffers.reduce((sum, piece) => sum + piece.length, 0)
  return judgeLongText({ name, bytes, pieces: () => Readable.from(buffers) }, rule)
}

describe('text beyond what other files may be', () => {
  it.each([
    ['CSV', 'a.csv', ['a,b\n', 'c,d\n'], { kind: 'csv' }],
    [
      'letters cut in two between pieces',
      'a.csv',
      ['a,b\nZo', Buffer.from([0xc3]), Buffer.from([0xab, 10])],
      { kind: 'csv' },
    ],
    ['plain text', 'a.txt', ['a;b\n'], { kind: 'text' }],
    ['XML that is data', 'a.xml', ['<?xml version="1.0"?><File>', '</File>'], { kind: 'text' }],
    ['JSON', 'a.json', ['[{"a":1}]'], { kind: 'text' }],
    ['a workbook, which is no text', 'a.xlsx', ['PK'], { fault: 'too-large' }],
    ['more than text may be', 'a.csv', ['x'.repeat(5_001)], { fault: 'too-large' }],
    ['bytes of a program further down', 'a.csv', ['a,b\n', 'c\u0000d'], { fault: 'wrong-kind' }],
    ['a page that is called CSV', 'a.csv', ['<html><script>'], { fault: 'active-content' }],
    ['a page that is called XML', 'a.xml', ['<html><script>'], { fault: 'active-content' }],
  ] as const)('%s', async (_, name, pieces, verdict) => {
    expect(await judged(name, ...pieces)).toEqual(verdict)
  })
})

describe('data text of ordinary size', () => {
  it.each([
    ['a.xml', '<File><a>1</a></File>', { kind: 'text' }],
    ['a.json', '[]', { kind: 'text' }],
    ['a.xml', '<svg onload="x">', { fault: 'active-content' }],
    ['a.json', '\u0000', { fault: 'wrong-kind' }],
  ])('%s of %s', async (name, content, verdict) => {
    expect(await judgeFile({ name, bytes: Buffer.from(content) }, rule)).toEqual(verdict)
  })

  it('is taken where the form reads it, and nowhere else', async () => {
    const other: UploadRule = { kinds: rule.kinds, mostFiles: 1, mostBytes: 100 }
    expect(await judgeFile({ name: 'a.json', bytes: Buffer.from('[]') }, other)).toEqual({ fault: 'not-its-ending' })
  })
})
