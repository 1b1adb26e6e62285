import { expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { aFile, refusalOf, rowsOf } from './testing/files.ts'

const NAMES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'

async function anOds(tables: string, over: Readonly<Record<string, string>> = {}): Promise<string> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'mimetype', { compress: false })
  const content = `<office:document-content ${NAMES}><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
  for (const [name, text] of Object.entries({ 'content.xml': content, ...over })) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const file = aFile('', 'file.ods')
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

const cell = (type: string, value: string, shown = '') =>
  `<table:table-cell office:value-type="${type}" office:${type === 'float' ? 'value' : `${type}-value`}="${value}"><text:p>${shown}</text:p></table:table-cell>`

it('reads values rather than what is shown, and leaves out the thousand empty cells at the end', async () => {
  const file = await anOds(
    `<table:table table:name="Weekly">
      <table:table-row><table:table-cell office:value-type="string"><text:p>week</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="string"><text:p>hours</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
      <table:table-row>${cell('date', '2025-03-03', '3 Mar')}<table:table-cell/>${cell('float', '1.75', '1,75')}</table:table-row>
      <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      <table:table-row>${cell('time', 'PT01H45M00S')}<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
    </table:table>`,
  )
  expect(await rowsOf(file)).toEqual([
    { line: 1, cells: ['week', '', 'hours'] },
    { line: 2, cells: ['2025-03-03', '', '1.75'] },
    { line: 6, cells: ['1:45', '2'], formulas: [1] },
  ])
})

it.each([
  ['scripts', () => anOds('<table:table table:name="a"/>', { 'Basic/Standard/Module1.xml': '<x/>' }), 'macros'],
  [
    'a document type',
    () => anOds('', { 'content.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>' }),
    'entities',
  ],
])('refuses %s', async (_, make, code) => {
  expect(await refusalOf(await make())).toBe(code)
})
