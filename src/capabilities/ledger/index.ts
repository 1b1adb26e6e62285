export { postRun } from './commands/post-run.ts'
export { reverseTransfer } from './commands/reverse-transfer.ts'
export { findUntied, getBalances, type Balances, type RunSums, type UntiedProvider } from './store.ts'
