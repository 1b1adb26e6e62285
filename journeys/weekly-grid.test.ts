import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

const ASHA = 'joan.catchpole@cotswoldedge.example'

const boxes = ({ page }: Person, field: string): Locator => page.locator(`input[name^="${field}-"]`)
const stateOf = ({ page }: Person, row: number): Locator => page.locator('[data-state-of]').nth(row)

async function openWeek(person: Person): Promise<void> {
  await person.follow('Actuals')
  // The latest week of all: the earlier ones are other stories' to record.
  await person.page
    .getByRole('link', { name: /^To do/ })
    .last()
    .click()
  await person.page.locator('[data-state-of]').first().waitFor({ state: 'attached' })
}

journey('a week is typed by the keys of a spreadsheet and kept box by box', async ({ given, when, then, somebody }) => {
  const [asha, ben] = [await somebody(), await somebody()]
  let week = ''
  await given('two people have the same week open', async () => {
    await signIn(asha, ASHA)
    await openWeek(asha)
    week = asha.page.url()
    await signIn(ben, ASHA)
    await ben.open(week)
  })
  await when('one types how many visits there were and goes down', async () => {
    const first = boxes(asha, 'visits').first()
    await first.fill('19')
    await first.press('ArrowDown')
  })
  await then('the box is kept, its row says so, and the one below has the focus', async () => {
    await stateOf(asha, 0)
      .getByText(/^Saved /)
      .waitFor()
    await asha.sees('All your changes are saved')
    const focused = await asha.page.evaluate(() => document.activeElement?.getAttribute('name'))
    expect(focused).toBe(await boxes(asha, 'visits').nth(1).getAttribute('name'))
  })
  await when('she fills down with Ctrl and D', async () => {
    await asha.page.keyboard.press('Control+d')
    await stateOf(asha, 1)
      .getByText(/^Saved /)
      .waitFor()
  })
  await then('the value of the box above stands there after a reload', async () => {
    await asha.open(week)
    expect(await boxes(asha, 'visits').nth(1).inputValue()).toBe('19')
  })
  await when('the other types into the first row, as it was when they opened it', async () => {
    await boxes(ben, 'extra').first().fill('1')
    await boxes(ben, 'extra').first().press('Tab')
    await stateOf(ben, 0).getByText('changed this at').waitFor()
  })
  await then('nothing is overwritten until they say whose figures stand', async () => {
    await ben.sees('Not saved yet')
    await ben.page.getByRole('button', { name: 'Use theirs' }).click()
    expect(await boxes(ben, 'visits').first().inputValue()).toBe('19')
    expect(await boxes(ben, 'extra').first().inputValue()).toBe('0')
  })
  await when('something is typed that cannot be', async () => {
    await boxes(ben, 'missed').first().fill('plenty')
    await boxes(ben, 'missed').first().press('Tab')
  })
  await then('the row says why, and the box keeps it', async () => {
    await stateOf(ben, 0).getByText('Missed must be a number of hours').waitFor()
    expect(await boxes(ben, 'missed').first().inputValue()).toBe('plenty')
  })
  await when('a button is pressed with the box still open', async () => {
    await boxes(ben, 'missed').first().fill('0.25')
    await ben.page.locator('textarea[name^="comment-"]').first().fill('Not well on Friday')
    await boxes(ben, 'missed').first().fill('0.5')
    await ben.press('Save draft')
  })
  await then('the press counts, though the row has moved', async () => {
    await ben.sees(/Saved: 1 record|Everything here was saved already/)
  })
})
