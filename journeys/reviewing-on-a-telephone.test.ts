import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import { journey } from './kit/story.ts'

const JOAN = 'joan.catchpole@leadonvale.example'

journey(
  'a week is reviewed and confirmed on a narrow screen without scripts',
  async ({ given, when, then, somebody }) => {
    const joan = await somebody({ script: false, width: 320 })
    let week = ''
    let count = 0
    await given('the newest week is open', async () => {
      await signIn(joan, JOAN)
      await joan.follow('Actuals')
      week =
        (await joan.page
          .getByRole('link', { name: /^To do/ })
          .last()
          .getAttribute('href')) ?? ''
      await joan.open(week)
    })
    await when('one row differs, without a word why, and the sheet is saved as a draft', async () => {
      await joan.page.locator('input[name^="missed-"]').first().fill('1')
      await joan.press('Save draft')
      await joan.sees('Saved: 1 record saved as a draft')
    })
    await then('the review says what stops, what is asked and what it comes to', async () => {
      await joan.follow('Review and confirm')
      await joan.sees(
        /Must fix: \d+ lines? stops? you/,
        'Please confirm: look at these once',
        /The week comes to £[\d,.]+/,
      )
      await joan.sees(/(Enter a comment|Select a reason).* why delivery differed/, 'Nothing recorded: taken as planned')
      const root = joan.page.locator('html')
      expect(await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0)
    })
    await when('the line that stops is settled as planned, and all the others are confirmed', async () => {
      await joan.press(/^Pay as planned/)
      await joan.press(/^Confirm \d+ records$/)
    })
    await then('the result says how many, what they come to, how to undo it and where to go on', async () => {
      count = Number(/^(\d+) records confirmed/.exec(await joan.heading())?.[1])
      expect(count).toBeGreaterThan(1)
      await joan.sees(/They come to £[\d,.]+/, `Undo these ${String(count)}`, /Next:|No other week waits for you now/)
    })
    await when('they are undone, reviewed again and confirmed', async () => {
      await joan.press(`Undo these ${String(count)}`)
      await joan.sees(`${String(count)} records taken back to draft`)
      await joan.follow('Review and confirm')
      await joan.press(`Confirm ${String(count)} records`)
    })
    await then('the same records are confirmed, and the sheet has nothing left to do', async () => {
      expect(await joan.heading()).toBe(`${String(count)} records confirmed`)
      await joan.open(week)
      await joan.doesNotSee('To do')
    })
  },
)
