import { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD } from '../../src/demonstration/index.ts'
import type { Person } from './person.ts'

/** The two steps of signing in, as one of the people whom the demonstration has. */
export async function signIn(person: Person, email: string, from = '/sign-in'): Promise<void> {
  await person.open(from)
  await person.fill('Email address', email)
  await person.fill('Password', DEMONSTRATION_PASSWORD)
  await person.press('Continue')
  for (const box of await person.page.locator('input[name^="digit-"]').all()) {
    const position = Number((await box.getAttribute('name'))?.slice('digit-'.length))
    await box.fill(DEMONSTRATION_CODE.charAt(position - 1))
  }
  await person.press('Sign in')
}
