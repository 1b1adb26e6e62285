/** Nobody is signed in, or the session has ended. Pages lead to signing in and come back. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn'
  /** The page with the form that was sent, when what was typed in it was kept. */
  readonly keptFor: string | undefined
  constructor(keptFor?: string) {
    super('nobody is signed in')
    this.keptFor = keptFor
  }
}

/** Signed in, in the right place, but without the permission that the page or act needs. */
export class NotPermitted extends Error {
  override readonly name = 'NotPermitted'
  readonly permission: string
  constructor(permission: string) {
    super(`needs ${permission}`)
    this.permission = permission
  }
}

/** A request that none of our pages could have sent. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

/** More than this key may ask in a minute. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests'
  readonly statusCode = 429
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('too many requests')
    this.retryAfterSeconds = retryAfterSeconds
  }
}
