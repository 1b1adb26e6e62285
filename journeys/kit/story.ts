import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { Person, type PersonOptions } from './person.ts'

type Step = (what: string, act: () => Promise<void>) => Promise<void>
export type Story = {
  readonly given: Step
  readonly when: Step
  readonly then: Step
  readonly somebody: (options?: Partial<PersonOptions>) => Promise<Person>
}

const EVIDENCE = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'journeys')

/** One journey. A step that fails is named, and what each person then saw is kept as picture and page. */
export function journey(name: string, tell: (story: Story) => Promise<void>): void {
  it(name, async () => {
    const people: Person[] = []
    const step =
      (kind: string): Step =>
      async (what, act) => {
        try {
          await act()
        } catch (fault) {
          await keepEvidence(name, people)
          if (fault instanceof Error) fault.message = `${kind} ${what}: ${fault.message}\nSeen: ${EVIDENCE}`
          throw fault
        }
      }
    const somebody: Story['somebody'] = async (options = {}) => {
      const person = await Person.at(browserOf(), { origin: inject('origin'), ...options })
      people.push(person)
      return person
    }
    try {
      await tell({ given: step('given'), when: step('when'), then: step('then'), somebody })
    } finally {
      await Promise.all(people.map((person) => person.leave()))
    }
  })
}

let browser: Browser | undefined

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
})

function browserOf(): Browser {
  if (browser === undefined) throw new Error('the browser did not start')
  return browser
}

async function keepEvidence(name: string, people: readonly Person[]): Promise<void> {
  mkdirSync(EVIDENCE, { recursive: true })
  for (const [index, { page }] of people.entries()) {
    const file = path.join(EVIDENCE, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${String(index + 1)}`)
    await page.screenshot({ path: `${file}.png`, fullPage: true })
    writeFileSync(`${file}.html`, await page.content())
  }
}
