import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { changes, type Operation } from '../../../../../platform/web/api.ts'
import { describeApi } from '../../../../../platform/web/openapi.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { schemaRows } from '../../../rules/schema-rows.ts'
import { commandLine, faultsOfTry, requestOf, type Typed } from '../../../rules/try-request.ts'
import type { Documented } from '../shared/documented.ts'
import { OperationPage, type Described, type Tried } from './page.tsx'

const config = { permission: 'public' } as const
/** Enough for somebody who reads and tries; too little to be a way around the limit of a key. */
const trying = { permission: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const
const Params = z.object({ operationId: z.string().regex(/^\w{1,60}$/) })
const Sent = z.record(z.string(), z.unknown())
const MOST_SHOWN = 20_000
/** What a proxy or a browser adds says nothing of the API. */
const ofInterest = /^(content-type|etag|retry-after|portal-|content-disposition|www-authenticate)/

export function mountOperationPages(app: FastifyInstance, web: Web, { operations, origin }: Documented): void {
  let whole: Whole | undefined
  const find = (request: FastifyRequest): Described => {
    const { operationId } = web.params(request, Params)
    const operation = operations.find(({ id }) => id === operationId)
    if (operation === undefined) throw new NotFound('operation')
    // When somebody first reads: a start need not wait for it.
    whole ??= Whole.parse(describeApi(operations))
    return describeOne(whole, operation)
  }
  const show = (request: FastifyRequest, reply: FastifyReply, { values, errors = [], tried }: Shown): FastifyReply => {
    const one = find(request)
    const form = web.form(request, { ...startOf(one.operation), ...values }, errors)
    const page = <OperationPage {...one} view={web.view(request)} form={form} origin={origin} tried={tried} />
    return web.html(reply, page, errors.length > 0 ? 422 : 200)
  }
  app.get('/developers/operations/:operationId', { config }, (request, reply) => show(request, reply, { values: {} }))
  app.post('/developers/operations/:operationId', { config: trying }, async (request, reply) => {
    const { operation, parameters } = find(request)
    if (operation.upload !== undefined || operation.permission === 'public') throw new NotFound('form')
    const values = textsIn(web.parse(Sent, request.body))
    const names = parameters.map(({ name }) => name)
    const asked = { ...operation, versioned: operation.versioned ?? false, changes: changes(operation) }
    const errors = faultsOfTry(asked, values, names)
    if (errors.length > 0) return show(request, reply, { values, errors })
    const toSend = requestOf(asked, values, { parameters: names, repeatKey: `try-${randomUUID()}` })
    const answer = await app.inject({
      method: operation.method,
      url: toSend.url,
      remoteAddress: request.ip,
      headers: { ...toSend.headers, authorization: `Bearer ${(values['key'] ?? '').trim()}` },
      ...(toSend.body !== undefined && { payload: toSend.body }),
    })
    const tried = {
      request: commandLine(origin, toSend, false),
      status: answer.statusCode,
      headers: headersText(answer.headers),
      body: bodyText(answer.body),
    }
    return show(request, reply, { values, tried })
  })
}

type Shown = { readonly values: Typed; readonly errors?: readonly FieldError[]; readonly tried?: Tried }

/** The example stands in the form, so that something can be sent at once. */
function startOf({ example }: Operation): Typed {
  return example.body === undefined ? {} : { body: JSON.stringify(example.body, undefined, 2) }
}

function textsIn(sent: z.infer<typeof Sent>): Typed {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 200_000)]] : [],
    ),
  )
}

function headersText(headers: Readonly<Record<string, unknown>>): string {
  return Object.entries(headers)
    .filter(([name]) => ofInterest.test(name))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n')
}

function bodyText(body: string): string {
  const text = isJson(body) ? JSON.stringify(JSON.parse(body), undefined, 2) : body
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n… and so on` : text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const Placed = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  schema: z.looseObject({ description: z.string().optional() }),
})
const Json = z.record(z.string(), z.unknown())
const Content = z.object({ content: z.record(z.string(), z.object({ schema: Json })) })
const One = z.looseObject({
  parameters: z.array(Placed),
  requestBody: Content.optional(),
  responses: z.object({ 200: Content }).loose(),
})
const Whole = z
  .object({ paths: z.record(z.string(), z.record(z.string(), One)), components: z.object({ schemas: Json }).loose() })
  .loose()
type Whole = z.infer<typeof Whole>

/** Read out of the document that everybody else reads. */
function describeOne(whole: Whole, operation: Operation): Described {
  const one = whole.paths[operation.path]?.[operation.method.toLowerCase()]
  if (one === undefined) throw new Error(`${operation.id} is not described`)
  const parts = whole.components.schemas
  const schemaIn = (content: z.infer<typeof Content> | undefined) => Object.values(content?.content ?? {})[0]?.schema
  return {
    operation,
    parameters: one.parameters
      .filter((parameter) => parameter.in !== 'header')
      .map(({ name, in: where, required, schema }) => ({
        name,
        where,
        needed: required,
        text: schema.description ?? '',
      })),
    body: schemaRows(schemaIn(one.requestBody), parts).filter(({ name }) => name !== 'file'),
    answer: operation.answersFile === undefined ? schemaRows(schemaIn(one.responses[200]), parts) : [],
  }
}
