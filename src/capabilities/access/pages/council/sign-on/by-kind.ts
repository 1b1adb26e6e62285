import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Connection, Settings } from '../../../store/sign-on/connections.ts'
import { emptyEntry, Entry, entryOf, settingsIn } from './entry.ts'
import { emptySamlEntry, SamlEntry, samlEntryOf, samlSettingsIn } from './saml-entry.ts'

export type Kind = Connection['kind']
type Typed = Readonly<Record<string, string>>
export type ReadForm = {
  /** As it was typed, less the secret. */
  readonly typed: Typed
  readonly errors: readonly FieldError[]
  readonly settings: Settings | undefined
  /** Empty where none was given, and for SAML, which has none. */
  readonly secret: string
  readonly supplierNumber: string
  readonly version: number
}
const Beside = z.object({
  supplierNumber: z.string().trim().max(100).default(''),
  version: z.coerce.number().int().min(1).default(1),
})

/** What the two kinds of form hold, read by their own rules into the same settings. */
export function readForm(web: Web, kind: Kind, body: unknown, limits: { readonly localHttp: boolean }): ReadForm {
  const beside = web.parse(Beside, body)
  if (kind === 'saml') {
    const entry = web.parse(SamlEntry, body)
    const typed = { ...entry, supplierNumber: beside.supplierNumber }
    return { ...beside, typed, secret: '', ...samlSettingsIn(entry, limits) }
  }
  const entry = web.parse(Entry, body)
  const typed = { ...entry, clientSecret: '', supplierNumber: beside.supplierNumber }
  return { ...beside, typed, secret: entry.clientSecret, ...settingsIn(entry, limits) }
}

export function emptyForm(kind: Kind): Typed {
  return { ...(kind === 'saml' ? emptySamlEntry : emptyEntry), supplierNumber: '' }
}

export function formOf(connection: Connection): Typed {
  return connection.kind === 'saml' ? samlEntryOf(connection) : entryOf(connection)
}
