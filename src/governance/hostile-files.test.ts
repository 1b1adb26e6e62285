import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCrowdedZip, aWorkbook } from '../platform/spreadsheet/testing/files.ts'
import { aWire, type Said, type Sending, type Wire } from './testing/upload-wire.ts'

/** Every file goes over a connection to the whole product: received, inspected, stored, read and judged as anybody's. */
let wire: Wire
beforeAll(async () => {
  wire = await aWire()
}, 60_000)
afterAll(() => wire.running.strike())

const HEADING = 'cpli_id,client_ref,week_start,actual,frustrated,missed,extra,visits,comment,row_version'
const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`

const names = () => `${wire.care.reference},W-${wire.care.personId.slice(0, 8)}`
const line = (rest: string) => `${names()},${rest}`
const csv = (...rests: readonly string[]) => [HEADING, ...rests.map(line)].join('\n')
const sheetRow = (row: number, cells: readonly string[]) => `<row r="${String(row)}">${cells.join('')}</row>`
const cell = (at: string, text: string) => `<c r="${at}" t="str"><v>${text}</v></c>`
const top = sheetRow(
  1,
  ['cpli_id', 'client_ref', 'week_start', 'actual'].map((name, at) => cell(`${'ABCD'[at] ?? ''}1`, name)),
)
const whose = (row: number) =>
  names()
    .split(',')
    .map((text, at) => cell(`${'AB'[at] ?? ''}${String(row)}`, text))
async function book(rows: string, over: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  return readFileSync(await aWorkbook(top + rows, { '[Content_Types].xml': types, ...over }))
}
const styles =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'

async function rowsOf({ json }: Said): Promise<readonly Record<string, unknown>[]> {
  const { json: listed } = await wire.get(`/uploads/${String(json['id'])}/rows`)
  return listed['rows'] as Record<string, unknown>[]
}
/** A good file still goes through, and what was there before is all that there is. */
async function nothingOf(before: Awaited<ReturnType<Wire['left']>>): Promise<void> {
  expect(await wire.left()).toEqual(before)
  expect(before.incoming).toBe(0)
}

describe('a file that is not what it seems is not taken, and nothing of it is kept', () => {
  it.each<readonly [string, string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['zip bomb', 'weeks.xlsx', () => book('', { 'xl/media.xml': ' '.repeat(60_000_000) }), /unpacks to far more/],
    [
      'lying header',
      'weeks.xlsx',
      async () => {
        const honest = await book(' '.repeat(9_000))
        honest.writeUInt32LE(50, honest.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24)
        return honest
      },
      /damaged/,
    ],
    ['macro', 'weeks.xlsx', () => book('', { 'xl/vbaProject.bin': 'x' }), /has macros/],
    [
      'XML with entities in a workbook',
      'weeks.xlsx',
      () => book('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>' }),
      /script or a command/,
    ],
    [
      'archive of 70,000 entries',
      'weeks.xlsx',
      () => {
        const crowded = aCrowdedZip(70_000)
        // More than the old directory can count: it is a real one of the larger kind.
        expect(crowded.readUInt16LE(crowded.length - 22 + 10)).toBe(65_535)
        return crowded
      },
      /unpacks to far more/,
    ],
    ['program under another name', 'weeks.csv', () => Buffer.from('MZ\u0000\u0001'.repeat(200)), /must be a .*CSV/],
    [
      'file that was cut when it was saved',
      'weeks.xlsx',
      async () => {
        const whole = await book(sheetRow(2, whose(2)))
        return whole.subarray(0, Math.floor(whole.length * 0.99))
      },
      /two types|damaged/,
    ],
  ])('%s', async (_, name, make, words) => {
    const before = await wire.left()
    const { status, json } = await wire.send({ name, bytes: await make() })
    expect([status, json['code']]).toEqual([422, 'file-missing'])
    expect(json['title']).toMatch(words)
    await nothingOf(before)
  })
})

describe('a file of which nothing can be read says why, and no row of it is there', () => {
  it.each<readonly [string, () => Promise<Sending> | Sending, string, RegExp]>([
    [
      'wide CSV',
      () => ({ name: 'a.csv', bytes: `${csv('2025-03-31,14,,,,,,')}${',x'.repeat(300)}` }),
      'F07',
      /256 cells/,
    ],
    ['open quote', () => ({ name: 'b.csv', bytes: `${csv('2025-03-31,14,,,,,"open,')}\n` }), 'F01', /quotation/],
    [
      'formula content',
      async () => ({
        name: 'c.xlsx',
        bytes: await book(sheetRow(2, [...whose(2), '<c r="D2"><f>7*2</f><v>14</v></c>'])),
      }),
      'F08',
      /formula/,
    ],
    [
      'XML with entities',
      () => ({ name: 'd.xml', bytes: '<?xml version="1.0"?><!DOCTYPE v [<!ENTITY a "aaaa">]><visits>&a;</visits>' }),
      'F01',
      /declarations that we do not accept/,
    ],
    [
      'renamed column, with what may be meant',
      () => ({ name: 'e.csv', bytes: 'cpli_id,SSRef2,week_start,actual\nP,W,2025-03-31,14\n' }),
      'F03',
      /SSRef2.*client_ref|client_ref.*SSRef2/s,
    ],
    [
      'missing column',
      () => ({ name: 'f.csv', bytes: 'cpli_id,week_start,actual\nP,2025-03-31,14\n' }),
      'F03',
      /client_ref/,
    ],
  ])('%s', async (_, make, code, words) => {
    const { status, json } = await wire.send(await make())
    expect([status, json['state']]).toEqual([200, 'refused'])
    const { code: said, messages } = json['refusal'] as { code: string; messages: readonly string[] }
    expect([said, messages.join(' ')]).toEqual([code, expect.stringMatching(words)])
    expect(await rowsOf({ status, json })).toEqual([])
  })
})

describe('text however it was written says the same', () => {
  const said = '2025-03-31,13,1,0,0,,Zoë – at her daughter’s,'
  it.each<readonly [string, () => string | Buffer]>([
    ['mixed line ends', () => `${csv(said).replace('\n', '\r\n')}\r${line('2025-03-24,,,,,,,')}\n`],
    ['BOM', () => `\uFEFF${csv(said)}`],
    ['UTF-16', () => Buffer.from(`\uFEFF${csv(said)}`, 'utf16le')],
    ['UTF-16 without a mark', () => Buffer.from(csv(said), 'utf16le')],
    ['Windows-1252', () => Buffer.from(csv(said).replace('–', '\u0096').replace('’', '\u0092'), 'latin1')],
  ])('%s', async (name, make) => {
    const sent = await wire.send({ name: `${name}.csv`, bytes: make() })
    expect(sent.json['refusal']).toBeNull()
    expect((await rowsOf(sent))[0]).toMatchObject({ row: 2, result: expect.stringMatching(/new|changed/), codes: [] })
    const { json } = await wire.post(`/uploads/${String(sent.json['id'])}/saving`, { version: sent.json['version'] })
    expect(json['rows']).toMatchObject({ saved: 1 })
    const week = await wire.get(`/packages/${wire.care.id}/weeks/2025-03-31`)
    expect(week.json['comment']).toBe('Zoë – at her daughter’s')
    await wire.post(`/uploads/${String(sent.json['id'])}/undoing`, {})
  })
})

describe('a row says what is wrong with it', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['Excel serial date', '45747,14,,,,,,', []],
    ['date in words', '31 March 2025,14,,,,,,', []],
    ['ambiguous date', '01/04/2025,14,,,,,,', ['R04']],
    ['1:45', '2025-03-31,15:45,,,1:45,,Fell,', []],
    ['1.45, no quarter of an hour', '2025-03-31,15.45,,,1.45,,Fell,', ['R21']],
    ['minus sign', '2025-03-31,,-1,,,,x,', ['R20']],
    ['thousands separator', '2025-03-31,"1,014.00",,,"1,000.00",,x,', ['R28']],
    ['stale row version', '2025-03-31,14,,,,,,3', ['R06']],
  ])('%s', async (_, rest, codes) => {
    const sent = await wire.send({ name: 'row.csv', bytes: csv(rest) })
    expect((await rowsOf(sent)).map((row) => row['codes'])).toEqual([codes])
  })

  it('Excel date by its format, and merged cells that say what they say once', async () => {
    const day = (at: string) => `<c r="${at}" s="1"><v>45747</v></c>`
    const rows =
      sheetRow(2, [...whose(2), day('C2'), '<c r="D2"><v>14</v></c>']) +
      sheetRow(3, [day('C3'), '<c r="D3"><v>14</v></c>'])
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${top}${rows}</sheetData><mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells></worksheet>`
    const sent = await wire.send({
      name: 'merged.xlsx',
      bytes: await book('', { 'xl/worksheets/sheet1.xml': sheet, 'xl/styles.xml': styles }),
    })
    expect((await rowsOf(sent)).map((row) => row['codes'])).toEqual([[], ['R01']])
  })

  it('blank rows are passed over, duplicate rows are told of', async () => {
    const bytes = csv('2025-03-31,14,,,,,,', '2025-03-31,15,,,1,,Fell,').replaceAll('\n', '\n\n,,,\n')
    const rows = await rowsOf(await wire.send({ name: 'twice.csv', bytes }))
    expect(rows.map((row) => [row['row'], row['codes']])).toEqual([
      [4, ['R05']],
      [7, ['R05']],
    ])
  })
})

describe('two at once, and again', () => {
  it('two uploads of the same week at once: one writes it, the other’s row waits', async () => {
    const both = [csv('2025-03-31,14,,,,,,'), csv('2025-03-31,13,1,,,,Hospital,')]
    const sent = await Promise.all(both.map((bytes, at) => wire.send({ name: `at-once-${String(at)}.csv`, bytes })))
    const saved = await Promise.all(
      sent.map(({ json }) => wire.post(`/uploads/${String(json['id'])}/saving`, { version: json['version'] })),
    )
    const counts = saved.map(({ json }) => (json['rows'] as Record<string, number> | undefined)?.['saved'] ?? 0)
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1])
    expect((await wire.get(`/packages/${wire.care.id}/weeks/2025-03-31`)).json['version']).toBeGreaterThan(0)
    const winner = sent[counts.indexOf(1)]
    await wire.post(`/uploads/${String(winner?.json['id'])}/undoing`, {})
  })

  it('re-used file reference: refused once something was saved under it', async () => {
    const of = (rest: string) => `file_reference\nREF-1\n\n${csv(rest)}`
    const first = await wire.send({ name: 'ref.csv', bytes: of('2025-03-24,14,,,,,,') })
    await wire.post(`/uploads/${String(first.json['id'])}/saving`, { version: first.json['version'] })
    const again = await wire.send({ name: 'ref.csv', bytes: of('2025-03-24,13,1,,,,Hospital,') })
    expect([again.json['state'], (again.json['refusal'] as Record<string, unknown>)['code']]).toEqual([
      'refused',
      'F04',
    ])
  })
})

describe('connection cut at 99 hundredths of a large file', () => {
  it('nothing is stored, nothing half applied, no file left, and memory stays as it is', async () => {
    const rows = `${line('2025-03-17,14,,,,,,')}\n`
    const bytes = Buffer.from(`${HEADING}\n${rows.repeat(Math.ceil(36_000_000 / rows.length))}`)
    const before = await wire.left()
    const key = randomUUID()
    const { rss } = process.memoryUsage()
    let most = 0
    for (let n = 0; n < 4; n += 1) {
      await wire.cut({ name: 'large.csv', bytes, key }, 0.99, async () => {
        await expect.poll(() => wire.incoming()[0] ?? 0, { timeout: 10_000 }).toBeGreaterThan(bytes.length * 0.98)
      })
      await expect.poll(() => wire.left(), { timeout: 10_000 }).toEqual(before)
      most = Math.max(most, process.memoryUsage().rss)
    }
    // The client’s own copy of what it sends is in this process too.
    expect(most - rss).toBeLessThan(100 * 1_048_576 + bytes.length)
    const whole = await wire.send({ name: 'small.csv', bytes: csv('2025-03-17,14,,,,,,'), key })
    expect([whole.status, whole.json['state']]).toEqual([200, 'checked'])
  })
})
