import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp, mountCapabilities } from '../../app.ts'
import { findVisitor, type Access } from '../../capabilities/access/index.ts'
import { councilPermissions, providerPermissions } from '../../capabilities/access/rules/permissions.ts'
import { travellingClock } from '../../platform/clock.ts'
import { passwords } from '../../platform/passwords.ts'
import type { Register } from '../../platform/web/admission.ts'
import { createServer } from '../../platform/web/server.ts'
import { createWeb } from '../../platform/web/web.ts'
import type { WorkRunner } from '../../platform/work.ts'
import type { Stage } from '../../testing/stage.ts'
import { filesOf } from '../../testing/files.ts'

export type Served = { readonly app: FastifyInstance; readonly register: Register }

/** The whole product on this database, with the given way of working. */
export async function serve(stage: Stage, working: WorkRunner = stage.work): Promise<Served> {
  return createApp({
    access: accessOn(stage),
    clock: travellingClock(stage.clock),
    files: filesOf(stage),
    work: working,
    origin: 'http://localhost',
    trustProxy: false,
    ...quiet(),
  })
}

/** The same pages with every door open: whoever is signed in may do everything, and only the policies are left. */
export async function serveWithoutDoors(stage: Stage): Promise<Served> {
  const { db, clock, work } = stage
  const access = accessOn(stage)
  const find = findVisitor(access)
  const permissions = new Set([...providerPermissions, ...councilPermissions])
  const assets = { css: '/assets/app.css', js: '/assets/app.js' }
  const web = createWeb({ db, clock, work, navigation: [], assets, files: filesOf(stage) })
  return createServer(
    {
      origin: 'http://localhost',
      cookieSecret: access.secrets.cookieSecret,
      assetsDir: quiet().assetsDir,
      logger: false,
      trustProxy: false,
      findVisitor: async (request) => {
        const visitor = await find(request)
        return visitor === null ? null : { ...visitor, permissions }
      },
      stepUp: () => Promise.resolve(undefined),
      web,
    },
    (faces) => {
      mountCapabilities(faces, web, access)
      return Promise.resolve()
    },
  )
}

function accessOn({ db, clock }: Stage): Access {
  const secrets = {
    cookieSecret: randomBytes(32).toString('base64'),
    currentCodeKey: 1,
    codeKeys: new Map([[1, randomBytes(32)]]),
  }
  return { db, clock, secrets, passwords: passwords(), secureCookies: false, origin: 'http://localhost' }
}

function quiet(): { readonly logLevel: string; readonly assetsDir: string } {
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'portal-assets-'))
  writeFileSync(path.join(assetsDir, 'manifest.json'), '{"css":"/assets/app.css","js":"/assets/app.js"}')
  return { logLevel: 'silent', assetsDir }
}
