import { expect } from 'vitest'
import { tabTo } from './kit/keyboard.ts'
import { journey } from './kit/story.ts'

journey(
  'somebody who is not signed in is asked to, and told what is missing',
  async ({ given, when, then, somebody }) => {
    const asha = await somebody()
    await given('she opens the portal', () => asha.open('/'))
    await then('she is asked to sign in', async () => {
      expect(await asha.heading()).toBe('Sign in')
    })
    await when('she continues without an address or password', () => asha.press('Continue'))
    await then('both are asked for', () => asha.sees('Enter your email address', 'Enter your password'))
  },
)

journey('somebody signs in without a mouse', async ({ given, when, then, somebody }) => {
  const ben = await somebody()
  await given('he opens the sign-in page', () => ben.open('/sign-in'))
  await when('he moves through it by keyboard and types an account nobody has', async () => {
    await tabTo(ben.page, 'Email address')
    await ben.page.keyboard.type('nobody@example.org')
    await tabTo(ben.page, 'Password')
    await ben.page.keyboard.type('not the password at all')
    await tabTo(ben.page, 'Continue')
    await ben.page.keyboard.press('Enter')
    await ben.page.waitForURL('**/sign-in/code')
  })
  await then('the second step is asked for all the same', async () => {
    expect(await ben.heading()).toBe('Show that it is you')
  })
})

journey('the first step works without script', async ({ given, when, then, somebody }) => {
  const cara = await somebody({ script: false })
  await given('she opens the sign-in page', () => cara.open('/sign-in'))
  await when('she fills it in', async () => {
    await cara.fill('Email address', 'nobody@example.org')
    await cara.fill('Password', 'not the password at all')
    await cara.press('Continue')
  })
  await then('the second step is asked for', async () => {
    expect(await cara.heading()).toBe('Show that it is you')
  })
})
