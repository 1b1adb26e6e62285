import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import { journey } from './kit/story.ts'

const JOAN = 'joan.catchpole@fenedge.example'

journey('a timetabled week is added up while its visits are typed', async ({ given, when, then, somebody }) => {
  const joan = await somebody()
  const sum = joan.page.locator('[data-worked="sum"]')
  const start = joan.page.locator('input[name^="start-"]').first()
  let typed = ''
  await given('the visits of a week are open', async () => {
    await signIn(joan, JOAN)
    await joan.follow('Actuals')
    await joan.open(
      (await joan.page
        .getByRole('link', { name: /^To do/ })
        .last()
        .getAttribute('href')) ?? '',
    )
    await joan.open((await joan.page.locator('main a[href$="/visits"]').first().getAttribute('href')) ?? '')
    typed = await start.inputValue()
    expect(await sum.innerText()).toBe('')
  })
  await when('one visit is unticked', () => joan.page.locator('input[name^="came-"]').first().uncheck())
  await then('what the week comes to is said, and nothing is saved', async () => {
    await sum.getByText(/As typed below, and not saved yet: [\d.]+ hours?, £[\d,.]+/).waitFor()
    await joan.page.locator('[data-worked^="differs-"]').first().getByText('Missed').waitFor()
  })
  await when('a time is typed that is none', async () => {
    await joan.page.locator('input[name^="came-"]').first().check()
    await start.fill('noon')
  })
  await then('it says what keeps it from adding up', () =>
    sum.getByText(/^Not added up yet\. .*Enter a time of day, like 08:30/).waitFor(),
  )
  await when('the visit moves to another day of the week', async () => {
    await start.fill(typed)
    await joan.page.locator('select[name^="day-"]').first().selectOption({ index: 6 })
  })
  await then('it has moved, and the week comes to its plan', () =>
    joan.page.locator('[data-worked^="differs-"]').first().getByText('Moved').waitFor(),
  )
})
