import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { API, changes, needsVersion, subjects, type Operation } from './api.ts'

type Json = { readonly [name: string]: unknown }

/** The API in OpenAPI 3.1, out of the schemas that judge what is sent: it cannot say what the routes do not do. */
export function mountOpenApi(app: FastifyInstance, operations: readonly Operation[]): void {
  let description: Json | undefined
  app.get(`${API}/openapi.json`, { config: { permission: 'public', bearer: true } }, (_request, reply) => {
    // Written when it is first read: a start need not wait for it.
    description ??= describeApi(operations)
    return reply.type('application/json; charset=utf-8').send(description)
  })
}

export function describeApi(operations: readonly Operation[]): Json {
  const parts = new Map<string, unknown>()
  const paths = Map.groupBy(operations, ({ path }) => path)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Provider Portal',
      version: '1.2.0',
      description: 'For a care provider’s own systems: what is commissioned, what was delivered and what was paid.',
    },
    servers: [{ url: API }],
    tags: subjects.filter((name) => operations.some(({ about }) => about === name)).map((name) => ({ name })),
    security: [{ key: [] }],
    paths: Object.fromEntries(
      [...paths].map(([path, ofPath]) => [
        path,
        Object.fromEntries(ofPath.map((one) => [one.method.toLowerCase(), describe(one, parts)])),
      ]),
    ),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { ...Object.fromEntries(parts), Problem: schemaOf(Problem, 'output', parts) },
    },
  }
}

const Fault = z.object({
  code: z.string(),
  pointer: z.string().describe('A JSON pointer into what was sent'),
  text: z.string(),
})
const Problem = z.looseObject({
  type: z.string().describe('Where the code is explained'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  instance: z.string().describe('Say this when you ask for help'),
  faults: z.array(Fault).optional(),
})

function describe(operation: Operation, parts: Map<string, unknown>): Json {
  const { id, summary, description, permission, versioned = false } = operation
  return {
    operationId: id,
    tags: [operation.about],
    summary,
    description: permission === 'public' ? `${description} Needs no key.` : description,
    ...(permission === 'public' && { security: [] }),
    parameters: [
      ...placed('path', operation.params, parts),
      ...placed('query', operation.query, parts),
      ...(!changes(operation) ? [] : [header('Idempotency-Key', '8 to 255 characters, new for each change')]),
      ...(needsVersion(operation) ? [header('If-Match', 'The ETag that was read; "0" where nothing stood')] : []),
    ],
    ...requestOf(operation, parts),
    responses: {
      200: {
        description: 'Done',
        headers: {
          ...(versioned && { ETag: { schema: { type: 'string' } } }),
          ...(permission !== 'public' && stampHeaders),
        },
        content: answerOf(operation, parts),
      },
      ...Object.fromEntries(operation.refusals.map(({ status, code, when }) => [status, problem(`${code}: ${when}`)])),
      default: problem('A problem document; /developers/errors lists the codes'),
    },
  }
}

const stampHeaders = {
  'Portal-Environment': { description: 'Whether this was about real people', schema: { enum: ['live', 'sandbox'] } },
}

function requestOf({ body, upload, example }: Operation, parts: Map<string, unknown>): Json {
  if (upload !== undefined) {
    const form = body === undefined ? {} : schemaOf(body, 'input', parts)
    const { properties = {} } = Properties.parse(form)
    const file = { type: 'string', contentMediaType: 'application/octet-stream', description: 'The file' }
    const schema = { type: 'object', properties: { file, ...properties }, required: ['file'] }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (body === undefined) return {}
  const required = !body.safeParse(undefined).success
  return { requestBody: { required, content: json(schemaOf(body, 'input', parts), example.body) } }
}

function answerOf({ answer, answersFile, example }: Operation, parts: Map<string, unknown>): Json {
  if (answersFile === undefined) return json(schemaOf(answer, 'output', parts), example.answer)
  return Object.fromEntries(answersFile.map((type) => [type, { schema: { type: 'string' } }]))
}

function json(schema: unknown, example: unknown): Json {
  return { 'application/json': { schema, example } }
}

function problem(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}

function header(name: string, description: string): Json {
  return { name, in: 'header', required: true, description, schema: { type: 'string' } }
}

function placed(place: 'path' | 'query', shape: z.ZodObject | undefined, parts: Map<string, unknown>): readonly Json[] {
  if (shape === undefined) return []
  const { properties = {} } = Properties.parse(schemaOf(shape, 'output', parts))
  return Object.entries(properties).map(([name, schema]) => ({ name, in: place, required: place === 'path', schema }))
}

const Properties = z.object({ properties: z.record(z.string(), z.unknown()).optional() })
const Converted = z.record(z.string(), z.unknown())
const Defs = z.record(z.string(), z.unknown()).default({})

/** A schema with a name goes to the parts that all operations share. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', parts: Map<string, unknown>): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { io })).replaceAll('#/$defs/', '#/components/schemas/')
  const converted = Converted.parse(JSON.parse(text))
  for (const [name, part] of Object.entries(Defs.parse(converted['$defs']))) parts.set(name, part)
  return Object.fromEntries(Object.entries(converted).filter(([name]) => name !== '$defs' && name !== '$schema'))
}
