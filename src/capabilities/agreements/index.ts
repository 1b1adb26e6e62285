export { loadStagedAgreements } from './commands/load-agreements.ts'
export { countAwaitingDecision, countForStaff } from './store/list.ts'
