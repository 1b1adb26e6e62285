import { readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ViewContext } from './view-context.ts'

const Manifest = z.object({ css: z.string(), js: z.string() })

/** Where the built style sheet and script are; their names carry a hash of what they hold. */
export function readAssets(assetsDir: string): ViewContext['assets'] {
  return Manifest.parse(JSON.parse(readFileSync(path.join(assetsDir, 'manifest.json'), 'utf8')))
}

/** A hashed name never changes its content, so the browser may keep it for a year. */
export async function serveAssets(app: FastifyInstance, assetsDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: assetsDir,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply) => {
      reply.header('cache-control', 'public, max-age=31536000, immutable')
    },
  })
}
