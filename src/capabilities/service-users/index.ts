export { loadPeople, loadServedPeople } from './store/load.ts'
