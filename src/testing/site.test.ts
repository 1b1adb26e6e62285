import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { done } from '../core/outcome.ts'
import { aSite, type Site } from './site.ts'
import { aStage, type Stage } from './stage.ts'
import { aProviderVisitor } from './visitors.ts'
import { aCouncil, aProvider, type AProvider } from './world.ts'

let stage: Stage
let site: Site
let provider: AProvider
let acts = 0
const navigation = ['/provider', '/provider/things'].map((href) => ({
  face: 'provider' as const,
  href,
  text: href,
  permission: 'home.view' as const,
}))

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  site = await aSite(
    stage,
    [
      (faces, web) => {
        const only = { config: { permission: 'home.view' as const } }
        faces.provider.post('/act', only, async (request, reply) => {
          await web.inWork(request, () => {
            acts += 1
            return Promise.resolve(done('acted'))
          })
          return reply.redirect('/provider', 303)
        })
        faces.provider.get('/things/:id', only, (request) => web.params(request, z.object({ id: z.uuid() })))
        faces.council.get('/desk', only, () => 'desk')
        faces.open.get('/fails', { config: { permission: 'public' } }, () => {
          throw new Error('secret of Mrs Example')
        })
      },
    ],
    navigation,
  )
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('leads someone who is not signed in to sign in and back', async () => {
  const { status, location } = await site.visit(null, '/provider/things/1')
  expect([status, location]).toEqual([303, '/sign-in?return=%2Fprovider%2Fthings%2F1'])
})
it('does not find an id of the wrong shape, an unknown address or the other face', async () => {
  const asked = ['/provider/things/1', '/provider/nothing', '/council/desk']
  for (const address of asked) expect((await site.visit(aProviderVisitor(provider), address)).status).toBe(404)
})
it('marks the nearest place in the navigation as the current one', async () => {
  const { html } = await site.visit(aProviderVisitor(provider), '/provider/things/1')
  const current = [...html.matchAll(/<a[^>]*href="([^"]*)"[^>]*aria-current="(?:true|page)"/g)].map(([, href]) => href)
  expect(current).toEqual(['/provider/things'])
})
it('leads to what is missing and who can give it', async () => {
  const { status, html } = await site.send(aProviderVisitor(provider, { permissions: [] }), '/provider/act', {})
  expect(status).toBe(403)
  expect(html).toContain('/no-permission/home.view')
})
it('acts once for two copies of one form', async () => {
  acts = 0
  const send = () => site.send(aProviderVisitor(provider), '/provider/act', { _key: 'the-same-key', a: '1' })
  const statuses = (await Promise.all([send(), send()])).map(({ status }) => status)
  expect([acts, ...statuses]).toEqual([1, 303, 303])
})
it('tells a form that was changed and sent again that it was already sent', async () => {
  const send = (a: string) => site.send(aProviderVisitor(provider), '/provider/act', { _key: 'another-key', a })
  await send('1')
  expect((await send('2')).status).toBe(409)
})
it('refuses a form without its token, from another site, or with a NUL', async () => {
  const post = (headers: Record<string, string>, payload = '') =>
    site.app.inject({
      method: 'POST',
      url: '/provider/act',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  await site.visit(aProviderVisitor(provider), '/provider')
  const mine = { 'x-test-visitor': provider.accountId }
  expect((await post(mine)).statusCode).toBe(403)
  expect((await post({ ...mine, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  expect((await site.send(aProviderVisitor(provider), '/provider/act', { a: 'x\0y' })).status).toBe(400)
})
it('shows a reference for a fault and none of its words', async () => {
  const { status, text } = await site.visit(null, '/fails')
  expect(status).toBe(500)
  expect(text).toContain('give this reference')
  expect(text).not.toContain('Mrs Example')
})
it('sends every page with the headers that keep it in its place', async () => {
  const { headers } = await site.visit(null, '/fails')
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  })
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

it('lets run what stands in a page under a number that no other page has', async () => {
  const numbers = []
  for (let times = 0; times < 2; times += 1) {
    const { headers, html } = await site.visit(null, '/fails')
    const [, number = 'none'] = /<script nonce="([0-9a-f]{32})">/.exec(html) ?? []
    expect(headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${number}'`)
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${number}'`)
    numbers.push(number)
  }
  expect(new Set(numbers).size).toBe(2)
})

it('does not start with a route that does not say who may come in', async () => {
  const mount = aSite(stage, [(faces) => void faces.open.get('/forgotten', () => 'x')])
  await expect(mount).rejects.toThrow('does not state a permission')
})
