import { charge, quantity } from '../../../core/money.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'

export type BlockInput = {
  readonly guaranteed: Quantity
  readonly payable: Quantity
  readonly missed: Quantity
  /** Care the provider missed was there to be had, so the guarantee does not pay for it again. */
  readonly missedCountsAsAvailable: boolean
  readonly price: Rate
}

export type BlockTopUp = { readonly quantity: Quantity; readonly amount: Pence }

/** What a block contract pays beyond delivered care: the shortfall against the guarantee, never less than nought. */
export function priceBlockTopUp(block: BlockInput): BlockTopUp {
  const used = block.payable + (block.missedCountsAsAvailable ? block.missed : 0n)
  const shortfall = quantity(block.guaranteed > used ? block.guaranteed - used : 0n)
  return { quantity: shortfall, amount: charge(shortfall, block.price) }
}
