import { expect } from 'vitest'
import { journey } from './kit/story.ts'

const LIVE_KEY = `portal_${'k'.repeat(43)}`
const TEST_KEY = `portal_test_${'k'.repeat(43)}`

journey('whoever builds a system reads and tries the API', async ({ given, when, then, somebody }) => {
  const dev = await somebody()
  await given('they open the pages for developers', () => dev.open('/developers'))
  await then('every operation is listed', () => dev.sees('Record visits', 'Follow commissioned care as it changes'))
  await when('they open one and try it with a live key', async () => {
    await dev.open('/developers/operations/listTasks')
    await dev.fill('Test key', LIVE_KEY)
    // What comes back is shown in its place: no other page is opened.
    await dev.page.getByRole('button', { name: 'Send it' }).click()
    await dev.page.getByRole('alert').waitFor()
  })
  await then('they are told never to', () => dev.sees('This is a live key'))
  await when('they try it with a test key that nobody has', async () => {
    await dev.fill('Test key', TEST_KEY)
    await dev.page.getByRole('button', { name: 'Send it' }).click()
    await dev.page.getByText('What came back').waitFor()
  })
  await then('they see what was sent and what came back', async () => {
    await dev.sees('key-wrong')
    expect(await dev.heading()).toBe('List what waits for your organisation')
  })
})

journey('the API is tried without script', async ({ given, when, then, somebody }) => {
  const dev = await somebody({ script: false })
  await given('somebody opens an operation', () => dev.open('/developers/operations/listPackages'))
  await when('they send it with a test key that nobody has', async () => {
    await dev.fill('Test key', TEST_KEY)
    await dev.press('Send it')
  })
  await then('the page shows what came back', () => dev.sees('What came back', 'key-wrong'))
})
