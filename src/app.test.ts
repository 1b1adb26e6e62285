import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp, type RunningApp } from './testing/an-app.ts'
import { describeRoutes } from './start/routes.ts'
import { packageFile } from './start/package-files.ts'

let running: RunningApp

beforeAll(async () => {
  running = await anApp()
})
afterAll(() => running.strike())

it('has exactly the routes that are committed, each with who may come in', async () => {
  await expect(describeRoutes(running.register)).toMatchFileSnapshot(packageFile('docs/routes.txt'))
})

it('names the parameters of each address, in order', () => {
  const parametersOf = (wanted: string) => running.register.find(({ address }) => address === wanted)?.parameters
  expect(parametersOf('/council/people')).toEqual([])
  expect(parametersOf('/council/people/:id/grants/:grantId/end')).toEqual(['id', 'grantId'])
  for (const { address, parameters } of running.register)
    expect([address, address.split(':').length - 1]).toEqual([address, parameters.length])
})

it('answers whether it is up and ready', async () => {
  for (const probe of ['started', 'live', 'ready']) {
    const { statusCode, body } = await running.app.inject(`/health/${probe}`)
    expect([probe, statusCode, JSON.parse(body)]).toMatchObject([probe, 200, { status: 'UP' }])
  }
})

it('leads a stranger to signing in, from every page that is not public', async () => {
  const asked = running.register.filter(
    ({ permission, changesState, address }) => permission !== 'public' && !changesState && !address.startsWith('/api/'),
  )
  for (const { address } of asked) {
    const { statusCode, headers } = await running.app.inject(address.replaceAll(/:\w+/g, crypto.randomUUID()))
    expect([address, statusCode, String(headers.location).startsWith('/sign-in')]).toEqual([address, 303, true])
  }
})

const byToken = ['/scim/', '/api/v1/']
const isByToken = ({ address, permission }: { readonly address: string; readonly permission: string }) =>
  byToken.some((start) => address.startsWith(start)) && (address.startsWith('/scim/') || permission !== 'public')

it('refuses everything of a directory or of a provider’s system without its token', async () => {
  const acts = running.register.filter(isByToken)
  expect(acts.length).toBeGreaterThan(10)
  for (const { address, method } of acts) {
    const { statusCode } = await running.app.inject({
      url: address.replaceAll(/:\w+/g, crypto.randomUUID()),
      method: method as 'POST',
    })
    expect([method, address, statusCode]).toEqual([method, address, 401])
  }
})

it('refuses every act without the token of our own form', async () => {
  // What a token of its own opens has neither cookie nor form; what a sign-in service signs comes by a form of its own.
  // A check of a file over the API keeps nothing and is for anybody.
  const isOpen = ({ address }: { readonly address: string }) => address.startsWith('/api/v1/checks')
  const acts = running.register.filter(
    (route) => route.changesState && !isByToken(route) && !isOpen(route) && route.crossSite !== true,
  )
  for (const { address, method } of acts) {
    const { statusCode } = await running.app.inject({
      url: address.replaceAll(/:\w+/g, crypto.randomUUID()),
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([method, address, [303, 403].includes(statusCode)]).toEqual([method, address, true])
  }
})
