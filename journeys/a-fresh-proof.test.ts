import { expect } from 'vitest'
import { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD } from '../src/demonstration/index.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'
import { tenMinutesPass } from './kit/ten-minutes.ts'

const ADMINISTRATOR = 'samuel.okafor@gloucestershire.example'

async function prove(person: Person): Promise<void> {
  await person.fill('Password', DEMONSTRATION_PASSWORD)
  for (const box of await person.page.locator('input[name^="proof-digit-"]').all()) {
    const position = Number((await box.getAttribute('name'))?.slice('proof-digit-'.length))
    await box.fill(DEMONSTRATION_CODE.charAt(position - 1))
  }
  await person.press('Go on')
}

for (const script of [true, false])
  journey(`an act that binds asks who is there ${script ? 'with' : 'without'} scripts`, async (story) => {
    const { given, when, then, somebody } = story
    const samuel = await somebody({ script })
    const email = `ada.${script ? 'one' : 'two'}@gloucestershire.example`
    const send = async () => {
      await samuel.open('/council/staff')
      await samuel.fill('Name', 'Ada Example')
      await samuel.fill('Email address', email)
      await samuel.choose('Procurement')
      await samuel.press('Add and invite')
    }
    await given('he signed in more than ten minutes ago', async () => {
      await signIn(samuel, ADMINISTRATOR)
      await tenMinutesPass()
    })
    await when('he adds a colleague', send)
    await then('he is asked first, and nothing is done', async () => {
      expect(await samuel.heading()).toBe('Show that it is you')
      await samuel.sees('Nothing that you entered is lost, and nothing is done yet')
    })
    await when('he shows that it is him', () => prove(samuel))
    await then('the colleague is there, with nothing typed twice', () =>
      samuel.sees('Added: the invitation is on its way', 'Ada Example', email),
    )
    await when('he adds the same person again within ten minutes', send)
    await then('nobody asks, and he reads why not', async () => {
      expect(await samuel.heading()).toBe('Council staff')
    })
  })
