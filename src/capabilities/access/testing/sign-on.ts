import { randomUUID } from 'node:crypto'
import { seal } from '../../../platform/secrets.ts'
import { strictLimits } from '../../../platform/outgoing.ts'
import type { Stage } from '../../../testing/stage.ts'
import type { Access } from '../commands/access.ts'
import { ownerOfSecret } from '../commands/sign-on/issuer.ts'
import type { Browser, Answer } from './an-access.ts'
import { throughIssuer, type AnIssuer } from './an-issuer.ts'

/** A test's issuer runs on this machine, over plain http. */
export const nearby = { ...strictLimits, allowLocalHttp: true, milliseconds: 2_000 }

type Over = Readonly<Record<string, unknown>>

/** A connection in use for the council's own staff, unless said otherwise. */
export async function aConnection(
  stage: Stage,
  access: Access,
  at: {
    readonly councilId: string
    readonly id?: string
    readonly issuer: Pick<AnIssuer, 'origin' | 'clientId' | 'clientSecret'>
  },
  over: Over = {},
): Promise<string> {
  const { councilId, id = randomUUID(), issuer } = at
  const { cipher, keyVersion } = seal(access.secrets, issuer.clientSecret, ownerOfSecret({ councilId, id }))
  await stage.build.insert('access.sign_on_connection', {
    council_id: councilId,
    id,
    issuer: issuer.origin,
    client_id: issuer.clientId,
    secret_cipher: cipher,
    secret_key_version: keyVersion,
    email_domains: ['example.org'],
    enabled: true,
    ...over,
  })
  return id
}

/** From the sign-in page to the issuer's own page. */
export async function leaveFor(browser: Browser, connectionId: string, returnTo = ''): Promise<string> {
  await browser.get(`/sign-in/with/${connectionId}`)
  const left = await browser.post(`/sign-in/with/${connectionId}`, { return: returnTo })
  return addressOnward(await browser.get(left.location))
}

export function addressOnward({ html }: Answer): string {
  const address = /<a class="govuk-link" href="([^"]+)" rel="noreferrer">/.exec(html)?.[1] ?? ''
  return address.replaceAll('&amp;', '&')
}

/** All the way: what a person does who selects "Sign in with" and is known at the issuer. */
export async function signInWith(browser: Browser, connectionId: string, returnTo = ''): Promise<Answer> {
  return browser.get(await throughIssuer(await leaveFor(browser, connectionId, returnTo)))
}
