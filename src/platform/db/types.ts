import { types, type CustomTypesConfig } from 'pg'

const { builtins } = types
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182

type Parse = (text: string) => unknown

const asText: Parse = (text) => text

/**
 * How columns arrive: whole numbers of 64 bits as bigint, days as 'YYYY-MM-DD' (the driver's own parser moves a
 * summer day to 23:00 the evening before). Given to each pool, so that no other user of the driver is changed.
 */
const parsers = new Map<number, Parse>([
  [builtins.INT8, BigInt],
  [builtins.DATE, asText],
  [INT8_ARRAY, (text) => listOf(text).map((item) => (item === null ? null : BigInt(item)))],
  [DATE_ARRAY, listOf],
])

export const typeParsers: CustomTypesConfig = {
  getTypeParser(oid, format): unknown {
    const own = format === 'binary' ? undefined : parsers.get(oid)
    return own ?? types.getTypeParser(oid, format ?? 'text')
  },
}

/** Numbers and days need no quotes inside an array, so this is the whole of their syntax. */
function listOf(text: string): (string | null)[] {
  const inner = text.slice(1, -1)
  return inner === '' ? [] : inner.split(',').map((item) => (item === 'NULL' ? null : item))
}
