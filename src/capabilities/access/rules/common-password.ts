/**
 * Passwords of twelve characters and more that guessers try: lists of leaked ones hold only some hundreds that long,
 * so the ways they are made are refused instead. Checked here, without asking anyone.
 */
const COMMON_WORDS = [
  ...['password', 'passw0rd', 'passphrase', 'letmein', 'welcome', 'changeme', 'secret', 'trustno', 'admin'],
  ...['administrator', 'default', 'guest', 'login', 'master', 'access', 'portal', 'provider', 'providerportal'],
  ...['controcc', 'council', 'care', 'carehome', 'homecare', 'socialcare', 'invoice', 'payment', 'payments', 'finance'],
  ...['iloveyou', 'princess', 'sunshine', 'football', 'liverpool', 'arsenal', 'chelsea', 'manchester', 'rangers'],
  ...['celtic', 'everton', 'monkey', 'dragon', 'superman', 'batman', 'pokemon', 'starwars', 'michael', 'charlie'],
  ...['jessica', 'ashley', 'daniel', 'thomas', 'jordan', 'summer', 'winter', 'spring', 'autumn', 'christmas'],
  ...['monday', 'january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'london', 'england', 'scotland', 'wales', 'qwerty', 'qwertyuiop', 'asdfgh', 'asdfghjkl', 'zxcvbnm'],
  ...['abc', 'test', 'testing', 'hello', 'computer', 'internet', 'whatever', 'blink', 'shadow', 'baseball', 'cheese'],
]
const ROWS = ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", 'zxcvbnm,./', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.']
const WALKS = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')])
const SHORTEST_WALK = 4
const FEWEST_CHARACTERS = 5
/** How much beside a common word still leaves it one: "Password2025!!" adds six characters. */
const ADDED = 6
const SHORTEST_WORD = 4
const SHORTEST_OWN_WORD = 3

export function isCommonPassword(password: string, ownWords: readonly string[] = []): boolean {
  const plain = unleet(password.toLowerCase())
  return (
    isRepetition(password.toLowerCase()) || isKeyboardWalk(password.toLowerCase()) || isWordWithTail(plain, ownWords)
  )
}

/** "aaaaaaaaaaa1", "abc1abc1abc1": hardly any characters, or one piece of at most a third of the whole over and over. */
function isRepetition(password: string): boolean {
  if (new Set(password).size < FEWEST_CHARACTERS) return true
  const longest = Math.floor(password.length / 3)
  for (let size = 1; size <= longest; size += 1) {
    const repeated = password.slice(0, size).repeat(Math.ceil(password.length / size))
    if (repeated.startsWith(password)) return true
  }
  return false
}

/** Rows of keys in either direction, one after the other, with at most a few other characters. */
function isKeyboardWalk(password: string): boolean {
  let [left, others] = [password, 0]
  while (left !== '') {
    const length = Math.max(...WALKS.map((walk) => walkedFrom(left, walk)))
    if (length < SHORTEST_WALK) others += 1
    left = left.slice(length < SHORTEST_WALK ? 1 : length)
  }
  return others <= 2
}

function walkedFrom(text: string, walk: string): number {
  const start = walk.indexOf(text.slice(0, 1))
  if (start < 0) return 0
  let length = 1
  while (length < text.length && text[length] === walk[start + length]) length += 1
  return length
}

const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' }

function unleet(text: string): string {
  return Array.from(text, (character) => LEET[character] ?? character).join('')
}

/** Made once: it is looked through at every sign-in. */
const COMMON = longestFirst(COMMON_WORDS.filter((word) => word.length >= SHORTEST_WORD))

/** Common words and one's own with nothing but a few characters beside them: "Welcome2025!!", "asha.patel123". */
function isWordWithTail(plain: string, ownWords: readonly string[]): boolean {
  const own = ownWords.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  const words =
    ownWords.length === 0
      ? COMMON
      : longestFirst([...COMMON, ...own.filter((word) => word.length >= SHORTEST_OWN_WORD)])
  const beside = words.reduce((text, word) => text.replaceAll(word, ' '), plain).replace(/[^\p{L}\p{N}]/gu, '')
  return beside !== plain.replace(/[^\p{L}\p{N}]/gu, '') && beside.length <= ADDED
}

function longestFirst(words: readonly string[]): readonly string[] {
  return [...new Set(words.map(unleet))].sort((one, other) => other.length - one.length)
}
