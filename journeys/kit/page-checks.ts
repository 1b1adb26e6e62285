import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const SMALLEST_WIDTH = 320

/** Everything a machine can say against the page as it stands now, in sentences. */
export async function faultsOfPage(page: Page): Promise<readonly string[]> {
  return [...(await accessibilityFaults(page)), ...(await reflowFaults(page)), ...(await spacingFaults(page))]
}

/** WCAG 2.2 AA as far as axe sees it; the rule on target size is off unless asked for. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  // In the page itself: no page of ours has frames, and the other way opens a second page for each look.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: { type: 'tag', values: WCAG_22_AA }, rules: { 'target-size': { enabled: true } } })
    .analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary ?? ''}`),
  )
}

/** 1.4.10: at the width of a small phone, or at 400 %, nothing needs sideways scrolling. */
async function reflowFaults(page: Page): Promise<string[]> {
  const kept = page.viewportSize()
  await page.setViewportSize({ width: SMALLEST_WIDTH, height: 640 })
  const wide = await page.evaluate(widerThanWindow)
  if (kept !== null) await page.setViewportSize(kept)
  return wide.map((element) => `scrolls sideways at ${String(SMALLEST_WIDTH)} px: ${element}`)
}

/** 1.4.12: with the spacing that a reader may set, no text is cut off. */
async function spacingFaults(page: Page): Promise<string[]> {
  const cut = await page.evaluate(cutOffWithWideSpacing)
  return cut.map((element) => `cut off when text is spaced out: ${element}`)
}

/* The functions below run in the browser, so they name nothing outside themselves. */

function widerThanWindow(): string[] {
  if (document.documentElement.scrollWidth <= window.innerWidth) return []
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
    .slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 160))
}

function cutOffWithWideSpacing(): string[] {
  const cutOff = () =>
    [...document.querySelectorAll<HTMLElement>('main *, header *, footer *')].filter((element) => {
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(element)
      if (clipPath !== 'none' || position === 'absolute' || element.textContent.trim() === '') return false
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      return (
        (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
      )
    })
  // A decoration that always hangs over is no loss: what counts is what the spacing cuts off.
  const before = new Set(cutOff())
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets.push(sheet)
  const after = cutOff().filter((element) => !before.has(element))
  document.adoptedStyleSheets.pop()
  return after.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))
}
