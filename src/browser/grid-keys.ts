/** What a key does in a grid of boxes: go to the box so many rows and columns away, or take the value of the one above. */
export type GridStep =
  { readonly kind: 'move'; readonly rows: number; readonly columns: number } | { readonly kind: 'fill' }

type Pressed = {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** Where the caret stands in the text; within a text, arrows move the caret and not the focus. */
  readonly atStart: boolean
  readonly atEnd: boolean
  /** A text of several lines, in which up and down have a meaning of their own. */
  readonly lines: boolean
}

/** Undefined where the browser does what it always does. Pure, so that it can be tested without one. */
export function stepOf(pressed: Pressed): GridStep | undefined {
  const { key, ctrl, shift, alt } = pressed
  if (alt) return undefined
  if (ctrl) return key.toLowerCase() === 'd' && !shift ? { kind: 'fill' } : undefined
  if (key === 'Enter') return pressed.lines ? undefined : move(shift ? -1 : 1, 0)
  return shift ? undefined : arrowOf(pressed)
}

function arrowOf({ key, atStart, atEnd, lines }: Pressed): GridStep | undefined {
  switch (key) {
    case 'ArrowUp':
      return lines ? undefined : move(-1, 0)
    case 'ArrowDown':
      return lines ? undefined : move(1, 0)
    case 'ArrowLeft':
      return atStart ? move(0, -1) : undefined
    case 'ArrowRight':
      return atEnd ? move(0, 1) : undefined
    default:
      return undefined
  }
}

function move(rows: number, columns: number): GridStep {
  return { kind: 'move', rows, columns }
}
