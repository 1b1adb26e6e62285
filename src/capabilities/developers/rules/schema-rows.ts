/** One member of what is sent or answered, as a row of a table. */
export type SchemaRow = {
  /** With its place: `rows[].packageId`. */
  readonly name: string
  readonly type: string
  readonly needed: boolean
  readonly text: string
}
type Json = { readonly [name: string]: unknown }

const DEEPEST = 4

/** A JSON schema as rows, in its own order; what it refers to is looked up in `parts`. */
export function schemaRows(schema: unknown, parts: Json): readonly SchemaRow[] {
  return membersOf(schema, { parts, prefix: '', depth: 0 })
}

type Place = { readonly parts: Json; readonly prefix: string; readonly depth: number }

function membersOf(schema: unknown, place: Place): readonly SchemaRow[] {
  const object = resolved(schema, place.parts)
  if (place.depth > DEEPEST || object === undefined) return []
  const items = resolved(object['items'], place.parts)
  if (items !== undefined) return membersOf(items, place)
  const properties = asObject(object['properties']) ?? {}
  const required = Array.isArray(object['required']) ? object['required'] : []
  return Object.entries(properties).flatMap(([name, member]) => {
    const full = `${place.prefix}${name}`
    const own = withoutNull(resolved(member, place.parts) ?? {}, place.parts)
    const isList = own.value['type'] === 'array'
    return [
      { name: full, type: typeOf(own, place.parts), needed: required.includes(name), text: textOf(member, own.value) },
      ...membersOf(own.value, { ...place, prefix: `${full}${isList ? '[]' : ''}.`, depth: place.depth + 1 }),
    ]
  })
}

type Own = { readonly value: Json; readonly nullable: boolean }

/** `anyOf` with null is how a schema says that there may be nothing. */
function withoutNull(schema: Json, parts: Json): Own {
  const choices = Array.isArray(schema['anyOf']) ? schema['anyOf'] : []
  const others = choices.filter((choice) => asObject(choice)?.['type'] !== 'null')
  if (others.length === choices.length) return { value: schema, nullable: false }
  return { value: { ...resolved(others[0], parts), description: schema['description'] }, nullable: true }
}

function typeOf({ value, nullable }: Own, parts: Json): string {
  const words = typeWords(value, parts)
  return nullable ? `${words} or null` : words
}

function typeWords(value: Json, parts: Json): string {
  const choices = value['enum']
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(', ')
  if ('const' in value) return JSON.stringify(value['const'])
  if (value['type'] === 'array') return `list of ${typeWords(resolved(value['items'], parts) ?? {}, parts)}`
  const format = typeof value['format'] === 'string' ? ` (${value['format']})` : ''
  const types = [value['type']].flat().filter((type) => typeof type === 'string')
  return `${types.length === 0 ? 'anything' : types.join(' or ')}${format}`
}

function textOf(member: unknown, own: Json): string {
  const said = asObject(member)?.['description'] ?? own['description']
  const usual = 'default' in own ? `Usually ${JSON.stringify(own['default'])}` : ''
  return [typeof said === 'string' ? said : '', usual].filter((words) => words !== '').join('. ')
}

function resolved(schema: unknown, parts: Json): Json | undefined {
  const object = asObject(schema)
  const reference = object?.['$ref']
  if (typeof reference !== 'string') return object
  return asObject(parts[reference.split('/').at(-1) ?? ''])
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}
