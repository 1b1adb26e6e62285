// Which capability may knock on whose front door. Only earlier names: the order is the proof that there is no cycle.
const ORDER = [
  'providers',
  'service-users',
  'contracts',
  'care-packages',
  'agreements',
  'actuals',
  'ledger',
  'payments',
  'invoices',
  'access',
  'conversations',
  'documents',
  'exchange',
  'home',
  'developers',
]
const CAP = 'src/capabilities/([^/]+)'
const TESTS = '(\\.test\\.tsx?$|/testing/|^src/testing/)'

const arrows = ORDER.map((name, index) => ({
  name: `${name}-knocks-only-on-earlier-doors`,
  severity: 'error',
  from: { path: `^src/capabilities/${name}/`, pathNot: TESTS },
  to: { path: `^src/capabilities/(${ORDER.slice(index + 1).join('|') || 'none'})/` },
}))

const rules = [
  { name: 'core-imports-nothing', from: { path: '^src/core', pathNot: TESTS }, to: { pathNot: '^src/core' } },
  {
    name: 'platform-knows-no-capability',
    from: { path: '^src/platform', pathNot: TESTS },
    to: { path: '^src/(capabilities|app|main|demonstration)' },
  },
  {
    name: 'rules-are-pure',
    from: { path: `^${CAP}/rules/`, pathNot: TESTS },
    to: { pathNot: ['^src/core/', '^src/capabilities/$1/rules/', 'node_modules/zod'] },
  },
  {
    name: 'store-is-only-sql',
    from: { path: `^${CAP}/store`, pathNot: TESTS },
    to: { pathNot: ['^src/core/', '^src/platform/db/', '^src/capabilities/$1/(rules/|store)', 'node_modules/kysely'] },
  },
  {
    name: 'commands-know-no-web',
    from: { path: `^${CAP}/(commands|jobs)/`, pathNot: TESTS },
    to: { path: ['/pages/', '/api/', '^src/platform/web', 'node_modules/fastify'] },
  },
  {
    name: 'front-door-only',
    from: { path: `^${CAP}/`, pathNot: TESTS },
    to: { path: `^${CAP}/`, pathNot: ['^src/capabilities/$1/', '^src/capabilities/[^/]+/index\\.ts$'] },
  },
  {
    name: 'pages-are-leaves',
    from: { path: '^src/', pathNot: ['/pages/', '/api/', 'routes\\.tsx?$', TESTS] },
    to: { path: ['/pages/', `^${CAP}/api/`] },
  },
  {
    name: 'provider-pages-and-council-pages-never-meet',
    from: { path: '/pages/provider/' },
    to: { path: '/pages/council/' },
  },
  {
    name: 'council-pages-and-provider-pages-never-meet',
    from: { path: '/pages/council/' },
    to: { path: '/pages/provider/' },
  },
  {
    name: 'testing-only-from-tests',
    from: { path: '^src/', pathNot: TESTS },
    to: { path: '(/testing/|^src/testing/)' },
  },
  {
    name: 'config-only-from-main',
    from: { path: '^src/', pathNot: ['^src/main\\.ts$', '^src/start/', TESTS, '^src/config'] },
    to: { path: '^src/config\\.ts$' },
  },
  { name: 'no-cycles', from: {}, to: { circular: true } },
].map((rule) => ({ severity: 'error', ...rule }))

module.exports = {
  forbidden: [...rules, ...arrows],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/(?!(zod|kysely|fastify))' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
