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
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'
import { keepDrafts } from './autosave-draft.ts'
import { warnWhenIdle } from './idle-timeout.ts'

const COMPONENTS = [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]

// Every page works without any of this.
if (isSupported()) for (const component of COMPONENTS) createAll(component)
warnWhenIdle()
keepDrafts()
