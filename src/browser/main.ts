import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  isSupported,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'
import { keepCells } from './actuals-cells.ts'
import { walkSheets } from './actuals-grid.ts'
import { keepTotals } from './actuals-totals.ts'
import { keepDrafts } from './autosave-draft.ts'
import { warnWhenIdle } from './idle-timeout.ts'
import { showLiveRules } from './live-rules.ts'
import { offerPasskeysBesideNames } from './passkey-beside-names.ts'
import { offerPasskeys } from './passkey.ts'
import { followProgress } from './progress.ts'
import { RevealingRadios } from './revealing-radios.ts'
import { tryInPlace } from './try-it.ts'
import { keepVisitTotals } from './visit-totals.ts'

const COMPONENTS = [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  RevealingRadios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]

// Every page works without any of this.
if (isSupported()) for (const component of COMPONENTS) createAll(component)
warnWhenIdle()
keepDrafts()
keepTotals()
keepVisitTotals()
keepCells()
walkSheets()
offerPasskeys()
offerPasskeysBesideNames()
showLiveRules()
followProgress()
tryInPlace()
