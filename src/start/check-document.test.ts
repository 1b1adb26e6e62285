import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { checkDocumentCommand } from './check-document.ts'
import { packageFile } from './package-files.ts'

async function checked(file: string, format: string) {
  const said: string[] = []
  const exit = await checkDocumentCommand(file, format, (line) => said.push(line))
  return { exit, said: said.join('\n') }
}

function aFile(content: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'portal-document-')), 'document.json')
  writeFileSync(file, content)
  return file
}

it('ends with 0 for a document that keeps to its format, with 1 and the places for another', async () => {
  const example = packageFile('docs/formats/examples/remittance.json')
  expect((await checked(example, 'remittance-1')).exit).toBe(0)
  const wrong = await checked(example, 'commissioned-care-1')
  expect([wrong.exit, wrong.said]).toEqual([1, expect.stringContaining('/packages')])
})

it('ends with 2 for what cannot be read, and for a format that there is not', async () => {
  expect(await checked(aFile('{"format":'), 'remittance-1')).toEqual({ exit: 2, said: 'The file is not JSON' })
  expect(await checked('/none/there.json', 'remittance-1')).toEqual({ exit: 2, said: 'The file cannot be read' })
  expect((await checked(aFile('{}'), 'remittance-9')).said).toContain('There is no format remittance-9')
})
