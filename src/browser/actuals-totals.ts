import { formatAgainstPlan, formatPounds, formatQuantity, formatRoom } from '../core/format.ts'
import { quantityText } from '../core/decimal.ts'
import { pence, quantity, sumPence } from '../core/money.ts'
import type { Pence, Quantity } from '../core/money.ts'
import { amountOf, sumOf } from './actuals-sum.ts'
import type { RowFigures, RowSum, TypedAmounts } from './actuals-sum.ts'

/** Keeps the sums of a sheet of actuals in step with what is typed. What counts is the server's sum, made on saving. */
export function keepTotals(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form#sheet')) {
    const costs = [...form.querySelectorAll<HTMLElement>('[data-cost-of]')]
    if (costs.length === 0) continue
    const update = () => {
      const rows = costs.map((cost) => updateRow(form, cost))
      showText(form.querySelector('[data-week-total]'), formatPounds(sumPence(rows.map(({ cost }) => cost))))
      for (const total of form.querySelectorAll<HTMLElement>('[data-total-of]')) showTotal(form, total, rows)
    }
    form.addEventListener('input', update)
    update()
  }
}

type RowNow = { readonly cost: Pence; readonly actual: bigint }

function updateRow(form: HTMLFormElement, cost: HTMLElement): RowNow {
  const { dataset } = cost
  const id = dataset['costOf'] ?? ''
  const boxes = boxesOf(form, id)

  // A row that cannot be typed is part of what the total has fixed.
  if (boxes === undefined) return { cost: pence(BigInt(dataset['pence'] ?? '0')), actual: 0n }
  const figures = figuresOf(cost)
  const sum = sumOf(figures, boxes)
  cost.textContent = sum === undefined ? '–' : formatPounds(sum.cost)
  showActual(form, id, sum)
  showDifference(form, { id, planned: figures.planned, boxes }, sum)
  return { cost: sum?.cost ?? pence(0n), actual: sum?.actual ?? 0n }
}

function boxesOf(form: HTMLFormElement, id: string) {
  const [frustrated, missed, extra] = ['frustrated', 'missed', 'extra'].map((field) =>
    form.querySelector<HTMLInputElement>(`input[name="${field}-${id}"]`),
  )
  if (!frustrated || !missed || !extra) return undefined
  return { frustrated: frustrated.value, missed: missed.value, extra: extra.value }
}

function figuresOf({ dataset }: HTMLElement): RowFigures {
  return {
    planned: BigInt(dataset['planned'] ?? '0'),
    terms: dataset['terms'] ?? 'actual',
    share: BigInt(dataset['share'] ?? '1000000'),
    numerator: BigInt(dataset['numerator'] ?? '0'),
    denominator: BigInt(dataset['denominator'] ?? '1'),
  }
}

function showActual(form: HTMLFormElement, id: string, sum: RowSum | undefined): void {
  const shown = form.querySelector<HTMLElement>(`[data-actual-of="${id}"]`)
  if (shown === null) return
  const amount = sum === undefined ? '–' : formatQuantity(sum.actual)
  shown.textContent = `${amount} ${shown.dataset['unit'] ?? ''}${amount === '1' ? '' : 's'}`
  const ceiling = form.querySelector<HTMLElement>(`[data-ceiling-of="${id}"]`)
  if (ceiling === null) return
  const most = quantity(BigInt(ceiling.dataset['ceiling'] ?? '0'))
  const isOver = sum !== undefined && sum.actual > most
  ceiling.textContent = ceilingText(sum?.actual, most)
  ceiling.classList.toggle('portal-sheet__over', isOver)
  offerVariation(form, id, isOver ? sum.actual : undefined)
}

/** Asking for another plan begins with what was delivered. */
function offerVariation(form: HTMLFormElement, id: string, delivered: Quantity | undefined): void {
  const offer = form.querySelector<HTMLElement>(`[data-variation-of="${id}"]`)
  const link = offer?.querySelector('a')
  if (!offer || !link) return
  offer.hidden = delivered === undefined
  if (delivered === undefined) return
  const address = new URL(link.href)
  address.searchParams.set('planned', quantityText(delivered))
  link.href = address.href
}

function ceilingText(actual: Quantity | undefined, most: Quantity): string {
  const room = actual === undefined ? '' : `, ${formatRoom(actual, most)}`
  return `max ${formatQuantity(most)}${room}`
}

type TypedRow = { readonly id: string; readonly planned: bigint; readonly boxes: TypedAmounts }

/** What departs from the plan stands out: its boxes, and in words how far its sum is from the plan. */
function showDifference(form: HTMLFormElement, { id, planned, boxes }: TypedRow, sum: RowSum | undefined): void {
  const changed = Object.entries(boxes).filter(([field, value]) => {
    const isChanged = amountOf(value) !== 0n
    form.querySelector(`input[name="${field}-${id}"]`)?.classList.toggle('portal-sheet__box--changed', isChanged)
    return isChanged
  })
  const shown = form.querySelector<HTMLElement>(`[data-difference-of="${id}"]`)
  if (shown === null) return
  shown.hidden = changed.length === 0 || sum === undefined
  if (sum !== undefined) shown.textContent = formatAgainstPlan(quantity(sum.actual - planned))
}

function showTotal(form: HTMLFormElement, total: HTMLElement, rows: readonly RowNow[]): void {
  const { totalOf = '', fixed = '0', unit } = total.dataset
  const typed = [...form.querySelectorAll<HTMLInputElement>(`input[name^="${totalOf}-"]`)]
  const amounts =
    totalOf === 'actual' ? rows.map(({ actual }) => actual) : typed.map(({ value }) => amountOf(value) ?? 0n)
  const text = formatQuantity(quantity(amounts.reduce((sum, amount) => sum + amount, BigInt(fixed))))
  total.textContent = unit === undefined ? text : `${text} ${unit}${text === '1' ? '' : 's'}`
}

function showText(element: Element | null, text: string): void {
  if (element !== null) element.textContent = text
}
