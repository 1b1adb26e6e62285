import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { packageFile } from '../../../start/package-files.ts'
import { checkCommand } from './command.ts'

const kit = packageFile('docs/formats/conformance')

/** What is no file to check. */
const BESIDE = new Set(['expected.json', 'README.md'])

/** What `portal check` says of one file, and how it ends. */
async function answerTo(name: string): Promise<unknown> {
  const said: string[] = []
  const exit = await checkCommand(
    { file: `${kit}/${name}` },
    {
      readInput: () => Promise.reject(new Error('nothing is typed here')),
      out: (text) => said.push(text),
      err: () => undefined,
    },
  )
  return { exit, ...(JSON.parse(said.join('')) as object) }
}

it('answers each file of the kit as the kit says', async () => {
  const answers: Record<string, unknown> = {}
  for (const name of readdirSync(kit).toSorted()) if (!BESIDE.has(name)) answers[name] = await answerTo(name)
  expect(answers).toEqual(JSON.parse(readFileSync(`${kit}/expected.json`, 'utf8')))
})

it('takes every good file of the kit and says each code that a file alone can tell', () => {
  const expected = readFileSync(`${kit}/expected.json`, 'utf8')
  for (const code of ['F03', 'R05', 'R20', 'R41', 'R42', 'R43']) expect(expected).toContain(`"${code}`)
})

it('says what each of its files shows', () => {
  const guide = readFileSync(`${kit}/README.md`, 'utf8')
  for (const name of readdirSync(kit)) if (name !== 'README.md') expect(guide).toContain(`\`${name}\``)
})
