import { readFileSync, writeFileSync } from 'node:fs'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { crawl, type Form } from '../src/governance/testing/crawl.ts'
import { londonToday, systemClock } from '../src/platform/clock.ts'
import type { RegisteredRoute } from '../src/platform/web/admission.ts'
import { packageFile } from '../src/start/package-files.ts'
import { launchChromium } from './kit/chromium.ts'
import { isPage, readRegister } from './kit/register.ts'
import { aCast, browseOver, pageOf, type Cast, type Walker } from './kit/walkers.ts'
import { lookAt, sendEmpty, type Look, type State } from './kit/walk.ts'

/** What the accessibility statement is made from. */
const RESULTS = packageFile('src/capabilities/access/pages/open/information/looked-at.json')

/** Asked for with what was chosen on the page before, or they have nothing to show. */
const needsChoice: readonly string[] = [
  '/council/invoices/decisions',
  '/council/people/sign-in/check',
  '/provider/actuals/uploads/template',
  '/provider/invoices/new',
]
/** Nothing filled in is an answer too, so that sending it would be an act; or a choice that is always made is missing. */
const takesNothing: readonly string[] = [
  'POST /account/notifications',
  'POST /account/telephone',
  'POST /council/actuals/uploads/limit',
  'POST /council/contracts/:id/prices',
  'POST /council/documents/:id/hold',
  'POST /council/documents/retention',
  'POST /council/people/settings',
  'POST /council/uplifts/:id/submission',
  'POST /provider/actuals/:serviceId/:weekStart',
  'POST /provider/actuals/:serviceId/:weekStart/:packageId',
  'POST /provider/actuals/uploads/:uploadId/saving',
  'POST /provider/packages/:id/own-reference',
]

const register = readRegister()
const nameOf = ({ method, address }: RegisteredRoute) => `${method} ${address}`
let chromium: Chromium
let cast: Cast

beforeAll(async () => {
  chromium = await launchChromium()
  cast = await aCast(inject('database'))
})
afterAll(() => chromium.close())

it('finds nothing against any kind of page, in any state', async () => {
  const { plans, missed } = await planAll()
  if (process.env['JOURNEYS_RECORD'] === '1') console.log('Not come to:', missed.map(nameOf))
  const looks = (await Promise.all(plans.map(walk))).flat()
  expect(looks.flatMap(faultsIn)).toEqual([])
  holdAgainstStatement(resultOf(looks))
}, 600_000)

const statuses: Readonly<Record<State, number>> = {
  'as found': 200,
  empty: 200,
  'not allowed': 403,
  absent: 404,
  'refused form': 422,
}

function faultsIn({ state, address, status, faults }: Look): readonly string[] {
  const odd = status === statuses[state] ? [] : [`answered ${String(status)}`]
  return [...odd, ...faults].map((fault) => `${state} ${address}: ${fault}`)
}

type Task = (page: Page) => Promise<Look>
const looking =
  (address: string, state: State): Task =>
  (page) =>
    lookAt(page, address, state)
const sending =
  (form: Form): Task =>
  (page) =>
    sendEmpty(page, form)
type Plan = { readonly walker: Walker; readonly tasks: readonly Task[] }

/** Each kind of page and each form once, by the first who comes to it. */
async function planAll() {
  const reached = new Set<RegisteredRoute>()
  const sent = new Set<RegisteredRoute>()
  const pages = new Set<string>()
  const found = await Promise.all(
    cast.everything.map(async (walker) => {
      const browsing = browseOver(inject('origin'), walker, pages)
      return { walker, ...(await crawl(browsing, register, { face: walker.face, most: 2 })) }
    }),
  )
  const plans = found.map(({ walker, addresses, forms }): Plan => {
    const shown = [...addresses].filter(([route]) => isPage(route) && !reached.has(route))
    for (const [route] of shown) reached.add(route)
    const own = new Map<RegisteredRoute, Form>()
    for (const form of forms) if (isToSend(form) && !sent.has(form.route)) own.set(form.route, form)
    for (const route of own.keys()) sent.add(route)
    const looked = shown.flatMap(([, ones]) => ones.filter((address) => pages.has(address)).slice(0, 1))
    const looks = looked.map((address) => looking(address, 'as found'))
    return { walker, tasks: [...looks, ...[...own.values()].map(sending)] }
  })
  return {
    plans: [...plans, ...cast.nothing.map(onFirstDay), ...cast.littleAllowed.map(notAllowed)],
    missed: register.filter((route) => isPage(route) && !reached.has(route)),
  }
}

/** What a person types or chooses in; a form of buttons alone is an act. */
function isToSend({ fields, route }: Form): boolean {
  return fields.some(({ kind }) => kind !== 'hidden') && !takesNothing.includes(nameOf(route))
}

function onFirstDay(walker: Walker): Plan {
  const isShown = ({ address, face }: RegisteredRoute) =>
    face === walker.face && !/[:*]/.test(address) && !needsChoice.includes(address)
  const lists = register.filter((route) => isPage(route) && isShown(route))
  return {
    walker,
    tasks: lists.map(({ address }) => looking(address, 'empty')),
  }
}

function notAllowed(walker: Walker): Plan {
  const { face } = walker
  return {
    walker,
    tasks: [looking(`/${face}/people`, 'not allowed'), looking(`/${face}/nothing-here`, 'absent')],
  }
}

async function walk({ walker, tasks }: Plan): Promise<readonly Look[]> {
  const page = await pageOf(chromium, inject('origin'), walker)
  const looks: Look[] = []
  for (const task of tasks) looks.push(await task(page))
  await page.context().close()
  return looks
}

type Result = ReturnType<typeof resultOf>

function resultOf(looks: readonly Look[]) {
  const count = (wanted: State) => looks.filter(({ state }) => state === wanted).length
  const { version } = Axe.parse(JSON.parse(readFileSync(packageFile('node_modules/axe-core/package.json'), 'utf8')))
  return {
    checker: `axe-core ${version}`,
    /** Of so many kinds that there are. */
    kinds: register.filter(isPage).length,
    lookedAt: count('as found'),
    empty: count('empty'),
    forms: count('refused form'),
    notAllowed: count('not allowed'),
    absent: count('absent'),
    failures: looks.flatMap(faultsIn).length,
  }
}

const Axe = z.object({ version: z.string() })
const Said = z.object({ lookedAt: z.number(), forms: z.number() })

/** What there is to look at depends a little on the day of the week, so the statement says what is always reached. */
function holdAgainstStatement({ lookedAt, forms, ...exact }: Result): void {
  const always = { lookedAt: lookedAt - 5, forms: forms - 5 }
  const on = londonToday(systemClock.now())
  if (process.env['JOURNEYS_RECORD'] === '1')
    writeFileSync(RESULTS, `${JSON.stringify({ on, ...exact, ...always }, undefined, 2)}\n`)
  const said: unknown = JSON.parse(readFileSync(RESULTS, 'utf8'))
  expect(said, 'JOURNEYS_RECORD=1 npm test journeys writes what it saw').toMatchObject(exact)
  const least = Said.parse(said)
  expect(lookedAt).toBeGreaterThanOrEqual(least.lookedAt)
  expect(forms).toBeGreaterThanOrEqual(least.forms)
}
