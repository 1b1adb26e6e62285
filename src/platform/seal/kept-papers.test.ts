import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../core/dates.ts'
import { installedCompiler } from '../pdf/compiler.ts'
import { pdfMaker } from '../pdf/maker.ts'
import { makeCertificate } from './make-certificate.ts'
import { sealPdf } from './seal-pdf.ts'
import { readSeal } from './seals.ts'

const paper = {
  ...{ title: 'Agreement P-1-A1', from: 'Norfolk County Council', datedOn: localDate('2026-11-21') },
  ...{ facts: [{ name: 'A week costs', value: '£294.00' }], sections: [], notes: [], footer: 'P-1-A1' },
}
const folder = mkdtempSync(path.join(tmpdir(), 'portal-kept-'))
const file = path.join(folder, 'paper.pdf')

/** Another's reading of the seal, where this machine has it. */
const reader = ['pdfsig'].find((name) => spawnSync(name, ['-v']).status === 0)
const pdfsig = (pdf: Buffer): string => {
  writeFileSync(file, pdf)
  return spawnSync(reader ?? '', ['-nocert', file], { encoding: 'utf8' }).stdout
}

// A machine without the compiler has no paper of ours to seal.
describe.runIf(installedCompiler() !== undefined)('a sealed paper', () => {
  let plain: Buffer
  let sealed: Buffer
  beforeAll(async () => {
    const made = await pdfMaker()(paper)
    if (!made.ok) throw new Error('not made')
    plain = made.value
    const { certificate, key } = await makeCertificate('Norfolk County Council', new Date('2026-11-21T00:00:00Z'))
    const kept = path.join(folder, 'norfolk.pem')
    writeFileSync(kept, certificate + key)
    const sealing = { name: 'Norfolk', reason: 'Agreement signed', location: 'Norfolk', at: new Date('2026-11-21') }
    sealed = await sealPdf(plain, readSeal(kept), sealing)
  })

  it('adds nothing that PDF/A-2 forbids: no picture is owed, both file ids stay, and it ends where it says', () => {
    const added = sealed.subarray(plain.length).toString('latin1')
    // An annotation without width and height needs no appearance (ISO 19005-2, 6.3.3); it is printed and not hidden (6.3.2).
    expect(added).toMatch(/\/Subtype \/Widget .*\/F 132 \/Rect \[-1 -1 -1 -1\]/)
    expect(added).not.toMatch(/\/(?:AA|NeedAppearances|Encrypt|JavaScript|A) /)
    const [id] = /\/ID \[.*?\]/s.exec(plain.toString('latin1').slice(-400)) ?? ['none']
    expect(added).toContain(id)
    for (const [entry] of added.matchAll(/^\d{10} 00000 n.*\n/gm)) expect(entry).toHaveLength(20)
    expect(added.endsWith('%%EOF\n')).toBe(true)
  })

  it.skipIf(reader === undefined)('is valid to pdfsig, as a whole, and not after a byte of it changed', () => {
    expect(pdfsig(sealed)).toMatch(
      /Signature Type: ETSI\.CAdES\.detached[^]*Total document signed[^]*Signature Validation: Signature is Valid/,
    )
    const forged = Buffer.from(sealed)
    const at = forged.indexOf('/Title')
    forged.write('X', at + 9, 'latin1')
    expect(pdfsig(forged)).toContain('Signature Validation: Digest Mismatch')
  })
})
