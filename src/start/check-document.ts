import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { documentCheck, documentFormats } from '../capabilities/developers/index.ts'
import { readFormats } from './formats.ts'

const VALID = 0
const FAULTY = 1
const NOT_READ = 2

type Said = (line: string) => void

/** `portal check FILE --format NAME`: holds a JSON document against an open format, without a database or a network. */
export async function checkDocumentCommand(file: string | undefined, format: string, say: Said): Promise<number> {
  const check = documentCheck(format, readFormats())
  if (check === undefined) {
    say(`There is no format ${format}. There are ${Object.keys(documentFormats).join(', ')}`)
    return NOT_READ
  }
  try {
    const document: unknown = JSON.parse(await contentOf(file))
    const checked = check(document)
    say(JSON.stringify(checked, undefined, 2))
    return checked.valid ? VALID : FAULTY
  } catch (fault) {
    if (!(fault instanceof SyntaxError) && !(fault instanceof Error && 'code' in fault)) throw fault
    say(fault instanceof SyntaxError ? 'The file is not JSON' : 'The file cannot be read')
    return NOT_READ
  }
}

function contentOf(file: string | undefined): Promise<string> {
  return file === undefined || file === '-' ? text(process.stdin) : readFile(file, 'utf8')
}
