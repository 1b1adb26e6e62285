import tseslint from 'typescript-eslint'

// The budgets and bans of CONTRIBUTING.md. A rule that is off says why.
const noWallClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the clock: work.now or clock.now()',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the clock',
  },
]
const noHabits = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name' },
  { selector: 'ExportAllDeclaration', message: 'Name what the front door offers' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals' },
  {
    // A parameter cannot prove a partial index: from the sixth time on a prepared statement is planned without it, and fails.
    selector:
      "CallExpression[callee.property.name='onConflict'] CallExpression[callee.property.name='where'] > Literal:not([raw='null']):nth-child(3)",
    message: 'Write the condition of a partial index with sql.lit',
  },
]
const noRawHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Only src/platform/web/raw-html.tsx writes unescaped',
}

export default tseslint.config(
  { ignores: ['dist', 'dist.unfinished', 'data', 'node_modules', 'bin', 'src/platform/db/database.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.eslintRecommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      'no-restricted-syntax': ['error', ...noHabits, ...noWallClock, noRawHtml],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/main.ts reads the environment' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Pages are functions of typed data; Preact's elements have a display name without being components of a class.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'src/**/testing/**', 'src/testing/**', 'journeys/**'],
    rules: {
      'max-lines-per-function': 'off',
      // Tests compare with what the HTTP library or a driver gives untyped.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['src/platform/web/raw-html.tsx', 'src/platform/web/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...noHabits, ...noWallClock] },
  },
  {
    files: ['src/platform/clock.ts', 'src/browser/**'],
    rules: { 'no-restricted-syntax': ['error', ...noHabits, noRawHtml] },
  },
  {
    files: ['src/main.ts', 'src/platform/db/embedded/cluster.ts', 'scripts/**', 'bench/**', 'journeys/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // A declaration says what another package exports, also by default.
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['*.config.ts', '*.config.js'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable' } },
  },
)
