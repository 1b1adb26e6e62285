import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import type { Clock } from '../../../platform/clock.ts'
import { systemScope } from '../../../platform/db/scope.ts'
import { passwords } from '../../../platform/passwords.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { createServer, type Faces } from '../../../platform/web/server.ts'
import { checkHtml } from '../../../platform/web/testing/check-html.ts'
import { createWeb, type Web } from '../../../platform/web/web.ts'
import { workRunner } from '../../../platform/work.ts'
import type { Stage } from '../../../testing/stage.ts'
import { aMember } from '../../../testing/world.ts'
import type { Access } from '../commands/access.ts'
import { giveDemonstrationSecrets } from '../commands/accounts.ts'
import { findLeaver, findVisitor } from '../find-visitor.ts'
import { accessRoutes, beforeAct } from '../routes.ts'
import { someFiles } from '../../../testing/files.ts'

export const RIGHT_PASSWORD = 'three random words 7'
export const RIGHT_CODE = '427193'

/** A clock that a test turns by hand. */
export type TestClock = Clock & { readonly pass: (seconds: number) => void }

export function testClock(start = '2025-04-10T09:00:00Z'): TestClock {
  let now = Temporal.Instant.from(start).epochMilliseconds
  return { now: () => new Date(now), pass: (seconds) => void (now += seconds * 1000) }
}

export function testSecrets(): Secrets {
  return {
    codeKeys: new Map([[1, randomBytes(32)]]),
    currentCodeKey: 1,
    cookieSecret: 'only for tests, 32 bytes or more',
  }
}

export function anAccess(stage: Stage, over: Partial<Access> = {}): Access {
  return {
    db: stage.db,
    clock: stage.clock,
    secrets: testSecrets(),
    passwords: passwords({ cost: { memory: 64, passes: 1, parallelism: 1 } }),
    secureCookies: false,
    origin: 'http://localhost',
    triesPerAddress: 10_000,
    triesPerEmail: 10_000,
    refusalMilliseconds: 0,
    ...over,
  }
}

export type APerson = { readonly accountId: string; readonly membershipId: string; readonly email: string }

/** Someone with a place, the right password and the right code. */
export async function aPerson(
  stage: Stage,
  access: Access,
  at: { readonly councilId: string; readonly providerId?: string; readonly staffRoles?: readonly string[] },
): Promise<APerson> {
  const person = await aMember(stage.build, at.councilId, at.providerId ?? null, at.staffRoles)
  await giveDemonstrationSecrets(access, {
    accountIds: [person.accountId],
    password: RIGHT_PASSWORD,
    code: RIGHT_CODE,
  })
  return person
}

/** The product's own server with nothing between a browser and the session table. */
export async function aDoor(
  stage: Stage,
  access: Access,
  more: (faces: Faces, web: Web) => void = () => undefined,
): Promise<FastifyInstance> {
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'portal-assets-'))
  writeFileSync(path.join(assetsDir, 'manifest.json'), '{"css":"/assets/app.css","js":"/assets/app.js"}')
  const web = createWeb({
    db: stage.db,
    clock: access.clock,
    work: workRunner(stage.db, access.clock),
    navigation: [],
    assets: { css: '/assets/app.css', js: '/assets/app.js' },
    files: someFiles(),
  })
  const options = {
    origin: access.secureCookies ? 'https://portal.example' : 'http://localhost',
    cookieSecret: 'a secret only for this test, 32 b',
    assetsDir,
    logger: false,
    trustProxy: false,
    web,
    stepUp: beforeAct(access, web),
    findVisitor: findVisitor(access),
    findLeaver: findLeaver(access),
  }
  const { app } = await createServer(options, (faces) => {
    accessRoutes(access)(faces, web)
    more(faces, web)
    return Promise.resolve()
  })
  return app
}

export type Answer = {
  readonly status: number
  readonly html: string
  readonly location: string
  readonly headers: Readonly<Record<string, unknown>>
}
export type Browser = {
  readonly cookies: Map<string, string>
  get(address: string): Promise<Answer>
  /** Sends a form with the token of the page that was shown last. */
  post(address: string, fields?: Readonly<Record<string, string>>): Promise<Answer>
}

/** Keeps cookies as a browser does, and checks each page as it comes. */
export function aBrowser(app: FastifyInstance, userAgent = 'Test Browser 1', address = '127.0.0.1'): Browser {
  const cookies = new Map<string, string>()
  let csrf = ''
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<Answer> => {
    const reply = await app.inject({
      method,
      url,
      remoteAddress: address,
      cookies: Object.fromEntries(cookies),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value, expires } of reply.cookies)
      if (value === '' || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name)
      else cookies.set(name, value)
    if (String(reply.headers['content-type']).startsWith('text/html')) expect(checkHtml(reply.body)).toEqual([])
    csrf = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? csrf
    const { location } = reply.headers
    return { status: reply.statusCode, html: reply.body, location: location ?? '', headers: reply.headers }
  }
  return {
    cookies,
    get: (address) => ask('GET', address),
    post: async (address, fields = {}) => {
      if (csrf === '') await ask('GET', '/help')
      return ask('POST', address, new URLSearchParams({ _csrf: csrf, ...fields }).toString())
    },
  }
}

type Credentials = {
  readonly email: string
  readonly password?: string
  readonly code?: string
  /** The code of an authenticator app, given in place of the digits. */
  readonly app?: string
  readonly returnTo?: string
}

/** Both steps, answering whatever digits are asked. */
export async function signIn(browser: Browser, credentials: Credentials): Promise<Answer> {
  const { email, password = RIGHT_PASSWORD, code = RIGHT_CODE, returnTo = '' } = credentials
  await browser.get('/sign-in')
  const first = await browser.post('/sign-in', { email, password, return: returnTo })
  if (first.location !== '/sign-in/code') return first
  const positions = askedIn((await browser.get('/sign-in/code')).html)
  if (credentials.app !== undefined) return browser.post('/sign-in/code', { app: credentials.app })
  const digits = positions.map((position) => [`digit-${String(position)}`, code[position - 1] ?? ''])
  return browser.post('/sign-in/code', Object.fromEntries(digits) as Record<string, string>)
}

export function askedIn(html: string): readonly number[] {
  return [...html.matchAll(/name="digit-(\d)"/g)].map(([, position]) => Number(position))
}

/** What was written to somebody through this council, the newest first. */
export async function mailsTo(
  stage: Stage,
  { councilId, email }: { readonly councilId: string; readonly email: string },
): Promise<readonly { readonly subject: string; readonly body: string }[]> {
  return stage.db.read(systemScope(councilId), (tx) =>
    tx
      .selectFrom('platform.mail')
      .select(['subject', 'body'])
      .where('council_id', '=', tx.councilId)
      .where('recipient', '=', email)
      .orderBy('queued_at', 'desc')
      .orderBy('id')
      .execute(),
  )
}
