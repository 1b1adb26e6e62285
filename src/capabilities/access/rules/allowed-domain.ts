const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/
export const MOST_DOMAINS = 200

/** Whether a council takes an e-mail address. It names domains, each with all that lies under it; naming none takes all. */
export function isAllowedDomain(email: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return true
  const [, domain = ''] = email.trim().toLowerCase().split('@')
  return domains.some((name) => domain === name || domain.endsWith(`.${name}`))
}

/** As somebody types them: one a line or with commas between, with an @ before them or without. */
export function readDomains(text: string): { readonly domains: readonly string[]; readonly wrong: readonly string[] } {
  const typed = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((name) => name.replace(/^@/, ''))
    .filter((name) => name !== '')
  const domains = [...new Set(typed)].sort()
  return { domains, wrong: domains.filter((name) => name.length > 253 || !DOMAIN.test(name)) }
}

/** The sentence for who types another one. */
export function allowedDomainWords(domains: readonly string[]): string {
  const [first = '', ...more] = domains
  const shown = more.length > 4 ? [first, ...more.slice(0, 3), `${String(more.length - 3)} more`] : [first, ...more]
  return `The email address must end with ${shown.map((name) => (/ more$/.test(name) ? name : `@${name}`)).join(', ')}: the council takes no others`
}
