import { localDate, type LocalDate } from '../core/dates.ts'

export type Sector =
  'home-support' | 'residential' | 'nursing' | 'day' | 'extra-care' | 'supported-living' | 'complex' | 'shared-lives'

export type Calendar = {
  readonly code: string
  readonly title: string
  /** First day of any one period. */
  readonly anchor: LocalDate
  /** Days after the last one of the period; the time is 17:00 in England. */
  readonly submitAfter: number
  readonly paidAfter: number
}

export type Rule = {
  readonly calendar: string
  readonly paidBy: 'invoice' | 'schedule'
  readonly terms: 'actual' | 'planned'
  readonly tolerance?: string
  readonly extras?: boolean
  readonly frustratedPercent?: number
  readonly visitsRequired?: boolean
  /** Where it is otherwise than the council's setting. */
  readonly payerTerms?: 'gross' | 'net'
  /** Nights paid after the end of a stay: where the person died, and where the person left. */
  readonly after?: readonly [string, string]
}

export type ProviderPlan = {
  readonly name: string
  readonly sectors: readonly [Sector, ...Sector[]]
  readonly packages: number
  /** How its home support is recorded, when not by weekly amounts. */
  readonly recording?: 'timetabled' | 'visits'
  /** Its visits are paid by their time, their day or their length. */
  readonly visitPrices?: true
  /** Only those with people who sign in are listed for a visitor to try. */
  readonly domain: string
}

export type CouncilProfile = {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly agreementWord: string
  readonly abbreviation: string
  /** The classic way unless it follows the National Cyber Security Centre. */
  readonly signInPolicy?: 'ncsc'
  readonly colour: string
  readonly phone: string
  readonly domain: string
  readonly towns: readonly [string, ...string[]]
  readonly calendars: readonly [Calendar, ...Calendar[]]
  readonly rules: Readonly<Record<Sector, Rule>>
  readonly settings: Readonly<Record<string, string>>
  readonly providers: readonly ProviderPlan[]
  /** The first number of each kind of reference, so that two councils never share one. */
  readonly firstNumber: number
}

/** Works for two councils: one person signs in to both with one e-mail address. */
const bridge: ProviderPlan = {
  name: 'Anglian Bridge Care',
  sectors: ['home-support'],
  packages: 12,
  domain: 'anglianbridge.example',
}

/**
 * Norfolk: home and day support by invoice in four-weekly periods from 18 September 2017, invoices within 15 days, money
 * within 24; homes and supported living on schedule (domain 3.9, 3.13).
 */
const norfolk: CouncilProfile = {
  code: 'norfolk',
  name: 'Norfolk County Council (demonstration)',
  shortName: 'Norfolk',
  agreementWord: 'Individual service order',
  abbreviation: 'ISO',
  colour: '#00544f',
  phone: '01603 000001',
  domain: 'norfolk.example',
  towns: ['Aylsham', 'Cromer', 'Dereham', 'Diss', 'Fakenham', 'Norwich', 'Swaffham', 'Thetford'],
  calendars: [
    { code: 'four-weekly', title: 'Period', anchor: localDate('2017-09-18'), submitAfter: 15, paidAfter: 24 },
    { code: 'scheduled', title: 'Scheduled period', anchor: localDate('2017-09-18'), submitAfter: 2, paidAfter: 9 },
  ],
  rules: {
    'home-support': { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '10' },
    'extra-care': { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '10' },
    day: { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '20' },
    complex: { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '5' },
    residential: { calendar: 'scheduled', paidBy: 'schedule', terms: 'planned', after: ['2', '7'] },
    nursing: { calendar: 'scheduled', paidBy: 'schedule', terms: 'planned', payerTerms: 'net', after: ['2', '7'] },
    'supported-living': { calendar: 'scheduled', paidBy: 'schedule', terms: 'planned', extras: false },
    'shared-lives': { calendar: 'scheduled', paidBy: 'schedule', terms: 'actual' },
  },
  settings: {
    ...{ preset: 'norfolk', 'over-plan': 'hold', 'uncleared-lines': 'block', 'historical-days': '28' },
    'payer-terms': 'gross',
  },
  providers: [
    { name: 'Wensum Home Care', sectors: ['home-support', 'extra-care'], packages: 44, domain: 'wensumcare.example' },
    {
      name: 'Fen Edge Care',
      sectors: ['home-support', 'complex'],
      packages: 24,
      recording: 'timetabled',
      domain: 'fenedge.example',
    },
    { name: 'Broadland Lodge', sectors: ['residential', 'nursing'], packages: 26, domain: 'broadlandlodge.example' },
    { name: 'Saltmarsh Day Opportunities', sectors: ['day'], packages: 16, domain: 'saltmarshday.example' },
    { name: 'Yare Supported Living', sectors: ['supported-living'], packages: 12, domain: 'yareliving.example' },
    { name: 'Poppyland Shared Lives', sectors: ['shared-lives'], packages: 6, domain: 'poppyland.example' },
    bridge,
  ],
  firstNumber: 100_000,
}

/** Telford & Wrekin: paid on schedule after actuals, different four-week calendars side by side (domain 3.13). */
const telford: CouncilProfile = {
  code: 'telford',
  name: 'Telford & Wrekin Council (demonstration)',
  shortName: 'Telford & Wrekin',
  agreementWord: 'Individual service agreement',
  abbreviation: 'ISA',
  colour: '#4c2c92',
  phone: '01952 000001',
  domain: 'telford.example',
  towns: ['Dawley', 'Madeley', 'Newport', 'Oakengates', 'Telford', 'Wellington'],
  calendars: [
    { code: 'home-care', title: 'Home care period', anchor: localDate('2025-04-07'), submitAfter: 4, paidAfter: 16 },
    {
      code: 'day-and-extra-care',
      title: 'Day and extra care period',
      anchor: localDate('2025-04-14'),
      submitAfter: 4,
      paidAfter: 16,
    },
    { code: 'residential', title: 'Residential period', anchor: localDate('2025-03-31'), submitAfter: 1, paidAfter: 8 },
  ],
  rules: {
    'home-support': { calendar: 'home-care', paidBy: 'schedule', terms: 'actual', tolerance: '15' },
    complex: { calendar: 'home-care', paidBy: 'schedule', terms: 'actual', tolerance: '10' },
    'extra-care': { calendar: 'day-and-extra-care', paidBy: 'schedule', terms: 'planned', tolerance: '10' },
    day: { calendar: 'day-and-extra-care', paidBy: 'schedule', terms: 'actual' },
    residential: { calendar: 'residential', paidBy: 'schedule', terms: 'planned' },
    nursing: { calendar: 'residential', paidBy: 'schedule', terms: 'planned' },
    'supported-living': { calendar: 'home-care', paidBy: 'schedule', terms: 'planned', extras: false },
    'shared-lives': { calendar: 'residential', paidBy: 'schedule', terms: 'actual' },
  },
  settings: {
    ...{ preset: 'telford', 'over-plan': 'hold', 'visits-required': 'no', 'historical-days': '28' },
    'payer-terms': 'net',
  },
  providers: [
    { name: 'Wrekin Care at Home', sectors: ['home-support'], packages: 40, domain: 'wrekincare.example' },
    {
      name: 'Ironbridge Home Support',
      sectors: ['home-support', 'complex'],
      packages: 24,
      domain: 'ironbridgehs.example',
    },
    { name: 'Severn Gorge Court', sectors: ['extra-care', 'day'], packages: 24, domain: 'severngorge.example' },
    { name: 'Lilleshall House', sectors: ['residential', 'nursing'], packages: 22, domain: 'lilleshallhouse.example' },
    { name: 'Ercall Supported Living', sectors: ['supported-living'], packages: 12, domain: 'ercall.example' },
    { name: 'Weald Shared Lives', sectors: ['shared-lives'], packages: 4, domain: 'wealdshared.example' },
  ],
  firstNumber: 200_000,
}

/** Gloucestershire: ISAs and ISCs, monitoring and SAP kept alongside (domain 3.13). */
const gloucestershire: CouncilProfile = {
  code: 'gloucestershire',
  name: 'Gloucestershire County Council (demonstration)',
  shortName: 'Gloucestershire',
  agreementWord: 'Individual service agreement',
  abbreviation: 'ISA',
  colour: '#00457c',
  phone: '01452 000001',
  domain: 'gloucestershire.example',
  towns: ['Cheltenham', 'Cirencester', 'Gloucester', 'Lydney', 'Stroud', 'Tewkesbury'],
  calendars: [
    { code: 'four-weekly', title: 'Period', anchor: localDate('2025-04-07'), submitAfter: 7, paidAfter: 18 },
    { code: 'homes', title: 'Homes period', anchor: localDate('2025-04-07'), submitAfter: 1, paidAfter: 9 },
  ],
  rules: {
    'home-support': { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '10' },
    'extra-care': { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '10' },
    day: { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual' },
    complex: { calendar: 'four-weekly', paidBy: 'invoice', terms: 'actual', tolerance: '10' },
    'supported-living': { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', extras: false },
    residential: { calendar: 'homes', paidBy: 'schedule', terms: 'planned' },
    nursing: { calendar: 'homes', paidBy: 'schedule', terms: 'planned' },
    'shared-lives': { calendar: 'homes', paidBy: 'schedule', terms: 'actual' },
  },
  settings: { preset: 'gloucestershire', 'over-plan': 'hold', 'historical-days': '28', 'payer-terms': 'net' },
  providers: [
    {
      name: 'Cotswold Edge Care',
      sectors: ['home-support', 'extra-care'],
      packages: 38,
      domain: 'cotswoldedge.example',
    },
    { name: 'Leadon Vale Care', sectors: ['home-support'], packages: 20, domain: 'leadonvale.example' },
    { name: 'Painswick Court', sectors: ['residential', 'nursing'], packages: 24, domain: 'painswickcourt.example' },
    { name: 'Stroudwater Day Services', sectors: ['day'], packages: 14, domain: 'stroudwater.example' },
    {
      name: 'Dean Forest Living',
      sectors: ['supported-living', 'complex'],
      packages: 16,
      domain: 'deanforest.example',
    },
    { name: 'Windrush Shared Lives', sectors: ['shared-lives'], packages: 4, domain: 'windrush.example' },
    { ...bridge, packages: 10 },
  ],
  firstNumber: 300_000,
}

/** South Tyneside: scheduled payments; shared lives carers send timesheets (domain 3.13). */
const southTyneside: CouncilProfile = {
  code: 'south-tyneside',
  name: 'South Tyneside Council (demonstration)',
  shortName: 'South Tyneside',
  agreementWord: 'Individual service contract',
  abbreviation: 'ISC',
  signInPolicy: 'ncsc',
  colour: '#6b2c3e',
  phone: '0191 000 0001',
  domain: 'southtyneside.example',
  towns: ['Boldon', 'Cleadon', 'Hebburn', 'Jarrow', 'South Shields', 'Whitburn'],
  calendars: [{ code: 'four-weekly', title: 'Period', anchor: localDate('2025-04-07'), submitAfter: 3, paidAfter: 12 }],
  rules: {
    'home-support': { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', tolerance: '10' },
    'extra-care': { calendar: 'four-weekly', paidBy: 'schedule', terms: 'planned', tolerance: '10' },
    day: { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', frustratedPercent: 50 },
    complex: { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', tolerance: '10' },
    'supported-living': { calendar: 'four-weekly', paidBy: 'schedule', terms: 'planned', extras: false },
    residential: { calendar: 'four-weekly', paidBy: 'schedule', terms: 'planned' },
    nursing: { calendar: 'four-weekly', paidBy: 'schedule', terms: 'planned' },
    'shared-lives': { calendar: 'four-weekly', paidBy: 'schedule', terms: 'actual', visitsRequired: true },
  },
  settings: { preset: 'south-tyneside', 'over-plan': 'hold', 'historical-days': '28' },
  providers: [
    { name: 'Sanddancer Home Care', sectors: ['home-support'], packages: 36, domain: 'sanddancer.example' },
    {
      name: 'Souter Point Care',
      sectors: ['home-support', 'complex'],
      packages: 22,
      recording: 'visits',
      visitPrices: true,
      domain: 'souterpoint.example',
    },
    { name: 'Monkton Hall', sectors: ['residential', 'nursing'], packages: 22, domain: 'monktonhall.example' },
    { name: 'Hedworth Court', sectors: ['extra-care', 'day'], packages: 20, domain: 'hedworthcourt.example' },
    { name: 'Cleadon Hills Living', sectors: ['supported-living'], packages: 12, domain: 'cleadonhills.example' },
    { name: 'Tyne Dock Shared Lives', sectors: ['shared-lives'], packages: 12, domain: 'tynedock.example' },
  ],
  firstNumber: 400_000,
}

export const demonstrationCouncils: readonly CouncilProfile[] = [norfolk, telford, gloucestershire, southTyneside]
