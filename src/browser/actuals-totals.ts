import { formatPounds, formatQuantity } from '../core/format.ts'
import { pence, sumPence } from '../core/money.ts'
import type { Pence } from '../core/money.ts'
import { sumOf } from './actuals-sum.ts'
import type { RowFigures, RowSum } from './actuals-sum.ts'

/** Keeps the sums of a sheet of actuals in step with what is typed. What counts is the server's sum, made on saving. */
export function keepTotals(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form#sheet')) {
    const costs = [...form.querySelectorAll<HTMLElement>('[data-cost-of]')]
    if (costs.length === 0) continue
    const update = () => {
      showTotal(
        form,
        costs.map((cost) => updateRow(form, cost)),
      )
    }
    form.addEventListener('input', update)
    update()
  }
}

function updateRow(form: HTMLFormElement, cost: HTMLElement): Pence {
  const { dataset } = cost
  const id = dataset['costOf'] ?? ''
  const boxes = boxesOf(form, id)

  if (boxes === undefined) return pence(BigInt(dataset['pence'] ?? '0'))
  const sum = sumOf(figuresOf(cost), boxes)
  cost.textContent = sum === undefined ? '–' : formatPounds(sum.cost)
  showActual(form, id, sum)
  return sum?.cost ?? pence(0n)
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
  ceiling.dataset['within'] ??= ceiling.textContent
  const isOver = sum !== undefined && sum.actual > BigInt(ceiling.dataset['ceiling'] ?? '0')
  ceiling.textContent = isOver ? 'over the exception level: the council has to agree it' : ceiling.dataset['within']
}

function showTotal(form: HTMLFormElement, costs: readonly Pence[]): void {
  const total = form.querySelector('[data-week-total]')
  if (total === null) return
  total.textContent = formatPounds(sumPence(costs))
}
