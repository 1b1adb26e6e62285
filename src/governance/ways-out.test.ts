import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const src = path.join(import.meta.dirname, '..')
const opens =
  /^import (?!type).*from '(node:(net|tls|http|https|http2|dgram)|nodemailer|ws)'|import\('openid-client'\)|(?<![\w.])fetch\(|askOutside\(/m

/**
 * Every module from which anything could leave the program, and why nothing of a sandbox leaves by it. A new one stands
 * here with its reason, or the product does not pass: what tells a bank, a finance system or another server to act asks
 * `mayLeave` first.
 */
const ways: Readonly<Record<string, string>> = {
  'capabilities/access/commands/sign-on/issuer.ts':
    'asks who somebody is while they sign in; nobody signs in to a sandbox',
  'capabilities/access/commands/sign-on/test-issuer.ts':
    'tries what somebody set up who signs in; nobody signs in to a sandbox',
  'platform/db/embedded/keeper.ts': 'the database of this program',
  'platform/db/embedded/start.ts': 'the database of this program',
  'platform/db/one-packet-socket.ts': 'the database of this program',
  'platform/files/scanner-socket.ts': 'the virus scanner beside this program, which keeps nothing',
  'platform/mail.ts': 'asks mayLeave before each message',
  'platform/outgoing.ts': 'what issuer.ts asks through',
  'platform/seal/timestamp.ts': 'stamps what is sealed; the papers of a sandbox have no seal',
  'platform/seal/trust-service.ts': 'signs what is sealed; the papers of a sandbox have no seal',
  'start/serve.ts': 'listens for a moment, to see whether the port is free',
}

it('knows every way out of the product', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: src, exclude: ['browser/**', '**/testing/**', '**/*.test.*'] })
  const found = files.filter((file) => opens.test(readFileSync(path.join(src, file), 'utf8')))
  expect(found.toSorted()).toEqual(Object.keys(ways))
})

it('lets mail ask whether it may leave', () => {
  expect(readFileSync(path.join(src, 'platform', 'mail.ts'), 'utf8')).toMatch(/await mayLeave\(tx\)/)
})
