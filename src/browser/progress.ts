const AGAIN_MS = 1_000

/** Keeps a page of long work up to date, and shows its result when the work is done. */
export function followProgress(): void {
  const place = document.querySelector<HTMLElement>('[data-progress]')
  if (place !== null) setTimeout(() => void askAgain(place), AGAIN_MS)
}

async function askAgain(place: HTMLElement): Promise<void> {
  const address = place.dataset['progress'] ?? ''
  const now = await progressAt(address)
  if (now === null) {
    globalThis.location.assign(address)
    return
  }
  // Only the words change, so that the focus stays and a screen reader says what is new.
  if (now !== undefined) copyState(now, place)
  setTimeout(() => void askAgain(place), AGAIN_MS)
}

/** Null when the page no longer shows progress, undefined when it could not be asked. */
async function progressAt(address: string): Promise<Element | null | undefined> {
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } })
    if (!answer.ok) return undefined
    return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-progress]')
  } catch {
    return undefined
  }
}

function copyState(from: Element, to: Element): void {
  const words = to.querySelector('[role="status"]')
  const heard = from.querySelector('[role="status"]')?.textContent
  if (words !== null && heard !== undefined && words.textContent !== heard) words.textContent = heard
  const bar = to.querySelector('progress')
  const reached = from.querySelector('progress')
  if (bar !== null && reached !== null) bar.value = reached.value
}
