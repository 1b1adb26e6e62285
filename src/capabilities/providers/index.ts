export { findOrganisationEmail } from './store.ts'
export { loadOrganisations, loadServices } from './store/load.ts'
export { countWaitingChanges } from './store/changes.ts'
export { jobs } from './jobs/jobs.ts'
