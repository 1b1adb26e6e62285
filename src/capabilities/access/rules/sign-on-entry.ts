import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** Whose tenants anybody can be: they name no single organisation. */
const sharedTenants = ['common', 'organizations', 'consumers', '9188040d-6c67-4c5b-b112-36a304b66dad']

export type IssuerFault = 'not-https' | 'has-query' | 'shared-tenant' | 'too-long'

/** As it is typed by an administrator: exactly the issuer, not the address of its description. */
export function issuerFault(issuer: string, { localHttp }: { readonly localHttp: boolean }): IssuerFault | undefined {
  if (issuer.length > 500) return 'too-long'
  if (!URL.canParse(issuer)) return 'not-https'
  const { protocol, hostname, pathname } = new URL(issuer)
  if (protocol !== 'https:' && !(localHttp && protocol === 'http:' && isLocal(hostname))) return 'not-https'
  if (!/^[a-z]+:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.~/-]*)?$/i.test(issuer) || pathname.includes('/.well-known/'))
    return 'has-query'
  return isSharedTenant(hostname, pathname.toLowerCase()) ? 'shared-tenant' : undefined
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1'
}

function isSharedTenant(host: string, path: string): boolean {
  return (
    /(^|\.)(microsoftonline\.(com|us)|microsoft\.com|windows\.net)$/.test(host) &&
    path.split('/').some((part) => sharedTenants.includes(part))
  )
}

const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/
/** Where anybody can have an address: being there says nothing of the organisation. */
const everybodys = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'btinternet.com',
  'hotmail.co.uk',
  'yahoo.co.uk',
])

export type DomainsFault = {
  readonly code: 'none' | 'too-many' | 'not-a-domain' | 'everybodys'
  readonly what: string
}

/** Domains as they are typed: apart by spaces, commas or lines. The first that is none is named. */
export function domainsIn(
  text: string,
): Outcome<
  readonly string[],
  { readonly code: 'none' | 'too-many' | 'not-a-domain' | 'everybodys'; readonly what: string }
> {
  const typed = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((one) => one.replace(/^@/, ''))
    .filter((one) => one !== '')
  const domains = [...new Set(typed)]
  if (domains.length === 0) return refused({ code: 'none', what: '' })
  if (domains.length > 20) return refused({ code: 'too-many', what: '' })
  const wrong = domains.find((one) => !domain.test(one))
  if (wrong !== undefined) return refused({ code: 'not-a-domain', what: wrong.slice(0, 60) })
  const shared = domains.find((one) => everybodys.has(one))
  return shared === undefined ? done(domains) : refused({ code: 'everybodys', what: shared })
}

/** What a SAML service calls itself: often an address, sometimes a mere name. */
export function entityFault(entity: string): 'none' | 'not-a-name' | undefined {
  if (entity === '') return 'none'
  return entity.length > 500 || /\s/.test(entity) ? 'not-a-name' : undefined
}

export type AddressFault = 'none' | 'not-https' | 'too-long'

/** Where a browser is sent to sign in. It may have a query of its own; it is asked by browsers, never by us. */
export function signInAddressFault(
  address: string,
  { localHttp }: { readonly localHttp: boolean },
): AddressFault | undefined {
  if (address === '') return 'none'
  if (address.length > 1_000) return 'too-long'
  if (!URL.canParse(address)) return 'not-https'
  const { protocol, hostname, username, hash } = new URL(address)
  const isOurs = localHttp && protocol === 'http:' && isLocal(hostname)
  return (protocol === 'https:' || isOurs) && username === '' && hash === '' ? undefined : 'not-https'
}
