import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { actionInWords, actionsWithWords } from './action-words.ts'

type Written = { readonly file: string; readonly action: string }

/** Each action as a command names it; where a part is worked out, `*` stands for the part. */
function actionsWritten(): readonly Written[] {
  const files = globSync('src/{capabilities,platform,start}/**/*.ts').filter(
    (file) => !/\.test\.ts$|testing\//.test(file),
  )
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\baudit\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map(([, plain, built = '']) => ({
      file,
      action: plain ?? built.replace(/\$\{[^}]*\}/g, '*'),
    })),
  )
}

function hasWords(action: string): boolean {
  const pattern = new RegExp(`^${action.replace(/[.-]/g, '\\$&').replace('*', '[a-z-]+')}$`)
  return actionsWithWords.some((known) => pattern.test(known))
}

it('says every action that a command writes to a log in words', () => {
  const written = actionsWritten().filter(({ action }) => action.includes('.'))
  expect(written.length).toBeGreaterThan(150)
  expect(written.filter(({ action }) => !hasWords(action))).toEqual([])
})

it('has words for no action that nothing writes', () => {
  const written = actionsWritten().map(({ action }) => new RegExp(`^${action.replace('*', '[a-z-]+')}$`))
  const unused = actionsWithWords.filter((action) => !written.some((pattern) => pattern.test(action)))
  expect(unused.filter((action) => !action.startsWith('single-sign-on.'))).toEqual([])
})

it('shows an action as it is written when it has no words', () => {
  expect(actionInWords('actuals.recorded')).toBe('Recorded a week of care')
  expect(actionInWords('something.unknown')).toBe('something.unknown')
})
