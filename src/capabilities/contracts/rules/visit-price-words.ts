export { BAND_DAY_WORDS, clockText, visitPriceWords } from '../../../core/visit-price-words.ts'
