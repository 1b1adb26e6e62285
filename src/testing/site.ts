import type { FastifyInstance } from 'fastify'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { createServer, type Faces } from '../platform/web/server.ts'
import { checkDrafts, checkHtml } from '../platform/web/testing/check-html.ts'
import type { Visitor } from '../platform/web/visitor.ts'
import type { Scanner } from '../platform/files/clamav.ts'
import { folderStore } from '../platform/files/file-store.ts'
import type { Files } from '../platform/web/uploads.ts'
import { createWeb, type NavigationItem, type Web } from '../platform/web/web.ts'
import { multipartOf, type AFile, type Fields } from './multipart.ts'
import type { Stage } from './stage.ts'
import { known } from './known.ts'

export type Visit = {
  readonly status: number
  readonly html: string
  readonly text: string
  readonly location: string
  readonly headers: Readonly<Record<string, unknown>>
}
export type Site = {
  readonly app: FastifyInstance
  readonly files: Files
  /** Asks for a page and checks what every page must hold: one h1 that is the title, labels, ids, error links, CSRF. */
  visit(visitor: Visitor | null, address: string): Promise<Visit>
  /** Sends a form as our own page would, with its token; a `_key` of the test's makes a double submit. */
  send(visitor: Visitor | null, address: string, fields: Fields): Promise<Visit>
  /** The same with files: a multipart form, its fields first, as a browser sends it. */
  upload(visitor: Visitor | null, address: string, fields: Fields, files: readonly AFile[]): Promise<Visit>
  /** Every file that lies in the store, kept or half received, so that a test can see what was left behind. */
  filesLeft(): readonly string[]
  close(): Promise<void>
}

export type Mount = (faces: Faces, web: Web) => void

/** The product's own server with the given capabilities mounted, and visitors who are already signed in. */
export async function aSite(
  stage: Stage,
  mounts: readonly Mount[],
  navigation: readonly NavigationItem[] = [],
  scanner?: Scanner,
): Promise<Site> {
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'portal-assets-'))
  writeFileSync(path.join(assetsDir, 'manifest.json'), '{"css":"/assets/app.css","js":"/assets/app.js"}')
  const filesDir = path.join(assetsDir, 'files')
  const files = { store: folderStore(filesDir), scanner }
  const visitors = new Map<string, Visitor>()
  const web = createWeb({
    db: stage.db,
    clock: stage.clock,
    work: stage.work,
    navigation,
    assets: { css: '/assets/app.css', js: '/assets/app.js' },
    files,
  })
  const { app } = await createServer(
    {
      origin: 'http://localhost',
      cookieSecret: 'a secret only for this test, 32 b',
      assetsDir,
      logger: false,
      trustProxy: false,
      web,
      // Whoever visits here has just shown who they are; what stands before an act is tested where it is built.
      stepUp: () => Promise.resolve(undefined),
      findVisitor: (request) => known(stage, visitors.get(String(request.headers['x-test-visitor'])) ?? null),
    },
    (faces) => {
      for (const mount of mounts) mount(faces, web)
      faces.open.get('/test-token', { config: { permission: 'public' } }, (request) => request.csrfToken)
      return Promise.resolve()
    },
  )
  const token = await app.inject('/test-token')
  const cookies = Object.fromEntries(token.cookies.map(({ name, value }) => [name, value]))
  const headersOf = (visitor: Visitor | null) => {
    if (visitor === null) return {}
    visitors.set(visitor.accountId, visitor)
    return { 'x-test-visitor': visitor.accountId }
  }
  return {
    app,
    files,
    visit: async (visitor, address) => {
      const page = checked(await app.inject({ method: 'GET', url: address, headers: headersOf(visitor) }))
      if (page.html.startsWith('<!DOCTYPE')) expect(checkDrafts(page.html)).toEqual([])
      return page
    },
    send: async (visitor, address, fields) => {
      const body = new URLSearchParams({ _csrf: token.body })
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
      const headers = { ...headersOf(visitor), 'content-type': 'application/x-www-form-urlencoded' }
      return checked(
        await app.inject({
          method: 'POST',
          url: address,
          headers,
          cookies,
          payload: body.toString(),
        }),
      )
    },
    upload: async (visitor, address, fields, sent) => {
      const { payload, contentType } = multipartOf({ _csrf: token.body, ...fields }, sent)
      const headers = { ...headersOf(visitor), 'content-type': contentType }
      return checked(await app.inject({ method: 'POST', url: address, headers, cookies, payload }))
    },
    filesLeft: () =>
      existsSync(filesDir)
        ? readdirSync(filesDir, { recursive: true, withFileTypes: true }).flatMap((entry) =>
            entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
          )
        : [],
    close: async () => {
      await app.close()
    },
  }
}

type Answer = { statusCode: number; body: string; headers: Record<string, unknown> }

function checked({ statusCode, body, headers }: Answer): Visit {
  const html = String(headers['content-type']).startsWith('text/html')
  if (html) expect(checkHtml(body)).toEqual([])
  const location = typeof headers['location'] === 'string' ? headers['location'] : ''
  return { status: statusCode, html: body, text: html ? textOf(body) : body, location, headers }
}

/** What a person reads, with single spaces. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
}
