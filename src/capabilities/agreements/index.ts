export { loadStagedAgreements } from './commands/load-agreements.ts'
export { agreementJobs } from './jobs/jobs.ts'
export { countAwaitingDecision, countForStaff } from './store/list.ts'
