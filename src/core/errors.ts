/** The row is absent, or outside the actor's scope. Both answer 404, so that scope cannot be probed. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  constructor(what: string) {
    super(`${what} not found`)
  }
}
