import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { tabTo } from './keyboard.ts'
import { faultsOfPage } from './page-checks.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
  const context = await browser.newContext()
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
})

const sound = '<h1>Sound</h1><p>Nothing is wrong here.</p>'

async function faultsOf(main: string): Promise<string> {
  await page.setContent(`<!doctype html><html lang="en"><title>A page</title><body><main>${main}</main></body></html>`)
  const faults = await faultsOfPage(page)
  return faults.join('\n')
}

it('has nothing against a sound page', async () => {
  expect(await faultsOf(sound)).toBe('')
})

it.each([
  ['an input without a label', '<input name="x">', 'label'],
  ['grey words on grey', '<p style="color:#aaa;background:#bbb">faint</p>', 'color-contrast'],
  [
    'targets too small to hit',
    '<a href="/a">.</a>'.repeat(8).replaceAll('<a ', '<a style="display:inline-block;width:6px" '),
    'target-size',
  ],
  ['a table wider than a phone', '<table><tr><td style="min-width:600px">wide</td></tr></table>', 'scrolls sideways'],
  ['a box that cuts its words off', '<p style="height:20px;line-height:20px;overflow:hidden">words</p>', 'cut off'],
])('finds %s', async (_, planted, fault) => {
  expect(await faultsOf(sound + planted)).toContain(fault)
})

it('finds a focus that cannot be seen', async () => {
  await page.setContent('<style>a:focus{outline:none}</style><a href="/one">One</a><a href="/two">Two</a>')
  await expect(tabTo(page, 'Two')).rejects.toThrow('the focus cannot be seen')
})

it('finds a focus that lies under something else', async () => {
  await page.setContent('<div style="position:fixed;inset:0;background:#fff">over</div><a href="/one">One</a>')
  await expect(tabTo(page, 'One')).rejects.toThrow('lies under something else')
})
