export { servePerson } from './commands/add-person.ts'
export { nameForPerson, restrictPerson } from './commands/restrict-person.ts'
export { loadPeople, loadServedPeople } from './store/load.ts'
export { findPeople, getPerson, type PersonRow } from './store/people.ts'
