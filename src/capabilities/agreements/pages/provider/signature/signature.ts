import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { STATEMENTS } from '../../../rules/evidence.ts'

/** What a signature is made of, whether it signs one agreement or many. */
export const SignatureFields = z.object({
  statements: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat())),
  signedName: z.string().trim().max(200).default(''),
})
type SignatureFields = z.infer<typeof SignatureFields>

export function faultsOf({ statements, signedName }: SignatureFields): FieldError[] {
  const missing = STATEMENTS.some(({ value }) => !statements.includes(value))
  return [
    ...(missing ? [{ field: 'statements', text: 'Tick every statement to agree, or go back and reject' }] : []),
    ...(signedName === '' ? [{ field: 'signedName', text: 'Enter your full name' }] : []),
  ]
}

export function valuesOf({ statements, signedName }: SignatureFields): Readonly<Record<string, string>> {
  return { signedName, statements: statements.join(' ') }
}

export function statementsOf(statements: readonly { readonly text: string }[]): readonly string[] {
  return statements.map(({ text }) => text)
}
