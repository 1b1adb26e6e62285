/** The words that a signature stands under. Another wording is another version; what was ticked is kept word for word. */
export const SIGNING_POLICY = 'agree-and-sign-2'

export const STATEMENTS = [
  { value: 'read', text: 'I have read what the council offers on this page' },
  { value: 'right', text: 'The person, the care, the dates and the price are what my organisation will provide' },
  { value: 'authority', text: 'I have the authority to sign for my organisation' },
] as const

export const STATEMENTS_FOR_MANY = [
  { value: 'read', text: 'I have opened and read each agreement on this page' },
  { value: 'right', text: 'The people, the care, the dates and the prices are what my organisation will provide' },
  { value: 'authority', text: 'I have the authority to sign for my organisation' },
] as const

/** What is known of one signature, and shown on the paper and on the page. */
export type Evidence = {
  readonly signingId: string
  readonly signerName: string
  readonly typedName: string
  readonly jobTitle: string
  readonly organisation: string
  /** When the signer last showed who they are, by passkey, authenticator or password. */
  readonly provedAt: Date
  readonly policy: string
  readonly statements: readonly string[]
  readonly signedAt: Date
  /** How many agreements the same act signed. */
  readonly together: number
}
