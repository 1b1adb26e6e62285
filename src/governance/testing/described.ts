import { z } from 'zod'

const Json = z.record(z.string(), z.unknown())
const Content = z.record(z.string(), z.object({ schema: Json, example: z.unknown().optional() }))
const Answers = z.record(z.string(), z.object({ content: Content }).loose())
const Documented = z
  .object({
    operationId: z.string(),
    tags: z.array(z.string()),
    responses: Answers,
    requestBody: z.object({ content: Content }).loose().optional(),
  })
  .loose()
const Document = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), Documented)),
    components: z.object({ schemas: Json }).loose(),
  })
  .loose()

export type Operation = z.infer<typeof Documented> & { readonly method: string; readonly path: string }
type Answer = { readonly status: number; readonly type: string; readonly body: string }
export type Described = {
  readonly operations: readonly Operation[]
  /** What an answer has that the document does not allow, in words; empty when it is as described. */
  readonly faultsIn: (operation: Operation, answer: Answer) => readonly string[]
  readonly faultsOf: (schema: unknown, value: unknown) => readonly string[]
}

/** The published document, read back: answers are held against it and not against the code that made it. */
export function readDescription(text: string): Described {
  const document = Document.parse(JSON.parse(text))
  const operations = Object.entries(document.paths).flatMap(([path, of]) =>
    Object.entries(of).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
  const faultsOf = (schema: unknown, value: unknown): readonly string[] => {
    const { error } = validatorOf(schema, document.components.schemas).safeParse(value)
    return (error?.issues ?? []).map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`)
  }
  return {
    operations,
    faultsOf,
    faultsIn: (operation, { status, type, body }) => {
      const answer = operation.responses[String(status)] ?? operation.responses['default']
      const content = answer?.content[type.split(';', 1)[0] ?? '']
      if (content === undefined) return [`${String(status)} ${type} is not described`]
      return /json/.test(type) ? faultsOf(content.schema, JSON.parse(body)) : []
    },
  }
}

function validatorOf(schema: unknown, parts: z.infer<typeof Json>): z.ZodType {
  const text = JSON.stringify({ ...Json.parse(schema), $defs: parts }).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(Json.parse(JSON.parse(text)))
}
