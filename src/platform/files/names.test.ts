import { expect, it } from 'vitest'
import { fileFaultText, type FileFault } from './faults.ts'
import { judgeFile } from './judge.ts'
import { documentKinds, MEGABYTE } from './kinds.ts'
import { aPdf } from './testing/samples.ts'

const rule = { kinds: documentKinds, mostFiles: 1, mostBytes: MEGABYTE }
const judge = (name: string) => judgeFile({ name, bytes: aPdf() }, rule)

it.each<readonly [string, FileFault, string]>([
  ['a name that climbs out of its folder', 'hostile-name', '../../etc/passwd.pdf'],
  ['a name of another disk', 'hostile-name', 'C:\\Windows\\a.pdf'],
  ['a name with a line break', 'hostile-name', 'a\r\nSet-Cookie: x.pdf'],
  ['a name that reads backwards', 'hostile-name', 'plan\u202Efdp.exe.pdf'],
  ['a name with letters that take no room', 'hostile-name', 'plan\u200B.pdf'],
  ['a name with markup', 'hostile-name', '<img src=x onerror=alert(1)>.pdf'],
  ['a name of a device', 'name-reserved', 'CON.pdf'],
  ['a hidden name', 'hostile-name', '.htaccess.txt'],
  ['a name that ends in a program', 'wrong-kind', 'plan.pdf.exe'],
  ['a name that ends in .com', 'wrong-kind', 'plan.pdf.com'],
  ['a name that ends as a picture with scripts does', 'wrong-kind', 'x.svg'],
  ['a program before the last ending', 'name-of-program', 'plan.exe.pdf'],
  ['a name of 300 letters', 'name-too-long', `${'a'.repeat(300)}.pdf`],
])('is refused for what is wrong with it: %s', async (_what, fault, name) => {
  expect(await judge(name)).toEqual({ fault })
})

it.each(['notes from shop.com.pdf', 'Plan v1.2.pdf', 'exe.pdf', 'Consent.pdf', 'com1pany.pdf'])(
  'is taken: %s',
  async (name) => {
    expect(await judge(name)).toEqual({ kind: 'pdf' })
  },
)

it.each<readonly [FileFault, string]>([
  ['name-too-long', 'at most 200 characters'],
  ['name-reserved', 'Windows keeps'],
  ['name-of-program', 'the ending of a program'],
  ['hostile-name', 'characters that are not allowed'],
  ['wrong-kind', 'must be a PDF or PNG file'],
])('says so in its own words: %s', (fault, words) => {
  expect(fileFaultText(fault, { ...rule, kinds: ['pdf', 'png'] })).toMatch(/^[A-Z][^\n]{10,200}[^.]$/)
  expect(fileFaultText(fault, { ...rule, kinds: ['pdf', 'png'] })).toContain(words)
})
