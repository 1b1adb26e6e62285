export { agreePackagePrice } from './commands/agree-package-price.ts'
export { loadContractRules, loadContracts, loadContractServices, loadRateLines, loadRates } from './store/load.ts'
export { contractJobs } from './jobs/jobs.ts'
