/** The part of the package that the tests use; it ships no types. */
declare module 'samlp' {
  type Asked = { readonly method: string; readonly query: Readonly<Record<string, string>> }
  type Answering = { set(name: string, value: string): void; send(body: unknown, more?: unknown): void }
  const samlp: {
    auth(options: object): (request: Asked, response: Answering, next: (fault: unknown) => void) => void
  }
  export default samlp
}
