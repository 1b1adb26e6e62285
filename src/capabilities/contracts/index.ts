export { loadContractRules, loadContracts, loadContractServices, loadRateLines, loadRates } from './store/load.ts'
