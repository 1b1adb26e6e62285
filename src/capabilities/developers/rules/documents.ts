import { z } from 'zod'

/** Formats whose documents are held against the schema that is published, and its file in docs/formats. */
export const documentFormats: Readonly<Record<string, string>> = {
  'actuals-1': 'actuals-v1.schema.json',
  'commissioned-care-1': 'package-feed-v1.schema.json',
  'remittance-1': 'remittance-v1.schema.json',
}
const MOST_FAULTS = 100

export type CheckedDocument = {
  readonly format: string
  readonly valid: boolean
  readonly faults: readonly { readonly pointer: string; readonly text: string }[]
}
export type DocumentCheck = (document: unknown) => CheckedDocument

const Schema = z.record(z.string(), z.unknown())

/** Undefined for a format that has no schema among the files. */
export function documentCheck(
  format: string,
  files: readonly { readonly name: string; readonly content: string }[],
): DocumentCheck | undefined {
  const file = files.find(({ name }) => Object.hasOwn(documentFormats, format) && name === documentFormats[format])
  if (file === undefined) return undefined
  const validator = z.fromJSONSchema(Schema.parse(JSON.parse(file.content)))
  return (document) => {
    const { error } = validator.safeParse(document)
    // Of one place the first says enough: a schema names a form and its pattern, and both fail together.
    const byPlace = Map.groupBy(error?.issues ?? [], ({ path }) => path.map((part) => `/${String(part)}`).join(''))
    const faults = [...byPlace].slice(0, MOST_FAULTS)
    return {
      format,
      valid: error === undefined,
      faults: faults.map(([pointer, [first]]) => ({ pointer, text: first?.message ?? '' })),
    }
  }
}
