import { expect, inject } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../src/demonstration/index.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

/** A passkey is bound to a name, not to a number: the same program under the name it has on its own machine. */
const portal = inject('origin').replace('127.0.0.1', 'localhost')
const EMAIL = 'joan.catchpole@cotswoldedge.example'

/** A device that checks its owner and says yes at once, as browsers offer for tests. */
async function giveDevice({ page }: Person): Promise<void> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

journey('somebody adds a passkey and signs in with nothing typed', async ({ given, when, then, somebody }) => {
  const asha = await somebody({ origin: portal })
  await given('she is signed in, on a device with a fingerprint reader', async () => {
    await giveDevice(asha)
    await signIn(asha, EMAIL)
  })
  await when('she adds a passkey', async () => {
    await asha.open('/account/passkeys')
    await asha.fill('Name', 'Work laptop')
    await asha.fill('Password', DEMONSTRATION_PASSWORD)
    await asha.page.getByRole('button', { name: 'Continue' }).click()
    await asha.page.getByText('The passkey is added').waitFor()
  })
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
