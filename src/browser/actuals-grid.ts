import { stepOf } from './grid-keys.ts'

type Box = HTMLInputElement | HTMLTextAreaElement

/** Goes through the boxes of a sheet by the keys of a spreadsheet. Tab still goes to the next box. */
export function walkSheets(): void {
  for (const sheet of document.querySelectorAll<HTMLFormElement>('form#sheet')) {
    sheet.addEventListener('keydown', (event) => {
      const box = event.target
      if (isBox(box) && !event.isComposing) walk(sheet, box, event)
      else if (box instanceof HTMLSelectElement && isFill(event)) fillSelect(sheet, box, event)
    })
  }
}

function isBox(target: EventTarget | null): target is Box {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && target.type === 'text'
}

function walk(sheet: HTMLFormElement, box: Box, event: KeyboardEvent): void {
  const { key, shiftKey: shift, altKey: alt } = event
  const ctrl = event.ctrlKey || event.metaKey
  const step = stepOf({ key, ctrl, shift, alt, ...caretIn(box), lines: box.value.includes('\n') })
  if (step === undefined) return
  event.preventDefault()
  if (step.kind === 'fill') fillFromAbove(sheet, box)
  else goTo(neighbourOf(sheet, box, step))
}

function isFill({ key, ctrlKey, metaKey, shiftKey: shift, altKey: alt }: KeyboardEvent): boolean {
  const pressed = { key, ctrl: ctrlKey || metaKey, shift, alt, atStart: false, atEnd: false, lines: true }
  return stepOf(pressed)?.kind === 'fill'
}

/** In a list the arrows choose; only filling from above is as in the boxes. */
function fillSelect(sheet: HTMLFormElement, list: HTMLSelectElement, event: KeyboardEvent): void {
  event.preventDefault()
  const lists = [...sheet.querySelectorAll<HTMLSelectElement>('tbody select')]
  const above = lists[lists.indexOf(list) - 1]
  if (above === undefined || above.value === list.value) return
  list.value = above.value
  list.dispatchEvent(new Event('input', { bubbles: true }))
  list.dispatchEvent(new Event('change', { bubbles: true }))
}

/** A text that is selected as a whole, as when one comes to it by a key, is at both its ends. */
function caretIn({ value, selectionStart, selectionEnd }: Box): { readonly atStart: boolean; readonly atEnd: boolean } {
  const whole = selectionStart === 0 && selectionEnd === value.length
  return { atStart: whole || selectionEnd === 0, atEnd: whole || selectionStart === value.length }
}

function neighbourOf(sheet: HTMLFormElement, box: Box, { rows, columns }: { rows: number; columns: number }) {
  const grid = rowsOf(sheet)
  const at = grid.findIndex((row) => row.includes(box))
  const column = grid[at]?.indexOf(box) ?? 0
  return grid[at + rows]?.[column + columns]
}

/** What stands there is selected, so that typing replaces it. */
function goTo(box: Box | undefined): void {
  box?.focus()
  if (box instanceof HTMLInputElement) box.select()
}

function fillFromAbove(sheet: HTMLFormElement, box: Box): void {
  const above = neighbourOf(sheet, box, { rows: -1, columns: 0 })
  if (above === undefined || above.value === box.value) return
  box.value = above.value
  box.dispatchEvent(new Event('input', { bubbles: true }))
  box.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Rows that can be typed in: those that are shut have no boxes and are passed over. */
function rowsOf(sheet: HTMLFormElement): readonly (readonly Box[])[] {
  return [...sheet.querySelectorAll('tbody tr')]
    .map((row) => [...row.querySelectorAll('input, textarea')].filter(isBox))
    .filter((row) => row.length > 0)
}
