import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../app.ts'
import { travellingClock } from '../platform/clock.ts'
import { passwords } from '../platform/passwords.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { Register } from '../platform/web/admission.ts'
import { workRunner } from '../platform/work.ts'
import { aStage, type Stage } from './stage.ts'
import { someFiles, type FilesOfTest } from './files.ts'

export type RunningApp = Stage & {
  readonly app: FastifyInstance
  readonly register: Register
  readonly files: FilesOfTest
}

/** The whole product on a database of the test file's own, with nobody signed in. */
export async function anApp(now?: string): Promise<RunningApp> {
  const stage = await aStage(now)
  const assetsDir = mkdtempSync(path.join(tmpdir(), 'portal-assets-'))
  writeFileSync(path.join(assetsDir, 'manifest.json'), '{"css":"/assets/app.css","js":"/assets/app.js"}')
  const secrets: Secrets = {
    cookieSecret: randomBytes(32).toString('base64'),
    currentCodeKey: 1,
    codeKeys: new Map([[1, randomBytes(32)]]),
  }
  const { db } = stage
  const clock = travellingClock(stage.clock)
  const work = workRunner(db, clock)
  const files = someFiles()
  const { app, register } = await createApp({
    clock,
    access: {
      db,
      clock: stage.clock,
      secrets,
      passwords: passwords(),
      secureCookies: false,
      origin: 'http://localhost',
    },
    work,
    files,
    origin: 'http://localhost',
    trustProxy: false,
    logLevel: 'silent',
    assetsDir,
  })
  return {
    ...stage,
    app,
    register,
    files,
    strike: async () => {
      await app.close()
      await stage.strike()
    },
  }
}
