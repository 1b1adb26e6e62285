import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeAt, stepAt } from '../../../platform/one-time-code.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../../testing/world.ts'
import { aPasskey, askedOfPasskey } from '../testing/a-passkey.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  mailsTo,
  RIGHT_PASSWORD as password,
  signIn,
  testClock,
} from '../testing/an-access.ts'
import type { Access } from './access.ts'

const clock = testClock()
let stage: Stage
let access: Access
let app: FastifyInstance
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock })
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  app = await aDoor(stage, access)
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

it('tells the owner of every change in how the account is opened, and of none that was refused', async () => {
  const { email } = await aPerson(stage, access, { councilId: provider.councilId, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email })
  const told = async () => (await mailsTo(stage, { councilId: provider.councilId, email })).length
  const steps: [string, () => Promise<unknown>, number][] = [
    ['a refused code', () => browser.post('/account/security-code', { password, code: '123456' }), 0],
    ['a code', () => browser.post('/account/security-code', { password, code: '918273' }), 1],
    ['an app that is only begun', () => browser.post('/account/authenticator', { password }), 0],
    ['an app', confirmApp, 1],
    ['no app any more', () => browser.post('/account/authenticator/removal', { password }), 1],
    ['a passkey', addPasskey, 1],
    ['no passkey any more', removePasskey, 1],
    ['recovery codes', () => browser.post('/account/recovery-codes', { password }), 1],
    ['a password', () => browser.post('/account/password', { current: password, next: 'gravel kettle moon 8' }), 1],
  ]
  await browser.get('/account')
  for (const [what, change, mails] of steps) {
    const before = await told()
    await change()
    expect([what, (await told()) - before]).toEqual([what, mails])
  }

  async function confirmApp() {
    const { html } = await browser.get('/account/authenticator')
    const secret = /<code>([^<]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
    await browser.post('/account/authenticator/confirmation', { app: codeAt(secret, stepAt(clock.now())) })
  }
  async function addPasskey() {
    await browser.post('/account/passkeys', { name: 'Laptop', password })
    const options = askedOfPasskey((await browser.get('/account/passkeys/new')).html)
    await browser.post('/account/passkeys/creation', { passkey: aPasskey().create(options) })
  }
  async function removePasskey() {
    const { html } = await browser.get('/account/passkeys')
    const address = /href="(\/account\/passkeys\/[\w-]{36})"/.exec(html)?.[1] ?? ''
    await browser.post(`${address}/removal`, { password })
  }
})
