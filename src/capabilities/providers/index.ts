export { findOrganisationEmail } from './store.ts'
export { loadOrganisations, loadServices } from './store/load.ts'
export { jobs } from './jobs/jobs.ts'
