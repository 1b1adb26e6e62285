/** What somebody filled into the form of one operation. */
export type Typed = Readonly<Record<string, string>>
export type ToTry = {
  readonly method: string
  readonly path: string
  readonly versioned: boolean
  readonly changes: boolean
}
export type TriedRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export const TEST_KEY = /^portal_test_[\w-]{43}$/

export type TryFault = { readonly field: string; readonly text: string }

export function faultsOfTry(operation: ToTry, typed: Typed, parameters: readonly string[]): readonly TryFault[] {
  const key = typed['key'] ?? ''
  const needed = parameters.filter((name) => operation.path.includes(`{${name}}`) && (typed[name] ?? '').trim() === '')
  return [
    ...(TEST_KEY.test(key.trim()) ? [] : [{ field: 'key', text: keyFault(key.trim()) }]),
    ...needed.map((name) => ({ field: name, text: `Enter ${name}` })),
    ...bodyFault(typed['body']),
  ]
}

function keyFault(key: string): string {
  if (key === '') return 'Enter a test key'
  return /^portal_[\w-]{43}$/.test(key)
    ? 'This is a live key. Never put one into a page: enter a test key'
    : 'Enter a test key as it was shown, beginning with portal_test_'
}

function bodyFault(body: string | undefined): readonly TryFault[] {
  if (body === undefined || body.trim() === '') return []
  try {
    JSON.parse(body)
    return []
  } catch {
    return [{ field: 'body', text: 'The body is not JSON. Check its commas, quotes and brackets' }]
  }
}

/** The request as it is sent, the key apart: everything that is shown can be shown. */
export function requestOf(
  operation: ToTry,
  typed: Typed,
  { parameters, repeatKey }: { readonly parameters: readonly string[]; readonly repeatKey: string },
): TriedRequest {
  const { method, versioned, changes } = operation
  const body = method === 'GET' || said(typed, 'body') === '' ? undefined : typed['body']
  return {
    method,
    url: addressOf(operation.path, typed, parameters),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(changes && { 'idempotency-key': repeatKey }),
      ...(versioned && changes && { 'if-match': `"${said(typed, 'version') || '0'}"` }),
    },
    body,
  }
}

function addressOf(path: string, typed: Typed, parameters: readonly string[]): string {
  const query = parameters
    .filter((name) => !path.includes(`{${name}}`) && said(typed, name) !== '')
    .map((name) => `${name}=${encodeURIComponent(said(typed, name))}`)
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(said(typed, name)))
  return `/api/v1${address}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

function said(typed: Typed, name: string): string {
  return (typed[name] ?? '').trim()
}

/** The same for a terminal, with the key in a variable so that it is in no history. */
export function commandLine(origin: string, { method, url, headers, body }: TriedRequest, hasFile: boolean): string {
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} '${origin}${url}'`,
    `-H "Authorization: Bearer $PORTAL_KEY"`,
    ...Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(hasFile ? ["-F 'file=@weeks.csv'"] : []),
    ...(body === undefined ? [] : [`-d '${body.replaceAll("'", "'\\''")}'`]),
  ]
  return lines.join(' \\\n  ')
}
