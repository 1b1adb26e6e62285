import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindingAct } from '../capabilities/access/rules/permissions.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { serve, type Served } from './testing/serve.ts'

let stage: Stage
let served: Served

beforeAll(async () => {
  stage = await aStage()
  served = await serve(stage)
})
afterAll(async () => {
  await served.app.close()
  await stage.strike()
})

const acts = () =>
  served.register
    .filter(({ changesState }) => changesState)
    .map((route) => ({ ...route, name: `${route.method} ${route.address}` }))

it('asks again who is there before each of these, whatever the permission', () => {
  const stated = acts().filter(({ stepUp }) => typeof stepUp === 'string')
  expect(stated.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'POST /provider/agreements/:id/signature',
      'POST /provider/agreements/signature',
      'POST /council/organisations/:id/bank-account/new',
      'POST /council/organisations/:id/bank-account/:accountId/decision',
    ]),
  )
})

it('asks before everything that manages people and releases money, but before these', () => {
  const harmless = acts().filter(({ permission, stepUp }) => bindingAct(permission) !== undefined && stepUp === false)
  expect(harmless.map(({ name }) => name).sort()).toEqual([
    // Looking, trying and asking give nobody anything; what is asked for is given by an act that binds.
    'POST /council/people/:id/preview',
    'POST /council/people/locks/:id/seen',
    'POST /council/people/policies/:kind',
    'POST /council/people/single-sign-on/:id/try',
    'POST /council/staff/:id/preview',
    // A sandbox holds nobody and speaks for nobody; the keys to it are made by an act that binds.
    'POST /provider/api-keys/sandboxes',
    'POST /provider/api-keys/sandboxes/:sandboxId/clock',
    'POST /provider/api-keys/sandboxes/:sandboxId/closing',
    'POST /provider/api-keys/sandboxes/:sandboxId/reset',
    'POST /provider/people/:id/change',
    'POST /provider/people/:id/confirmation',
    'POST /provider/people/:id/cover/preview',
    'POST /provider/people/:id/wish-refusal',
    'POST /provider/people/requests',
    'POST /provider/people/requests/:id/correction',
    'POST /provider/people/requests/:id/details',
    'POST /provider/people/requests/:id/grants',
    'POST /provider/people/requests/:id/grants/:grantId/removal',
    'POST /provider/people/requests/:id/withdrawal',
  ])
  expect(acts().filter(({ permission }) => permission === 'runs.release').length).toBeGreaterThan(0)
})
