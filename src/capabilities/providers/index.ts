export {
  findAddressFor,
  findOrganisationEmail,
  listAddressesFor,
  listContractContacts,
  type ContractContact,
} from './store.ts'
export { loadOrganisations, loadServices } from './store/load.ts'
export { countWaitingChanges } from './store/changes.ts'
export { jobs } from './jobs/jobs.ts'
export { listServicesToChoose } from './store/services-to-choose.ts'
