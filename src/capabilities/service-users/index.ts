export { nameForPerson, restrictPerson } from './commands/restrict-person.ts'
export { loadPeople, loadServedPeople } from './store/load.ts'
