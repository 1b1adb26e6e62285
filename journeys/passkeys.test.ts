import { expect, inject } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../src/demonstration/index.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

/** A passkey is bound to a name, not to a number: the same program under the name it has on its own machine. */
const portal = inject('origin').replace('127.0.0.1', 'localhost')
const EMAIL = 'joan.catchpole@cotswoldedge.example'

/** A device that checks its owner and says yes at once, as browsers offer for tests. Answers how to take it away. */
async function giveDevice({ page }: Person): Promise<() => Promise<void>> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async () => {
    await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  }
}

/** As browsers are that cannot name passkeys in the box for the user name; else this device would answer there at once. */
async function offerNothingInBox({ page }: Person): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
}

async function addPasskey(person: Person, name: string): Promise<void> {
  await person.open('/account/passkeys')
  await person.fill('Name', name)
  await person.fill('Password', DEMONSTRATION_PASSWORD)
  await person.page.getByRole('button', { name: 'Continue' }).click()
  await person.page.getByText('The passkey is added').waitFor()
}

journey('somebody adds a passkey and signs in with nothing typed', async ({ given, when, then, somebody }) => {
  const asha = await somebody({ origin: portal })
  await given('she is signed in, on a device with a fingerprint reader', async () => {
    await giveDevice(asha)
    await offerNothingInBox(asha)
    await signIn(asha, EMAIL)
  })
  await when('she adds a passkey', () => addPasskey(asha, 'Work laptop'))
  await then('it is among her passkeys', () => asha.sees('Work laptop', 'Not used yet'))
  await when('she signs out and asks to sign in with a passkey', async () => {
    await asha.press('Sign out')
    await asha.open('/sign-in')
    await asha.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await asha.page.waitForURL('**/provider')
  })
  await then('she is in', async () => {
    await asha.open('/account/passkeys')
    await asha.sees('Last used on')
  })
})

journey('a browser offers a passkey in the box for the user name', async ({ given, when, then, somebody }) => {
  const asha = await somebody({ origin: portal })
  let takeDevice = () => Promise.resolve()
  await given('she has a passkey', async () => {
    await signIn(asha, EMAIL)
    takeDevice = await giveDevice(asha)
    await addPasskey(asha, 'Telephone')
    await asha.press('Sign out')
  })
  await when('she opens a page and chooses what the browser offers', async () => {
    // Her device chooses at once, and the page of signing in is left before it is wholly there.
    await asha.page.goto('/provider/people').catch(() => undefined)
    await asha.page.waitForURL('**/provider/people')
  })
  await then('she is on that page, with nothing typed', async () => {
    expect(await asha.heading()).toBe('People')
  })
  await when('she signs out, has no device at hand and types her password', async () => {
    await asha.press('Sign out')
    await takeDevice()
    await signIn(asha, EMAIL)
  })
  await then('that works as ever', () => asha.page.waitForURL('**/provider'))
})

journey('a new password shows which rules it meets', async ({ given, when, then, somebody }) => {
  const ben = await somebody()
  await given('he is about to change his password', async () => {
    await signIn(ben, EMAIL)
    await ben.open('/account/password')
  })
  await when('he types eleven characters', () => ben.fill('New password', 'eleven cha9'))
  await then('the length is not met and the letter and space are', async () => {
    await ben.sees('have at least one letter and at least one number, space or symbol – done')
    expect(await ben.text()).toContain('be at least 12 characters long have at least')
  })
  await when('he types one more', () => ben.fill('New password', 'eleven cha97'))
  await then('it is', () => ben.sees('be at least 12 characters long – done'))
})
