import { randomUUID } from 'node:crypto'
import type { Configuration } from 'openid-client'
import { askOutside, strictLimits } from '../../../../platform/outgoing.ts'
import type { TestResult } from '../../store/sign-on/connections.ts'
import type { Access } from '../access.ts'
import { meetIssuer, returnAddress, type Issuer } from './issuer.ts'

type Check = TestResult[number]

/** As far as it goes without a person: nobody signs in, and nothing changes at the issuer. */
export async function testIssuer(access: Access, issuer: Issuer): Promise<TestResult> {
  const met = await meetIssuer(access, issuer)
  if (!met.ok) return [check('Finds the sign-in service', false, met.refusal.detail)]
  const config = met.value
  return [
    check('Finds the sign-in service', true, issuer.issuer),
    offersCode(config),
    await showsKeys(access, config),
    await takesClient(access, issuer, config),
  ]
}

function check(what: string, right: boolean, detail: string): Check {
  return { what, right, detail: detail.slice(0, 300) }
}

function offersCode(config: Configuration): Check {
  const { response_types_supported: types = [], code_challenge_methods_supported: methods } = config.serverMetadata()
  const what = 'Offers the authorization code flow'
  if (!types.includes('code')) return check(what, false, 'it does not list the response type “code”')
  if (methods === undefined) return check(what, true, 'it does not say whether it checks PKCE; we send it')
  return check(
    what,
    methods.includes('S256'),
    methods.includes('S256') ? 'with PKCE' : 'it does not take PKCE with S256',
  )
}

async function showsKeys(access: Access, config: Configuration): Promise<Check> {
  const what = 'Shows the keys that it signs with'
  const { jwks_uri: address } = config.serverMetadata()
  if (address === undefined) return check(what, false, 'it names no jwks_uri')
  try {
    const limits = access.outgoing ?? strictLimits
    const answer = await askOutside(limits)(address, { method: 'GET', headers: { accept: 'application/json' } })
    const { keys } = (await answer.json()) as { keys?: unknown }
    const count = Array.isArray(keys) ? keys.length : 0
    return check(what, count > 0, count === 1 ? 'one key' : `${String(count)} keys`)
  } catch {
    return check(what, false, 'its keys cannot be read')
  }
}

/** A code that nobody was given: a service that refuses the code and not the client knows the client. */
async function takesClient(access: Access, issuer: Issuer, config: Configuration): Promise<Check> {
  const what = 'Knows the client ID and secret'
  const { genericGrantRequest } = await import('openid-client')
  try {
    await genericGrantRequest(config, 'authorization_code', {
      code: randomUUID(),
      redirect_uri: returnAddress(access, issuer.id),
      code_verifier: `${randomUUID()}${randomUUID()}`,
    })
    return check(what, true, 'it answered')
  } catch (fault) {
    const error = typeof fault === 'object' && fault !== null && 'error' in fault ? String(fault.error) : ''
    if (error === '' || ['invalid_client', 'unauthorized_client'].includes(error))
      return check(what, false, error === '' ? 'its token address does not answer as it must' : `it said ${error}`)
    return check(what, true, 'it refused a made-up code, as it should')
  }
}
