import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { apiCodes } from '../../../rules/api-codes.ts'
import type { Documented } from '../shared/documented.ts'
import { StartPage } from './start.tsx'
import { ChangesPage, ErrorsPage, FormatsPage, KeysPage, RepeatingPage, SandboxesGuide } from './texts.tsx'

const config = { permission: 'public' } as const
const Named = z.object({ '*': z.string().max(100) })

/** What does not change from one request to the next. */
export function mountGuides(app: FastifyInstance, web: Web, documented: Documented): void {
  const { operations, origin, codes, formats } = documented
  app.get('/developers', { config }, (request, reply) =>
    web.html(reply, <StartPage view={web.view(request)} origin={origin} operations={operations} />),
  )
  const guides = { keys: KeysPage, sandboxes: SandboxesGuide, repeating: RepeatingPage, changes: ChangesPage }
  for (const [name, Guide] of Object.entries(guides))
    app.get(`/developers/${name}`, { config }, (request, reply) => web.html(reply, <Guide view={web.view(request)} />))
  app.get('/developers/errors', { config }, (request, reply) =>
    web.html(reply, <ErrorsPage view={web.view(request)} own={apiCodes} shared={codes} />),
  )
  app.get('/developers/formats', { config }, (request, reply) =>
    web.html(reply, <FormatsPage view={web.view(request)} files={formats} />),
  )
  app.get('/developers/formats/*', { config }, (request, reply) => {
    const { '*': wanted } = web.params(request, Named)
    const file = formats.find(({ name }) => name === wanted)
    if (file === undefined) throw new NotFound('format')
    return reply
      .type(typeOf(file.name))
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'public, max-age=3600')
      .send(file.content)
  })
}

/** Plain, so that a browser shows it and a program reads it as it lies there. */
function typeOf(name: string): string {
  if (name.endsWith('.schema.json')) return 'application/schema+json; charset=utf-8'
  if (name.endsWith('.json')) return 'application/json; charset=utf-8'
  return name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8'
}
