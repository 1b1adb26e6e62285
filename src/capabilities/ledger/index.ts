export { postRun } from './commands/post-run.ts'
export { reverseTransfer } from './commands/reverse-transfer.ts'
export { findUntied, getBalances, type RunSums } from './store.ts'
