import { DEMONSTRATION_CODE, DEMONSTRATION_KEYS, DEMONSTRATION_PASSWORD, demoSignIns } from '../demonstration/index.ts'
import type { DemoSignIn } from '../demonstration/index.ts'

/** Where to go, and, in a demonstration, as whom: one person for each role. */
export function welcome(origin: string, demonstration: boolean): string {
  if (!demonstration) return `Provider Portal is at ${origin}\n`
  const people = onePerRole(demoSignIns)
  const width = (column: (person: DemoSignIn) => string) => Math.max(...people.map((person) => column(person).length))
  const emails = width(({ email }) => email)
  const places = width(placeOf)
  const rows = people.map(
    (person) => `  ${person.email.padEnd(emails)}  ${placeOf(person).padEnd(places)}  ${person.role}`,
  )
  return `
Provider Portal is at ${origin}

Sign in as one of these made-up people:
${rows.join('\n')}

  password ${DEMONSTRATION_PASSWORD}   security code ${DEMONSTRATION_CODE}

Try the API at ${origin}/developers with a test key of a sandbox of made-up people:
  ${DEMONSTRATION_KEYS.weekly}  records weekly amounts
  ${DEMONSTRATION_KEYS.visits}  records visits

Stop with Ctrl-C.
`
}

function placeOf({ provider, council }: DemoSignIn): string {
  return provider === undefined ? council : `${provider} (${council})`
}

/** The first council shows every role; each other council lends one provider and one member of staff. */
function onePerRole(people: readonly DemoSignIn[]): DemoSignIn[] {
  const [first] = people
  const seen = new Set<string>()
  return people.filter(({ councilCode, provider, role }) => {
    const group =
      councilCode === first?.councilCode ? role : `${councilCode} ${provider === undefined ? 'staff' : 'provider'}`
    const isNew = !seen.has(group)
    seen.add(group)
    return isNew
  })
}
