import type { Answer, Browser } from './an-access.ts'

type Choices = { readonly password: string; readonly code: string; readonly phone?: string }

/** All four tasks by a link, as the pages lead. Answers what finishing said. */
export async function setUpByLink(browser: Browser, link: string, choices: Choices): Promise<Answer> {
  await browser.get(link)
  const started = await browser.post(link)
  if (started.status !== 303) return started
  return setUpFrom(browser, choices)
}

/** The same once the browser is let in to set up, by whatever way. */
export async function setUpFrom(browser: Browser, { password, code, phone = '' }: Choices): Promise<Answer> {
  await browser.get('/set-up/password')
  const chosen = await browser.post('/set-up/password', { password })
  if (chosen.status !== 303) return chosen
  const coded = await browser.post('/set-up/code', { code })
  if (coded.status !== 303) return coded
  const policies = await browser.get('/set-up/policies')
  const shown = /name="shown" value="([^"]*)"/.exec(policies.html)?.[1]
  if (shown !== undefined) await browser.post('/set-up/policies', { shown, accepted: 'yes' })
  await browser.post('/set-up/details', { phone })
  return browser.post('/set-up/finish')
}
