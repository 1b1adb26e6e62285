import type { Page } from 'playwright-core'

const MOST_STOPS = 200

/**
 * Moves by Tab to the control or link with this name, as somebody without a mouse must. Each stop on the way has to
 * show that it is the one (2.4.7) and must not lie under something else (2.4.11).
 */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusedStop)
    if (stop === undefined) continue
    if (!stop.shown) throw new Error(`the focus cannot be seen on ${stop.html}`)
    if (stop.covered) throw new Error(`the focused ${stop.html} lies under something else`)
    const target = page.locator(':focus')
    const names = [stop.text, await target.getAttribute('aria-label'), stop.label]
    if (names.includes(name)) return
  }
  throw new Error(`${name} cannot be reached by keyboard`)
}

/* Runs in the browser, so it names nothing outside itself. */
function focusedStop() {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return undefined
  const isShown = () => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || isShownByItsLabel()
  }
  // A radio or checkbox is drawn by the label after it.
  const isShownByItsLabel = () => {
    const next = element.nextElementSibling
    return next !== null && !['', 'none'].includes(getComputedStyle(next, '::before').boxShadow)
  }
  const isCovered = () => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const upper = document.elementFromPoint(left + width / 2, top + height / 2)
    return !(upper === null || element.contains(upper) || upper.contains(element) || upper.closest('label') !== null)
  }
  const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : []
  return {
    html: element.outerHTML.slice(0, 120),
    text: element.textContent.replaceAll(/\s+/g, ' ').trim(),
    label: labels.map(({ textContent }) => textContent?.trim() ?? '').join(' '),
    shown: isShown(),
    covered: isCovered(),
  }
}
