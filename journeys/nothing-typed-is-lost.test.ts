import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

const ASHA = 'joan.catchpole@cotswoldedge.example'
const DAY_CARE = 'joan.catchpole@stroudwater.example'
const OTHER = 'tom.bilney@gloucestershire.example'
const NEW_MESSAGE = '/provider/messages/new'

/** What the server does after ten minutes, at once: the browser has no session any more. */
async function loseSession({ page }: Person): Promise<void> {
  await page.context().clearCookies({ name: 'portal' })
}

journey('what was typed is there again after the session has ended', async ({ given, when, then, somebody }) => {
  const asha = await somebody()
  await given('she is writing to the council', async () => {
    await signIn(asha, ASHA)
    await asha.page.clock.install()
    await asha.open(NEW_MESSAGE)
    await asha.fill('Title', 'The rate for a new package')
    await asha.page.getByLabel('Message', { exact: true }).pressSequentially('We agreed on the telephone that ')
    await asha.page.clock.runFor(2_000)
    await asha.page.getByText('What you typed is kept').waitFor()
  })
  await when('she is called away for ten minutes and the session ends', async () => {
    await loseSession(asha)
    await asha.page.clock.runFor(601_000)
    await asha.page.waitForURL('**/sign-in?return=**')
  })
  await then('signing in leads back to what she typed', async () => {
    await signInAgain(asha)
    await asha.page.waitForURL(`**${NEW_MESSAGE}`)
    await asha.sees('is still here. It has not been sent')
    await valueOf(asha, 'Title', 'The rate for a new package')
    await valueOf(asha, 'Message', 'We agreed on the telephone that ')
  })
  await when('somebody else signs in on the same computer', async () => {
    await asha.press('Sign out')
    await signIn(asha, OTHER)
  })
  await then('nothing of it is there', () => asha.doesNotSee('We agreed on the telephone'))
  await when('she comes back and begins anew', async () => {
    await asha.press('Sign out')
    await signIn(asha, ASHA)
    await asha.open(NEW_MESSAGE)
    await asha.press('Remove what I typed and start again')
  })
  await then('the form is empty', () => valueOf(asha, 'Title', ''))
})

journey(
  'what was typed in a sheet is there again after the session has ended',
  async ({ given, when, then, somebody }) => {
    const joan = await somebody()
    const box = (field: string) => joan.page.locator(`input[name^="${field}-"]`).first()
    const state = (text: RegExp) => joan.page.locator('[data-state-of]').first().getByText(text).waitFor()
    let week = ''
    await given('she fills in the newest week', async () => {
      await signIn(joan, DAY_CARE)
      await joan.page.clock.install()
      await joan.follow('Actuals')
      week =
        (await joan.page
          .getByRole('link', { name: /^To do/ })
          .last()
          .getAttribute('href')) ?? ''
      await joan.open(week)
      await box('visits').fill('3')
      await box('visits').press('Tab')
      await state(/^Saved /)
      await box('missed').fill('plenty')
      await box('missed').press('Tab')
      await state(/^Not saved: Missed must be a number/)
      await joan.page.getByText('What you typed is kept').waitFor()
    })
    await when('she is called away for ten minutes and the session ends', async () => {
      await loseSession(joan)
      await joan.page.clock.runFor(601_000)
      await joan.page.waitForURL('**/sign-in?return=**')
    })
    await then('signing in leads back to the sheet, with every box as she left it', async () => {
      await signInAgain(joan, DAY_CARE)
      await joan.page.waitForURL(`**${week}`)
      await joan.sees('is still here. It has not been sent')
      expect([await box('visits').inputValue(), await box('missed').inputValue()]).toEqual(['3', 'plenty'])
    })
    await when('the box that could not be kept is put right', async () => {
      await box('missed').fill('0')
      await box('missed').press('Tab')
      await state(/^Saved /)
    })
    await then('nothing is left to send', () => joan.sees('All your changes are saved'))
  },
)

async function signInAgain(person: Person, email = ASHA): Promise<void> {
  const { pathname, search } = new URL(person.page.url())
  await signIn(person, email, pathname + search)
}

async function valueOf({ page }: Person, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).and(page.locator(`input, textarea`)).first().waitFor()
  const found = await page.getByLabel(label, { exact: true }).first().inputValue()
  if (found !== value) throw new Error(`${label} holds "${found}" and not "${value}"`)
}
