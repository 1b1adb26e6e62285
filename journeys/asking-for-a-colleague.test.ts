import { expect } from 'vitest'
import { systemClock } from '../src/platform/clock.ts'
import { codeAt, stepAt } from '../src/platform/one-time-code.ts'
import { signIn } from './kit/people.ts'
import { journey } from './kit/story.ts'

const OFFICER = 'samuel.okafor@gloucestershire.example'
const MANAGER = 'joan.catchpole@cotswoldedge.example'
const NEW_PERSON = 'rhys.morgan@cotswoldedge.example'
const PASSWORD = 'gravel kettle moon 7'

/** What the app shows now, or half a minute later: each code opens once. */
const appCode = (key: string, later = 0) => codeAt(key, stepAt(systemClock.now()) + later)

journey('a provider asks for a colleague, the council approves, and the colleague comes in', async (story) => {
  const { given, when, then, somebody } = story
  const [joan, samuel] = [await somebody(), await somebody()]
  const rhys = await somebody({ script: false, width: 320 })
  let link = ''
  let key = ''

  await given('the manager asks for somebody new', async () => {
    await signIn(joan, MANAGER)
    await joan.follow('People')
    await joan.follow(/new contact/)
    await joan.fill('Forename', 'Rhys')
    await joan.fill('Surname', 'Morgan')
    await joan.fill('Job title', 'Care co-ordinator')
    await joan.fill('Email address for signing in', 'info@cotswoldedge.example')
    await joan.fill('Mobile or telephone number', '07700 900123')
    await joan.press('Continue')
  })
  await then('an address that several people read is refused, with the reason', async () => {
    await joan.sees('There is a problem')
    expect(await joan.page.getByLabel('Forename').inputValue()).toBe('Rhys')
  })
  await when('she gives his own address and what he needs', async () => {
    await joan.fill('Email address for signing in', NEW_PERSON)
    await joan.press('Continue')
    if (!(await joan.text()).includes('What is it for?')) await joan.follow('Add a permission')
    await joan.choose('The whole organisation')
    await joan.press('Continue')
    await joan.choose('Care management')
    await joan.choose('See and change')
    await joan.press('Add and see the whole request')
  })
  await then('she reads what it opens before she sends it', async () => {
    await joan.sees('See and change packages, agreements and weeks of care', 'What this opens today')
    await joan.press('Send to the council')
    await joan.sees('Rhys Morgan')
  })
  await when('the council looks at what it opens, and approves', async () => {
    await signIn(samuel, OFFICER)
    await samuel.follow(/^Access requests/)
    await samuel.follow('Rhys Morgan')
    await samuel.sees('What this opens today', 'Joan Catchpole')
    await samuel.press('Approve')
  })
  await when('he opens the link of the invitation, without scripts', async () => {
    await samuel.open('/council/outbox')
    const row = samuel.page.locator('main tbody tr').filter({ hasText: NEW_PERSON }).first()
    link = /\/set-up\/[\w-]+/.exec(await row.innerText())?.[0] ?? ''
    expect(link).not.toBe('')
    await rhys.open(link)
    await rhys.press('Start or go on')
  })
  await when('he sets up his account', async () => {
    await rhys.follow('Choose a password')
    await rhys.fill('New password', PASSWORD)
    await rhys.press('Save and continue')
    await rhys.follow('Choose a second step')
    await rhys.choose('An authenticator app')
    await rhys.press('Continue')
    key = (await rhys.page.locator('main code').innerText()).replaceAll(' ', '')
    await rhys.fill('Code that the app shows', appCode(key))
    await rhys.press('Confirm and continue')
    await rhys.follow('Read and accept the policies')
    await rhys.choose(/^I have read/)
    await rhys.press('Accept and continue')
    await rhys.follow('Check your details')
    await rhys.press('Confirm and continue')
    await rhys.press('Finish and sign in')
  })
  await when('he signs in', async () => {
    await rhys.fill('Email address', NEW_PERSON)
    await rhys.fill('Password', PASSWORD)
    await rhys.press('Continue')
    await rhys.fill(/authenticator app/, appCode(key, 1))
    await rhys.press('Sign in')
  })
  await then('he is at work, with what was asked for and nothing more', async () => {
    expect(new URL(rhys.page.url()).pathname).toBe('/provider')
    await rhys.sees('Cotswold Edge Care')
    const menu = await rhys.page.getByRole('navigation').first().innerText()
    expect(menu).toContain('Care packages')
    expect(menu).not.toContain('Invoices')
    await rhys.open('/account')
    await rhys.sees('See and change packages, agreements and weeks of care for the whole organisation')
  })
  await then('the manager reads that the council approved', async () => {
    await joan.open('/provider/people')
    await joan.sees('Rhys Morgan')
  })
  await then('the auditor reads who did what, from where', async () => {
    const ruth = await somebody()
    await signIn(ruth, 'ruth.ingham@gloucestershire.example')
    await ruth.follow('Audit log')
    await ruth.sees('Approved a request about people', 'Signed in', '127.0.0.1', NEW_PERSON)
  })
})
