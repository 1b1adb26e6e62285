import { expect } from 'vitest'
import { systemClock } from '../src/platform/clock.ts'
import { codeAt, stepAt } from '../src/platform/one-time-code.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

const ADMINISTRATOR = 'samuel.okafor@gloucestershire.example'
const NEW_PERSON = 'nia.bowen@cotswoldedge.example'
const PASSWORD = 'gravel kettle moon 7'

/** The key as it is typed into an app that has no camera. */
async function keyOn({ page }: Person): Promise<string> {
  return (await page.locator('main code').innerText()).replaceAll(' ', '')
}
/** What the app shows now, or half a minute later: each code opens once. */
const appCode = (key: string, later = 0) => codeAt(key, stepAt(systemClock.now()) + later)

journey('a new person sets the account up with an app and comes in', async ({ given, when, then, somebody }) => {
  const [samuel, nia] = [await somebody(), await somebody({ width: 320 })]
  let link = ''
  let key = ''

  await given('the council invites her', async () => {
    await signIn(samuel, ADMINISTRATOR)
    await samuel.follow('Organisations')
    await samuel.follow('Cotswold Edge Care')
    const supplier = /Supplier (\d+)/.exec(await samuel.text())?.[1] ?? ''
    await samuel.open('/council/people/new')
    await samuel.fill('Supplier number of the organisation', supplier)
    await samuel.fill('Forename', 'Nia')
    await samuel.fill('Surname', 'Bowen')
    await samuel.fill('Email address for signing in', NEW_PERSON)
    await samuel.press('Invite')
    await samuel.sees('The invitation is on its way')
  })
  await when('she opens the link of the invitation', async () => {
    await samuel.open('/council/outbox')
    const row = samuel.page.locator('main tbody tr').filter({ hasText: NEW_PERSON }).first()
    link = /\/set-up\/[\w-]+/.exec(await row.innerText())?.[0] ?? ''
    expect(link).not.toBe('')
    await nia.open(link)
    await nia.press('Start or go on')
    await nia.sees('0 of 4 tasks are completed')
  })
  await when('she chooses a password', async () => {
    await nia.follow('Choose a password')
    await nia.fill('New password', PASSWORD)
    await nia.press('Save and continue')
  })
  await when('she adds an authenticator app, and no digits', async () => {
    await nia.follow('Choose a second step')
    await nia.choose('An authenticator app')
    await nia.press('Continue')
    key = await keyOn(nia)
    await nia.fill('Code that the app shows', appCode(key))
    await nia.press('Confirm and continue')
  })
  await when('she accepts the policies and confirms who she is', async () => {
    await nia.follow('Read and accept the policies')
    await nia.choose(/^I have read/)
    await nia.press('Accept and continue')
    await nia.follow('Check your details')
    await nia.press('Confirm and continue')
  })
  await when('she signs in with both', async () => {
    await nia.press('Finish and sign in')
    await nia.fill('Email address', NEW_PERSON)
    await nia.fill('Password', PASSWORD)
    await nia.press('Continue')
    await nia.fill(/authenticator app/, appCode(key, 1))
    await nia.press('Sign in')
  })
  await then('she is on the home page of her organisation', async () => {
    await nia.sees('What needs doing', 'Cotswold Edge Care')
    expect(new URL(nia.page.url()).pathname).toBe('/provider')
  })
  await then('her account says what is set up', async () => {
    await nia.open('/account')
    await nia.sees(/Authenticator app Set up on/, /Security code Not set up/)
  })
  await then('the link works no more', async () => {
    expect((await nia.page.request.get(link)).status()).toBe(410)
  })
})
