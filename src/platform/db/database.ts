import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { LocalDate } from '../../core/dates.ts'
import type { Pence, Quantity, Rate } from '../../core/money.ts'

/** Made by scripts/describe-database.ts from the migrated database; not edited by hand. */
export type Database = {
  'access.access_grant': {
    council_id: string
    id: Generated<string>
    membership_id: string
    provider_id: string
    scope: 'organisation' | 'contract' | 'service'
    contract_id: string | null
    service_id: string | null
    role: 'full' | 'finance' | 'care-management' | 'admin' | 'signatory' | 'main'
    mode: 'edit' | 'read-only'
    starts_on: Generated<LocalDate>
    ends_on: LocalDate | null
    covers: string | null
    cover_from: GeneratedAlways<LocalDate | null>
  }
  'access.account': {
    id: Generated<string>
    email: string
    name: string
    password_hash: string | null
    password_changed_at: Date | null
    must_change_password: Generated<boolean>
    code_cipher: Buffer | null
    code_key_version: Generated<number>
    code_changed_at: Date | null
    challenge: readonly number[] | null
    failures: Generated<number>
    locked_at: Date | null
    lock_reason: 'failures' | 'dormant' | 'staff' | null
    last_signed_in_at: Date | null
    status: Generated<'invited' | 'active' | 'disabled'>
    created_at: Generated<Date>
    row_version: Generated<number>
    last_council_id: string | null
    last_membership_id: string | null
    app_cipher: Buffer | null
    app_key_version: Generated<number>
    app_confirmed_at: Date | null
    app_last_step: Generated<bigint>
    dormancy_warned: Generated<number>
    phone: Generated<string>
    details_confirmed_at: Date | null
    closed_until: Date | null
  }
  'access.account_event': {
    id: Generated<string>
    account_id: string | null
    at: Date
    kind: string
    address: Generated<string>
    details: Generated<unknown>
  }
  'access.acting': {
    council_id: string
    id: Generated<string>
    provider_id: string
    account_id: string
    staff_name: string
    reason: string
    started_at: Date
    ends_at: Date
    ended_at: Date | null
  }
  'access.api_key': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string | null
    name: string
    abilities: readonly string[]
    key_hash: Buffer
    made_at: Date
    made_by: string
    expires_on: LocalDate
    last_used_at: Date | null
    window_started_at: Date | null
    used_in_window: Generated<number>
    refused_at: Date | null
    ended_at: Date | null
    ended_by: string | null
    sandbox_id: string | null
    sandbox_company: 'weekly' | 'visits' | null
    replaces_id: string | null
    stops_at: Date | null
  }
  'access.contact_request': {
    council_id: string
    id: Generated<string>
    provider_id: string
    kind: 'new' | 'change'
    membership_id: string | null
    given_name: string
    family_name: Generated<string>
    address: Generated<string>
    phone: Generated<string>
    email: string
    job_title: Generated<string>
    note: Generated<string>
    status: Generated<'draft' | 'requested' | 'approved' | 'refused' | 'withdrawn'>
    requested_by: string
    requester_name: string
    requested_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    refusal_reason: string | null
    row_version: Generated<number>
    corrects: Generated<readonly string[]>
  }
  'access.contact_request_grant': {
    council_id: string
    id: Generated<string>
    request_id: string
    provider_id: string
    scope: 'organisation' | 'contract' | 'service'
    contract_id: string | null
    service_id: string | null
    role: 'full' | 'finance' | 'care-management' | 'admin' | 'signatory'
    mode: 'edit' | 'read-only'
    ends_on: LocalDate | null
  }
  'access.help_request': {
    council_id: string
    account_id: string
    asked_at: Date
    answered_at: Date | null
    wants: Generated<string>
    provider_id: string | null
  }
  'access.join_request': {
    council_id: string
    id: Generated<string>
    provider_id: string
    account_id: string
    name: string
    email: string
    approver_id: string
    approver_name: string
    note: string
    status: Generated<'asked' | 'taken-up' | 'refused'>
    asked_at: Date
    decided_at: Date | null
    decided_by: string | null
    decider_name: string | null
    refusal_reason: string | null
    asker_provider_id: string | null
  }
  'access.known_browser': {
    token_hash: Buffer
    account_id: string
    made_at: Date
    last_used_at: Date
    failures: Generated<number>
    closed_until: Date | null
  }
  'access.known_device': {
    account_id: string
    name: string
    first_seen_at: Date
    last_seen_at: Date
  }
  'access.lock_alarm': {
    council_id: string
    id: Generated<string>
    raised_at: Date
    locks: number
    seen_at: Date | null
    seen_by: string | null
  }
  'access.membership': {
    council_id: string
    id: Generated<string>
    account_id: string
    provider_id: string | null
    name: string
    email: string
    job_title: Generated<string>
    starts_on: Generated<LocalDate>
    ends_on: LocalDate | null
    row_version: Generated<number>
    confirmed_on: LocalDate | null
    keeps_password: Generated<boolean>
    address: Generated<string>
  }
  'access.passkey': {
    id: Generated<string>
    account_id: string
    credential_id: string
    public_key: Buffer
    counter: Generated<bigint>
    transports: Generated<readonly string[]>
    name: string
    added_at: Date
    last_used_at: Date | null
  }
  'access.passkey_ceremony': {
    token_hash: Buffer
    purpose: 'add' | 'sign-in' | 'step-up'
    account_id: string | null
    challenge: string
    name: Generated<string>
    return_to: Generated<string>
    address: Generated<string>
    created_at: Date
  }
  'access.password_history': {
    account_id: string
    set_at: Date
    password_hash: string | null
    cipher: Buffer | null
    key_version: number | null
    kept_at: Generated<Date>
  }
  'access.policy': {
    council_id: string
    id: Generated<string>
    kind: 'acceptable-use' | 'user-access'
    version: number
    body: string
    changes: Generated<string>
    published_at: Date
    published_by: string
    required_from: LocalDate
  }
  'access.policy_acceptance': {
    council_id: string
    policy_id: string
    account_id: string
    accepted_at: Date
    address: Generated<string>
  }
  'access.recovery_code': {
    account_id: string
    hash: Buffer
    made_at: Date
    used_at: Date | null
  }
  'access.sandbox': {
    council_id: string
    id: Generated<string>
    provider_id: string
    name: string
    state: 'filling' | 'ready' | 'failed' | 'ended'
    generation: Generated<number>
    inside_council_id: string | null
    weekly_provider_id: string | null
    visits_provider_id: string | null
    days_ahead: Generated<number>
    asked_at: Date
    made_at: Date
    made_by: string
    filled_at: Date | null
    resets_on: LocalDate | null
    resets: Generated<number>
    ended_at: Date | null
    ended_by: string | null
    row_version: Generated<number>
  }
  'access.sandbox_disposal': {
    council_id: string
    sandbox_id: string
    inside_council_id: string
    provider_id: string
    generation: number
    found_at: Date
    begun_at: Date | null
    rows_removed: Generated<bigint>
    files_removed: Generated<number>
    disposed_at: Date | null
  }
  'access.scim_group': {
    council_id: string
    id: Generated<string>
    connection_id: string
    name: string
    external_id: string | null
    created_at: Date
    changed_at: Date
  }
  'access.scim_group_member': {
    council_id: string
    group_id: string
    membership_id: string
  }
  'access.scim_token': {
    council_id: string
    id: Generated<string>
    connection_id: string
    name: string
    token_hash: Buffer
    made_at: Date
    made_by: string
    expires_on: LocalDate
    last_used_at: Date | null
    ended_at: Date | null
  }
  'access.scim_user': {
    council_id: string
    connection_id: string
    membership_id: string
    external_id: string | null
    created_at: Date
    changed_at: Date
    deleted_at: Date | null
  }
  'access.session': {
    token_hash: Buffer
    account_id: string
    created_at: Date
    last_seen_at: Date
    proved_at: Date | null
    council_id: string | null
    membership_id: string | null
    address: Generated<string>
    browser: Generated<string>
    via_council_id: string | null
    via_connection_id: string | null
    acting_id: string | null
    renewed_from: Buffer | null
    renewed_by: Buffer | null
    renewed_at: Date | null
  }
  'access.set_up_link': {
    token_hash: Buffer
    account_id: string
    made_at: Date
    expires_at: Date
    used_at: Date | null
    purpose: Generated<'set-up' | 'temporary' | 'reset' | 'keep'>
    browser_hash: Buffer | null
    opened_at: Date | null
    chosen_at: Date | null
  }
  'access.sign_in_attempt': {
    token_hash: Buffer
    account_id: string | null
    password_right: boolean
    positions: readonly number[]
    email: string
    return_to: Generated<string>
    address: Generated<string>
    created_at: Date
    password_weak: Generated<boolean>
  }
  'access.sign_on_attempt': {
    token_hash: Buffer
    council_id: string
    connection_id: string
    purpose: 'sign-in' | 'proof' | 'try'
    account_id: string | null
    session_hash: Buffer | null
    return_to: Generated<string>
    address: Generated<string>
    created_at: Date
    request_id: string | null
    relay_hash: Buffer | null
    answer_hash: Buffer | null
    answer: unknown
  }
  'access.sign_on_connection': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    issuer: string
    client_id: string | null
    secret_cipher: Buffer | null
    secret_key_version: Generated<number>
    subject_claim: Generated<'sub' | 'oid'>
    groups_claim: Generated<string>
    email_domains: readonly string[]
    email_is_checked: Generated<boolean>
    roles_follow_groups: Generated<boolean>
    adds_people: Generated<boolean>
    enabled: Generated<boolean>
    password_off: Generated<boolean>
    tested_at: Date | null
    test_result: unknown
    last_used_at: Date | null
    row_version: Generated<number>
    kind: Generated<'oidc' | 'saml'>
    sign_in_address: string | null
    certificates: Generated<readonly string[]>
    acr_values: Generated<readonly string[]>
  }
  'access.sign_on_group': {
    council_id: string
    connection_id: string
    group_name: string
    role:
      | 'brokerage'
      | 'payments'
      | 'payments-approver'
      | 'procurement'
      | 'portal-administration'
      | 'data-guardian'
      | 'auditor'
  }
  'access.sign_on_subject': {
    council_id: string
    connection_id: string
    subject: string
    account_id: string
    linked_at: Date
    last_used_at: Date
  }
  'access.staff_role': {
    council_id: string
    membership_id: string
    role:
      | 'brokerage'
      | 'payments'
      | 'payments-approver'
      | 'procurement'
      | 'portal-administration'
      | 'auditor'
      | 'data-guardian'
  }
  'access.throttle': {
    key: Buffer
    since: Date
    tries: number
  }
  'actuals.absence': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    cause: 'person' | 'provider'
    reason: string | null
    note: string
    first_day: LocalDate
    last_day: LocalDate | null
    status: Generated<'open' | 'ended' | 'undone'>
    said_by: string
    said_name: string
    said_at: Date
    changed_name: string | null
    changed_at: Date | null
    row_version: Generated<number>
  }
  'actuals.absence_week': {
    council_id: string
    absence_id: string
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    outcome: 'filled' | 'own-figures' | 'shut' | 'cannot-be'
    version: number | null
    was_version: number | null
  }
  'actuals.calendar_feed': {
    council_id: string
    provider_id: string
    account_id: string
    token_hash: Buffer
    made_at: Date
  }
  'actuals.carer': {
    council_id: string
    provider_id: string
    reference: string
    name: Generated<string>
    starts_on: LocalDate | null
    ends_on: LocalDate | null
  }
  'actuals.column_map': {
    council_id: string
    id: Generated<string>
    provider_id: string
    name: string
    columns: unknown
    saved_by: string
    saved_name: string
    saved_at: Date
    row_version: Generated<number>
  }
  'actuals.confirmed_visit': {
    council_id: string
    provider_id: string
    reference: string
    code: string
    value: string
    reason: Generated<string>
    confirmed_by: string
    confirmed_name: string
    confirmed_at: Date
  }
  'actuals.confirmed_warning': {
    council_id: string
    provider_id: string
    package_id: string
    week_start: LocalDate
    code: string
    value: string
    reason: Generated<string>
    confirmed_by: string
    confirmed_name: string
    confirmed_at: Date
  }
  'actuals.cut_off': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    contract_id: string | null
    first_week: LocalDate
    last_week: LocalDate
    submit_by: Date
    reason: string
    made_by: string
    made_name: string
    made_at: Date
    ended_by: string | null
    ended_name: string | null
    ended_at: Date | null
    row_version: Generated<number>
  }
  'actuals.cut_off_week': {
    council_id: string
    provider_id: string
    contract_id: string
    week_start: LocalDate
    submit_by: Date
    cut_off_id: string
  }
  'actuals.exception_code': {
    council_id: string
    code: string
    label: string
    starts_on: LocalDate
    ends_on: LocalDate | null
    added_name: string
    added_at: Date
    ended_name: string | null
    ended_at: Date | null
  }
  'actuals.exception_look': {
    council_id: string
    kind: 'frustrated' | 'two-providers' | 'after-death' | 'in-hospital' | 'late'
    week_start: LocalDate
    package_id: string
    version: number
    looked_by: string
    looked_name: string
    looked_at: Date
  }
  'actuals.late_week': {
    council_id: string
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    due_at: Date
    reason: 'records-late' | 'staff-away' | 'no-access' | 'waited-for-council' | 'opened-late' | 'oversight' | 'other'
    note: Generated<string>
    said_by: string
    said_name: string
    said_at: Date
  }
  'actuals.parked_week': {
    council_id: string
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    conversation_id: string
    parked_by: string
    parked_name: string
    parked_at: Date
  }
  'actuals.reason': {
    council_id: string
    code: string
    label: string
    starts_on: LocalDate
    ends_on: LocalDate | null
    added_name: string
    added_at: Date
    ended_name: string | null
    ended_at: Date | null
  }
  'actuals.sample': {
    council_id: string
    id: Generated<string>
    seed: string
    provider_id: string | null
    first_week: LocalDate
    last_week: LocalDate
    way: 'percent' | 'count'
    wanted: number
    population: number
    made_by: string
    made_name: string
    made_at: Date
  }
  'actuals.sample_week': {
    council_id: string
    sample_id: string
    place: number
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    version: number
    planned: Quantity
    actual: Quantity
    result: 'right' | 'wrong' | 'no-evidence' | null
    note: Generated<string>
    checked_by: string | null
    checked_name: string | null
    checked_at: Date | null
    row_version: Generated<number>
  }
  'actuals.unmoved_week': {
    council_id: string
    upload_id: string
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    cause: string
    found_at: Date
    settled_at: Date | null
    settled_name: string | null
  }
  'actuals.upload': {
    council_id: string
    id: Generated<string>
    provider_id: string
    file_id: string
    file_name: string
    file_bytes: bigint
    sha256: Buffer
    format: 'csv' | 'xlsx' | 'ods' | 'text' | 'xml' | 'json' | null
    kind: Generated<'weeks' | 'carers' | 'visits'>
    layout: 'template' | 'own' | 'abacus' | null
    source: 'screen' | 'api' | 'folder'
    check_only: Generated<boolean>
    reference: string | null
    state: 'waiting' | 'refused' | 'checked' | 'saving' | 'saved' | 'replaced'
    file_code: 'F01' | 'F02' | 'F03' | 'F04' | 'F05' | 'F06' | 'F07' | 'F08' | null
    file_facts: Generated<unknown>
    map_id: string | null
    round: Generated<number>
    saved_round: Generated<number>
    rows_read: Generated<number>
    rows_blank: Generated<number>
    rows_same: Generated<number>
    rows_new: Generated<number>
    rows_changed: Generated<number>
    rows_refused: Generated<number>
    rows_warned: Generated<number>
    rows_held: Generated<number>
    rows_saved: Generated<number>
    rows_undone: Generated<number>
    total_pence: Generated<Pence>
    sent_by: string
    sent_name: string
    sent_at: Date
    acting: unknown
    checked_at: Date | null
    saved_at: Date | null
    saved_name: string | null
    undone_at: Date | null
    undone_name: string | null
    row_version: Generated<number>
  }
  'actuals.upload_carer': {
    council_id: string
    upload_id: string
    line: number
    provider_id: string
    sent_by: string
    round: number
    reference: string
    name: string
    starts_on: LocalDate | null
    ends_on: LocalDate | null
    outcome: 'same' | 'new' | 'changed' | 'refused' | 'dropped'
    codes: readonly string[] | null
    was: unknown
    said: readonly string[] | null
  }
  'actuals.upload_late': {
    council_id: string
    upload_id: string
    line: number
    provider_id: string
    sent_by: string
    reason: 'records-late' | 'staff-away' | 'no-access' | 'waited-for-council' | 'opened-late' | 'oversight' | 'other'
    note: Generated<string>
  }
  'actuals.upload_progress': {
    council_id: string
    upload_id: string
    provider_id: string
    rows: number
  }
  'actuals.upload_row': {
    council_id: string
    upload_id: string
    line: number
    provider_id: string
    sent_by: string
    round: number
    cpli_ref: string
    client_ref: string
    week_start: LocalDate | null
    package_id: string | null
    planned: Quantity | null
    actual: Quantity | null
    frustrated: Quantity | null
    missed: Quantity | null
    extra: Quantity | null
    visits: number | null
    comment: Generated<string>
    our_ref: Generated<string>
    based_on: number | null
    was_version: number | null
    outcome: 'blank' | 'same' | 'new' | 'changed' | 'refused' | 'dropped'
    held_code: string | null
    codes: readonly string[] | null
    warnings: readonly string[] | null
    said: readonly string[] | null
    amount_pence: Pence | null
    reason: string | null
  }
  'actuals.upload_timetable': {
    council_id: string
    upload_id: string
    line: number
    provider_id: string
    sent_by: string
    frustrated: Quantity
    missed: Quantity
    extra: Quantity
    visits: number
    comment: Generated<string>
    differs: boolean
    kept: unknown
    was: unknown
  }
  'actuals.upload_visit': {
    council_id: string
    upload_id: string
    line: number
    provider_id: string
    sent_by: string
    round: number
    reference: string
    client_ref: string
    cpli_ref: string
    carer_ref: string
    secondary_visit: boolean
    visited_on: LocalDate | null
    planned_at: string | null
    planned_minutes: number | null
    claimed_at: string | null
    claimed_minutes: number | null
    starts_at: string | null
    ends_at: string | null
    logged_minutes: number | null
    status: string
    capture: string
    exception_code: string
    comment: string
    more: unknown
    state: 'allocated' | 'unallocated' | null
    placed_by: string | null
    why: string | null
    package_id: string | null
    service_id: string | null
    contract_id: string | null
    paid_minutes: number | null
    was_version: number | null
    outcome: 'same' | 'new' | 'changed' | 'refused' | 'dropped'
    held_code: string | null
    codes: readonly string[] | null
    warnings: readonly string[] | null
    said: readonly string[] | null
    was: unknown
  }
  'actuals.visit': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string | null
    contract_id: string | null
    package_id: string | null
    reference: string
    client_ref: string
    carer_ref: Generated<string>
    secondary_visit: Generated<boolean>
    visited_on: LocalDate
    planned_at: string | null
    planned_minutes: number | null
    claimed_at: string
    claimed_minutes: number
    starts_at: string | null
    ends_at: string | null
    logged_minutes: number
    outcome: 'delivered' | 'frustrated' | 'missed' | 'cancelled' | 'extra'
    capture: 'app' | 'nfc' | 'phone' | 'manual'
    exception_code: Generated<string>
    comment: Generated<string>
    state: 'allocated' | 'unallocated' | 'declined'
    placed_by: 'file' | 'match' | 'person' | null
    why: 'no-package' | 'no-time' | 'several' | 'elsewhere' | null
    paid_minutes: number | null
    decided_name: string | null
    decided_at: Date | null
    reason: string | null
    received_at: Date
    received_name: string
    row_version: Generated<number>
    upload_id: string | null
  }
  'actuals.week': {
    council_id: string
    week_start: LocalDate
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    version: Generated<number>
    status: 'draft' | 'confirmed' | 'held'
    planned: Quantity
    actual: Quantity
    frustrated: Generated<Quantity>
    missed: Generated<Quantity>
    extra: Generated<Quantity>
    visits: number | null
    comment: Generated<string>
    source: 'screen' | 'upload' | 'api' | 'monitoring' | 'import' | 'council'
    held_code: 'H01' | 'H02' | 'H03' | 'H04' | null
    recorded_by: string | null
    recorded_at: Date
    confirmed_by: string | null
    confirmed_at: Date | null
    recorded_name: Generated<string>
    returned_reason: string | null
    actual_by_day: readonly bigint[] | null
    frustrated_by_day: readonly bigint[] | null
    reason: string | null
    visit_times: readonly number[] | null
  }
  'actuals.week_version': {
    council_id: string
    week_start: LocalDate
    package_id: string
    version: number
    provider_id: string
    service_id: string
    contract_id: string
    status: string
    planned: Quantity
    actual: Quantity
    frustrated: Quantity
    missed: Quantity
    extra: Quantity
    visits: number | null
    comment: string
    source: string
    recorded_by: string | null
    recorded_at: Date
    recorded_name: Generated<string>
    returned_reason: string | null
    reason: string | null
    held_code: 'H01' | 'H02' | 'H03' | 'H04' | null
  }
  'actuals.week_visit': {
    council_id: string
    week_start: LocalDate
    package_id: string
    version: number
    place: number
    provider_id: string
    service_id: string
    contract_id: string
    planned_on: LocalDate | null
    planned_at: string | null
    planned_minutes: number | null
    planned_carers: number | null
    outcome: 'delivered' | 'frustrated' | 'missed'
    visited_on: LocalDate
    starts_at: string
    ends_at: string
    carers: number
    paid_minutes: number
  }
  'agreements.agreement': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    reference: string
    revision: Generated<number>
    status: 'draft' | 'published' | 'agreed' | 'rejected' | 'superseded' | 'withdrawn'
    starts_on: LocalDate
    respond_by: LocalDate | null
    published_at: Date | null
    withdrawal_reason: string | null
    replaces_agreement_id: string | null
    replaces_revision: number | null
    speaks_from: LocalDate | null
  }
  'agreements.batch': {
    council_id: string
    id: Generated<string>
    publish_at: Date
    created_at: Date
    created_by: string
    creator_name: string
    finished_at: Date | null
    cancelled_at: Date | null
  }
  'agreements.batch_item': {
    council_id: string
    batch_id: string
    agreement_id: string
    shown_hash: Buffer
    outcome: Generated<string>
  }
  'agreements.line_answer': {
    council_id: string
    agreement_id: string
    revision: number
    package_id: string
    provider_id: string
    service_id: string
    contract_id: string
    kind: 'right' | 'disputed'
    reason_code: 'wrong-rate' | 'wrong-hours' | 'wrong-dates' | 'wrong-person' | 'not-our-service' | 'other' | null
    expected_price: Rate | null
    expected_quantity: Quantity | null
    starts_now: Generated<boolean>
  }
  'agreements.paper': {
    council_id: string
    agreement_id: string
    revision: number
    kind: 'offer' | 'signed'
    provider_id: string
    service_id: string
    contract_id: string
    bytes: Buffer
    sha256: Buffer
    sealed_with: string | null
    made_at: Date
  }
  'agreements.paper_signature': {
    council_id: string
    id: Generated<string>
    agreement_id: string
    revision: number
    provider_id: string
    service_id: string
    contract_id: string
    party: 'provider' | 'council' | 'person'
    capacity: 'provider' | 'council' | 'person' | 'representative'
    relationship: Generated<string>
    signer_name: string
    signed_on: LocalDate
    file_id: string
    name: string
    kind: 'pdf' | 'png' | 'jpeg'
    bytes: bigint
    side: 'provider' | 'council'
    filed_by: string
    filer_name: string
    filed_at: Date
    struck_at: Date | null
    striker_name: string | null
    struck_reason: string | null
    disposed_at: Date | null
    fingerprint: string | null
  }
  'agreements.pause': {
    council_id: string
    id: Generated<string>
    reason: string
    expected_on: LocalDate | null
    started_at: Date
    started_by: string
    ended_at: Date | null
    ended_by: string | null
  }
  'agreements.reminder': {
    council_id: string
    agreement_id: string
    revision: number
    number: number
    escalated: boolean
    told: string
    sent_at: Date
  }
  'agreements.reminder_rule': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    agreement_id: string | null
    first_after: number
    then_every: number
    escalate_after: number
    most: number
  }
  'agreements.renewal': {
    council_id: string
    uplift_id: string
    name: string
    ordered_at: Date
    ordered_by: string
    orderer_name: string
    listed_at: Date | null
    finished_at: Date | null
    withdrawn_at: Date | null
  }
  'agreements.renewal_item': {
    council_id: string
    uplift_id: string
    old_agreement_id: string
    agreement_id: string | null
    provider_id: string
    from_on: LocalDate
    outcome: Generated<'waiting' | 'published' | 'answer-awaited' | 'no-longer-agreed' | 'no-price' | 'withdrawn'>
  }
  'agreements.response': {
    council_id: string
    agreement_id: string
    revision: number
    provider_id: string
    service_id: string
    contract_id: string
    kind: 'agreed' | 'rejected'
    reason_code: 'wrong-rate' | 'wrong-hours' | 'wrong-dates' | 'wrong-person' | 'not-our-service' | 'other' | null
    comment: string | null
    signed_name: string | null
    content_hash: Buffer
    responded_by: string
    responder_name: string
    responded_at: Date
    expected_price: Rate | null
    expected_quantity: Quantity | null
    signing_id: string | null
    switch_over_id: string | null
    paper_signature_id: string | null
  }
  'agreements.revision': {
    council_id: string
    agreement_id: string
    revision: number
    provider_id: string
    service_id: string
    contract_id: string
    cause: 'new' | 'social-work-decision' | 'annual-uplift' | 'correction'
    content: unknown
    content_hash: Buffer
    published_at: Date | null
    published_by: string | null
  }
  'agreements.revision_line': {
    council_id: string
    agreement_id: string
    revision: number
    package_id: string
    package_version: number
    provider_id: string
    service_id: string
    contract_id: string
    gave_way_to: string | null
  }
  'agreements.saved_filter': {
    council_id: string
    id: Generated<string>
    account_id: string
    face: 'provider' | 'council'
    provider_id: string | null
    name: string
    query: string
  }
  'agreements.sighting': {
    council_id: string
    agreement_id: string
    revision: number
    account_id: string
    provider_id: string
    service_id: string
    contract_id: string
    name: string
    seen_at: Date
  }
  'agreements.signing': {
    council_id: string
    id: Generated<string>
    provider_id: string
    signed_by: string
    signer_name: string
    job_title: string
    organisation: string
    typed_name: string
    statements: readonly string[]
    proved_at: Date
    policy: string
    signed_at: Date
  }
  'agreements.signing_item': {
    council_id: string
    signing_id: string
    agreement_id: string
    revision: number
    provider_id: string
    service_id: string
    contract_id: string
    outcome: string
  }
  'agreements.switch_over': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    sector: string | null
    reason: string
    agreements: number
    list_hash: Buffer
    agreed_at: Date
    agreed_by: string
    agreer_name: string
  }
  'care_packages.life_event': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    kind: 'hospital' | 'death' | 'moved'
    happened_on: LocalDate
    back_on: LocalDate | null
    details: Generated<string>
    effect: readonly string[]
    conversation_id: string | null
    told_by: string
    teller_name: string
    told_at: Date
    status: Generated<'waiting' | 'done'>
    outcome: 'ended' | 'noted' | null
    done_by: string | null
    doer_name: string | null
    done_at: Date | null
    row_version: Generated<number>
  }
  'care_packages.missing_care': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_name: string
    person_reference: Generated<string>
    service_level: string
    weekly: string
    began_on: LocalDate
    arranged_with: string
    details: Generated<string>
    status: Generated<'waiting' | 'placed' | 'refused' | 'withdrawn'>
    due_on: LocalDate
    raised_by: string
    raiser_name: string
    raised_at: Date
    package_id: string | null
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
    row_version: Generated<number>
  }
  'care_packages.package': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    reference: string
    own_reference: Generated<string>
    service_level: string
    unit: 'hour' | 'session' | 'day' | 'night' | 'week'
    status: 'draft' | 'authorised' | 'active' | 'suspended' | 'ended' | 'cancelled'
    starts_on: LocalDate
    ends_on: LocalDate | null
    recordable_from: LocalDate | null
    current_version: Generated<number>
    row_version: Generated<number>
    changed_at: Generated<Date>
    opened_at: Date | null
    end_reason: 'death' | 'moved' | null
  }
  'care_packages.package_version': {
    council_id: string
    package_id: string
    version: number
    provider_id: string
    service_id: string
    contract_id: string
    valid: string
    planned: Quantity
    planned_by_day: readonly bigint[] | null
    rate_line_id: string
    cause: 'new' | 'social-work-decision' | 'annual-uplift' | 'correction'
    temporary: Generated<boolean>
  }
  'care_packages.payer': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    payer: 'contribution' | 'top-up' | 'nursing'
    from_on: LocalDate
    weekly_pence: Pence
    change_id: string | null
  }
  'care_packages.payer_change': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    payer: 'contribution' | 'top-up' | 'nursing'
    from_on: LocalDate
    old_pence: Pence
    weekly_pence: Pence
    reason: string
    status: 'proposed' | 'approved' | 'refused' | 'withdrawn'
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
  }
  'care_packages.price_request': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    package_id: string | null
    asked: unknown
    rate_line_id: string
    price: Rate
    from_on: LocalDate
    reason: string
    status: Generated<'proposed' | 'approved' | 'refused' | 'withdrawn'>
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
  }
  'care_packages.release_refusal': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    suspension_id: string
    asked_at: Date
    asker_name: string
    asker_text: string
    refused_by: string
    refuser_name: string
    refused_at: Date
    answer: string
  }
  'care_packages.suspension': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    reason: string
    since: LocalDate
    waiting_for: 'council' | 'provider'
    suspended_by: string
    suspender_name: string
    suspended_at: Date
    asked_at: Date | null
    asker_name: string | null
    asker_text: string | null
    released_at: Date | null
    releaser_name: string | null
  }
  'care_packages.timetable_entry': {
    council_id: string
    package_id: string
    version: number
    provider_id: string
    service_id: string
    contract_id: string
    weekday: number
    starts_at: string
    minutes: number
    carers: Generated<number>
  }
  'care_packages.variation': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    package_id: string
    package_version: number
    kind: 'temporary' | 'permanent'
    from_on: LocalDate
    last_on: LocalDate | null
    planned: Quantity
    planned_by_day: readonly bigint[] | null
    reason: string
    status: Generated<'waiting' | 'accepted' | 'refused' | 'withdrawn'>
    answer_by: LocalDate
    asked_by: string
    asker_name: string
    asked_at: Date
    answer: string | null
    answered_by: string | null
    answerer_name: string | null
    answered_at: Date | null
    agreement_id: string | null
    row_version: Generated<number>
    counts_from: LocalDate | null
    visits: unknown
    accepted_visits: unknown
  }
  'contracts.block_commitment': {
    council_id: string
    contract_id: string
    provider_id: string
    valid: string
    weekly: Quantity
    unit: 'hour' | 'session' | 'day' | 'night'
    price: Rate
    missed_counts: boolean
  }
  'contracts.calendar_day': {
    council_id: string
    id: Generated<string>
    day: LocalDate
    kind: 'special-day' | 'bank-holiday' | 'ordinary-day'
    name: string
    proposed_by: string | null
    proposer_name: string
    proposed_at: Date
    approved_by: string | null
    approver_name: string | null
    approved_at: Date | null
  }
  'contracts.contract': {
    council_id: string
    id: Generated<string>
    provider_id: string
    number: string
    title: string
    kind: 'spot' | 'framework' | 'block'
    calendar: string
    starts_on: LocalDate
    ends_on: LocalDate | null
    row_version: Generated<number>
  }
  'contracts.contract_proposal': {
    council_id: string
    id: Generated<string>
    contract_id: string | null
    provider_id: string
    number: string
    title: string
    kind: 'spot' | 'framework' | 'block'
    calendar: string
    starts_on: LocalDate
    ends_on: LocalDate | null
    service_ids: readonly string[]
    payment_terms: 'actual' | 'planned' | null
    paid_by: 'invoice' | 'schedule' | null
    recording: 'weekly' | 'timetabled' | 'visits' | 'none' | null
    frustrated_percent: number | null
    tolerance_percent: string | null
    step_minutes: number | null
    claim_limit_weeks: number | null
    sign_gate: boolean | null
    block_from: LocalDate | null
    block_weekly: Quantity | null
    block_unit: 'hour' | 'session' | 'day' | 'night' | null
    block_price: Rate | null
    block_missed_counts: boolean | null
    reason: string
    status: 'proposed' | 'approved' | 'refused' | 'withdrawn'
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
    absence_tiers: unknown
    extras_allowed: boolean | null
    visits_required: boolean | null
    visit_rounding: 'nearest' | 'down' | 'up' | 'none' | null
    visit_minutes: number | null
    visit_capped: boolean | null
    visit_window_minutes: number | null
    payer_terms: 'gross' | 'net' | 'council' | null
    death_days: number | null
    notice_days: number | null
  }
  'contracts.contract_rule': {
    council_id: string
    contract_id: string
    provider_id: string
    valid: string
    version: number
    payment_terms: 'actual' | 'planned'
    paid_by: 'invoice' | 'schedule'
    recording: 'weekly' | 'timetabled' | 'visits' | 'none'
    frustrated_percent: Generated<number>
    tolerance_percent: string | null
    extras_allowed: Generated<boolean>
    visits_required: Generated<boolean>
    step_minutes: Generated<number>
    claim_limit_weeks: Generated<number>
    day_rule: Generated<'nights' | 'inclusive'>
    sign_gate: Generated<boolean>
    visit_rounding: Generated<'nearest' | 'down' | 'up' | 'none'>
    visit_minutes: Generated<number>
    visit_capped: Generated<boolean>
    visit_window_minutes: Generated<number>
    absence_tiers: Generated<unknown>
    payer_terms: 'gross' | 'net' | null
    death_days: Generated<number>
    notice_days: Generated<number>
  }
  'contracts.contract_service': {
    council_id: string
    contract_id: string
    service_id: string
    provider_id: string
  }
  'contracts.displaced_block': {
    council_id: string
    uplift_id: string
    contract_id: string
    from_on: LocalDate
    valid: string
    weekly: Quantity
    unit: string
    price: Rate
    missed_counts: boolean
  }
  'contracts.displaced_rate': {
    council_id: string
    change_id: string
    rate_line_id: string
    valid: string
    price: Rate
  }
  'contracts.displaced_visit_price': {
    council_id: string
    uplift_id: string
    rate_line_id: string
    from_on: LocalDate
    valid: string
    split: boolean
    fixed: unknown
    bands: unknown
  }
  'contracts.rate': {
    council_id: string
    rate_line_id: string
    contract_id: string
    provider_id: string
    valid: string
    price: Rate
  }
  'contracts.rate_change': {
    council_id: string
    id: Generated<string>
    rate_line_id: string
    contract_id: string
    provider_id: string
    uplift_id: string | null
    from_on: LocalDate
    old_price: Rate | null
    price: Rate
    reason: string
    status: 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'undone'
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
  }
  'contracts.rate_line': {
    council_id: string
    id: Generated<string>
    contract_id: string
    provider_id: string
    reference: string
    service_level: string
    unit: 'hour' | 'session' | 'day' | 'night' | 'week'
    band: Generated<string>
    days: Generated<'any' | 'weekday' | 'weekend' | 'bank-holiday' | 'night'>
  }
  'contracts.repricing': {
    council_id: string
    seq: bigint
    rate_line_id: string
    contract_id: string
    provider_id: string
    days: string
    package_id: string | null
  }
  'contracts.rule_change': {
    council_id: string
    id: Generated<string>
    contract_id: string
    provider_id: string
    from_on: LocalDate
    payment_terms: 'actual' | 'planned'
    frustrated_percent: number
    tolerance_percent: string | null
    claim_limit_weeks: number
    reason: string
    status: 'proposed' | 'approved' | 'refused' | 'withdrawn'
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
    paid_by: 'invoice' | 'schedule' | null
    recording: 'weekly' | 'timetabled' | 'visits' | 'none' | null
    step_minutes: number | null
    sign_gate: boolean | null
    absence_tiers: unknown
    payer_terms: 'gross' | 'net' | 'council' | null
    extras_allowed: boolean | null
    visits_required: boolean | null
    visit_rounding: 'nearest' | 'down' | 'up' | 'none' | null
    visit_minutes: number | null
    visit_capped: boolean | null
    visit_window_minutes: number | null
    death_days: number | null
    notice_days: number | null
  }
  'contracts.uplift': {
    council_id: string
    id: Generated<string>
    name: string
    starts: 'on-day' | 'anniversary'
    effective_on: LocalDate
    round_to: Rate
    recent_since: LocalDate | null
    over_pence: Pence | null
    outlier_percent: string
    status: Generated<'draft' | 'submitted' | 'applied' | 'refused' | 'undone'>
    simulated_at: Date | null
    outliers_reason: string | null
    created_by: string
    creator_name: string
    created_at: Date
    submitted_by: string | null
    submitter_name: string | null
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    undone_by: string | null
    undoer_name: string | null
    undone_at: Date | null
    row_version: Generated<number>
    renews_agreements: Generated<boolean>
    ask_until: LocalDate | null
  }
  'contracts.uplift_block': {
    council_id: string
    uplift_id: string
    contract_id: string
    provider_id: string
    outcome: 'changes' | 'unchanged' | 'no-rule' | 'ended' | 'recent' | 'waiting'
    position: number | null
    from_on: LocalDate
    old_price: Rate
    new_price: Rate | null
    is_outlier: boolean
    weekly: Quantity
    unit: 'hour' | 'session' | 'day' | 'night'
    units: Quantity
    last_year_pence: Pence
    extra_pence: Pence
  }
  'contracts.uplift_letter': {
    council_id: string
    uplift_id: string
    provider_id: string
    name: string
    lines: number
    extra_pence: Pence
    sent_at: Date
    withdrawn_at: Date | null
    told_at: Date | null
    told_of_withdrawal_at: Date | null
    renews_agreements: Generated<boolean>
    ask_until: LocalDate | null
  }
  'contracts.uplift_line': {
    council_id: string
    uplift_id: string
    rate_line_id: string
    contract_id: string
    provider_id: string
    outcome: 'changes' | 'unchanged' | 'no-rule' | 'no-price' | 'ended' | 'recent' | 'over' | 'waiting'
    position: number | null
    from_on: LocalDate
    old_price: Rate | null
    new_price: Rate | null
    is_outlier: boolean
    packages: number
    units: Quantity
    last_year_pence: Pence
    extra_pence: Pence
  }
  'contracts.uplift_rule': {
    council_id: string
    uplift_id: string
    position: number
    sector: string | null
    contract_id: string | null
    contract_kind: 'spot' | 'framework' | 'block' | null
    service_level: string | null
    band: string | null
    unit: 'hour' | 'session' | 'day' | 'night' | 'week' | null
    change: 'percent' | 'pounds' | 'price' | 'nothing'
    amount: bigint
    cap: Rate | null
  }
  'contracts.visit_price': {
    council_id: string
    id: Generated<string>
    rate_line_id: string
    contract_id: string
    provider_id: string
    valid: string
    split: boolean
    fixed: unknown
    bands: unknown
  }
  'contracts.visit_price_change': {
    council_id: string
    id: Generated<string>
    rate_line_id: string
    contract_id: string
    provider_id: string
    from_on: LocalDate
    split: boolean | null
    fixed: unknown
    bands: unknown
    reason: string
    status: 'proposed' | 'approved' | 'refused' | 'withdrawn'
    proposed_by: string
    proposer_name: string
    proposed_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    note: string | null
    row_version: Generated<number>
  }
  'conversations.about_person': {
    council_id: string
    conversation_id: string
    person_id: string
    provider_id: string
    service_id: string | null
    contract_id: string | null
    restricted: boolean
    restricted_people: Generated<readonly string[]>
    placed_at: Date | null
    placed_by: string | null
    placer_name: string | null
  }
  'conversations.attachment': {
    council_id: string
    file_id: string
    conversation_id: string
    number: number
    place: number
    provider_id: string
    service_id: string | null
    contract_id: string | null
    name: string
    kind: 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
    bytes: bigint
    restricted_people: Generated<readonly string[]>
    disposed_at: Date | null
    fingerprint: string | null
  }
  'conversations.attachment_opening': {
    council_id: string
    id: Generated<string>
    file_id: string
    conversation_id: string
    provider_id: string
    service_id: string | null
    contract_id: string | null
    opened_by: string
    opener_name: string
    opened_at: Date
    restricted_people: Generated<readonly string[]>
  }
  'conversations.conversation': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string | null
    contract_id: string | null
    person_id: string | null
    key: string
    type: string
    type_name: string
    team: 'brokerage' | 'payments' | 'portal-administration' | 'procurement'
    target_days: number
    title: string
    about_type: 'organisation' | 'service' | 'package' | 'agreement' | 'payment-line' | 'uplift'
    about_id: string
    about_text: string
    state: 'awaiting-council' | 'awaiting-provider' | 'closed'
    due_on: LocalDate | null
    messages: Generated<number>
    opened_at: Date
    last_at: Date
    closed_on: LocalDate | null
    outcome: 'resolved' | 'change-made' | 'no-change' | 'elsewhere' | null
    restricted_people: Generated<readonly string[]>
  }
  'conversations.internal_note': {
    council_id: string
    id: Generated<string>
    conversation_id: string
    text: string
    written_by: string
    writer_name: string
    written_at: Date
    restricted_people: Generated<readonly string[]>
  }
  'conversations.message': {
    council_id: string
    conversation_id: string
    number: number
    provider_id: string
    service_id: string | null
    contract_id: string | null
    side: 'provider' | 'council' | 'system'
    kind: 'message' | 'handed-over' | 'closed' | 'reopened'
    team: 'brokerage' | 'payments' | 'portal-administration' | 'procurement'
    text: string
    outcome: 'resolved' | 'change-made' | 'no-change' | 'elsewhere' | null
    written_by: string
    writer_name: string
    written_at: Date
    told_at: Date | null
    restricted_people: Generated<readonly string[]>
  }
  'conversations.message_type': {
    council_id: string
    code: string
    name: string
    team: 'brokerage' | 'payments' | 'portal-administration' | 'procurement'
    target_days: number
    place: number
  }
  'documents.disposal': {
    council_id: string
    id: Generated<string>
    document_id: string
    class: string
    fingerprints: readonly string[]
    filed_at: Date
    due_on: LocalDate
    keep_years: number
    setter_name: string
    starter_name: string
    disposed_at: Date
  }
  'documents.disposing': {
    council_id: string
    started_by: string
    starter_name: string
    started_at: Date
  }
  'documents.document': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    type: 'care-plan' | 'care-and-support-plan' | 'review' | 'other'
    title: string
    version: Generated<number>
    dated_on: LocalDate
    side: 'provider' | 'council'
    filed_at: Date
    first_filed_by: 'provider' | 'council'
    withdrawn_at: Date | null
    withdrawer_name: string | null
    withdrawn_reason: string | null
    restricted: Generated<boolean>
    restricted_people: GeneratedAlways<readonly string[]>
  }
  'documents.hold': {
    council_id: string
    id: Generated<string>
    person_id: string | null
    document_id: string | null
    reason: string
    placed_by: string
    placer_name: string
    placed_at: Date
    lifted_at: Date | null
    lifter_name: string | null
    restricted: Generated<boolean>
    restricted_people: GeneratedAlways<readonly string[]>
    conversation_id: string | null
    agreement_id: string | null
  }
  'documents.opening': {
    council_id: string
    id: Generated<string>
    document_id: string
    number: number
    provider_id: string
    service_id: string
    contract_id: string
    side: 'provider' | 'council'
    opened_by: string
    opener_name: string
    opened_at: Date
    restricted_people: Generated<readonly string[]>
  }
  'documents.redaction': {
    council_id: string
    id: Generated<string>
    document_id: string
    number: number
    provider_id: string
    file_id: string
    name: string
    kind: 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
    bytes: bigint
    way: 'pages' | 'upload'
    pages: Generated<readonly number[]>
    reason: string
    words: string
    made_by: string
    maker_name: string
    made_at: Date
    restricted_people: Generated<readonly string[]>
  }
  'documents.retention_rule': {
    council_id: string
    class: 'care-plan' | 'care-and-support-plan' | 'review' | 'other' | 'message-attachment' | 'signature-scan'
    keep_years: number
    set_by: string
    setter_name: string
    set_at: Date
  }
  'documents.share': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    team:
      'brokerage' | 'payments' | 'payments-approver' | 'procurement' | 'portal-administration' | 'data-guardian' | null
    document_id: string
    number: number
    of_provider_id: string
    type: string
    title: string
    name: string
    kind: string
    bytes: bigint
    file_id: string
    reason: string
    marked: boolean
    until_on: LocalDate
    shared_by: string
    sharer_name: string
    shared_at: Date
    ended_at: Date | null
    ender_name: string | null
    restricted_people: Generated<readonly string[]>
    redaction_id: string | null
  }
  'documents.share_opening': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    share_id: string
    opened_by: string
    opener_name: string
    opened_at: Date
    restricted_people: Generated<readonly string[]>
  }
  'documents.version': {
    council_id: string
    document_id: string
    number: number
    provider_id: string
    service_id: string
    contract_id: string
    file_id: string
    name: string
    kind: 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
    bytes: bigint
    dated_on: LocalDate
    note: Generated<string>
    side: 'provider' | 'council'
    filed_by: string
    filer_name: string
    filed_at: Date
    nudged_at: Date | null
    restricted_people: Generated<readonly string[]>
    withdrawn_at: Date | null
    withdrawer_name: string | null
    withdrawn_reason: string | null
  }
  'documents.version_text': {
    council_id: string
    document_id: string
    number: number
    provider_id: string
    service_id: string
    contract_id: string
    content: string
    search: GeneratedAlways<string>
    restricted_people: Generated<readonly string[]>
  }
  'exchange.pack_load': {
    council_id: string
    id: Generated<string>
    pack_hash: Buffer
    status: 'staged' | 'applied' | 'refused'
    started_at: Date
    finished_at: Date | null
    report: Generated<unknown>
  }
  'invoices.invoice': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    period_id: string
    reference: string
    own_number: string | null
    status: 'draft' | 'submitted' | 'rejected' | 'approved'
    line_count: Generated<number>
    total_pence: Generated<Pence>
    created_by: string
    created_at: Date
    submitted_by: string | null
    submitted_at: Date | null
    reject_reason: string | null
    row_version: Generated<number>
    submitted_name: string | null
    due_on: LocalDate | null
    decided_by: string | null
    decided_name: string | null
    decided_at: Date | null
  }
  'ledger.account': {
    council_id: string
    provider_id: string
    kind: 'care-cost' | 'payable' | 'paid' | 'recoverable' | 'contributions'
  }
  'ledger.transfer': {
    council_id: string
    posted_on: LocalDate
    id: Generated<string>
    provider_id: string
    debit: string
    credit: string
    amount_pence: Pence
    cause: 'payment-line' | 'run' | 'recovery' | 'correction'
    cause_id: string
    run_id: string | null
    corrects_id: string | null
  }
  'payments.cleared_invoice': {
    council_id: string
    invoice_id: string
    provider_id: string
    service_id: string
    contract_id: string
    period_id: string
    run_id: string | null
    cleared_by: string
    cleared_at: Date
  }
  'payments.payment_line': {
    council_id: string
    from_on: LocalDate
    id: Generated<string>
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    package_id: string
    package_version: number
    week_version: number | null
    rule_version: number
    kind: 'care' | 'stay' | 'adjustment' | 'contribution' | 'top-up' | 'nursing'
    revision: Generated<number>
    to_on: LocalDate
    quantity: Quantity
    unit: string
    average_price: Generated<boolean>
    amount_pence: Pence
    trace: unknown
    invoice_id: string | null
    run_id: string | null
    priced_at: Date
    covers_from: LocalDate
    repriced_seq: Generated<bigint>
  }
  'payments.period': {
    council_id: string
    id: Generated<string>
    calendar: string
    name: string
    starts_on: LocalDate
    ends_on: LocalDate
    submit_by: Date
    finalise_on: LocalDate
    paid_on: LocalDate
  }
  'payments.preparation': {
    council_id: string
    period_id: string
    asked_by: string
    asked_name: string
    asked_at: Date
    step: Generated<'waiting' | 'weeks' | 'stays' | 'corrections' | 'invoices' | 'exceptions'>
    step_at: Date
    faulted_at: Date | null
  }
  'payments.purchase_order': {
    council_id: string
    id: Generated<string>
    provider_id: string
    contract_id: string
    package_id: string | null
    number: string
    starts_on: LocalDate
    ends_on: LocalDate
    ordered_pence: Pence
  }
  'payments.remittance': {
    council_id: string
    id: Generated<string>
    run_id: string
    provider_id: string
    period_id: string
    reference: string
    line_count: number
    lines_pence: Pence
    recovered_pence: Generated<Pence>
    carried_pence: Generated<Pence>
    paid_pence: Pence
    paid_on: LocalDate
  }
  'payments.run': {
    council_id: string
    id: Generated<string>
    period_id: string
    reference: string
    status: 'prepared' | 'released' | 'discarded'
    line_count: Generated<number>
    provider_count: Generated<number>
    total_pence: Generated<Pence>
    lines_hash: Generated<Buffer>
    prepared_by: string
    prepared_name: string
    prepared_at: Date
    released_by: string | null
    released_name: string | null
    released_at: Date | null
    discarded_at: Date | null
    recovered_pence: Generated<Pence>
    carried_pence: Generated<Pence>
    paid_pence: Generated<Pence>
  }
  'payments.run_exception': {
    council_id: string
    id: Generated<string>
    run_id: string
    severity: 'stops' | 'confirm' | 'information'
    code: string
    provider_id: string
    package_id: string | null
    week_start: LocalDate | null
    details: Generated<unknown>
  }
  'platform.audit_entry': {
    council_id: string
    at: Date
    seq: bigint
    account_id: string | null
    actor_name: string
    face: 'council' | 'provider' | 'system'
    provider_id: string | null
    action: string
    subject_type: string
    subject_id: string
    details: unknown
    hash: Buffer
    address: string | null
  }
  'platform.audit_head': {
    council_id: string
    seq: Generated<bigint>
    hash: Generated<Buffer>
  }
  'platform.council': {
    council_id: Generated<string>
    code: string
    name: string
    short_name: string
    brand_colour: Generated<string>
    agreement_word: Generated<string>
    agreement_abbreviation: Generated<string>
    week_starts_on: Generated<number>
    sign_in_policy: Generated<'classic' | 'ncsc'>
    support_email: string | null
    support_phone: string | null
    is_demonstration: Generated<boolean>
    row_version: Generated<number>
    security_code: Generated<'allowed' | 'not-allowed'>
    first_access: Generated<'link' | 'temporary-password'>
    dormant_days: Generated<number>
    link_hours: Generated<number>
    is_sandbox: GeneratedAlways<boolean>
    idle_minutes: Generated<number>
  }
  'platform.council_setting': {
    council_id: string
    key: string
    valid: string
    value: unknown
  }
  'platform.deed_for_provider': {
    council_id: string
    id: Generated<string>
    provider_id: string
    acting_id: string
    at: Date
    action: string
    subject_type: string
    subject_id: string
  }
  'platform.draft': {
    council_id: string
    account_id: string
    provider_id: string | null
    place: string
    form: string
    answers: unknown
    kept_at: Date
  }
  'platform.following': {
    council_id: string
    account_id: string
    provider_id: string | null
    kind: 'person' | 'package' | 'conversation'
    subject_id: string
    since: Date
  }
  'platform.mail': {
    council_id: string
    id: Generated<string>
    recipient: string
    subject: string
    body: string
    queued_at: Date
    sent_at: Date | null
  }
  'platform.migration': {
    name: string
    sha256: string
    applied_at: Generated<Date>
  }
  'platform.notification': {
    council_id: string
    id: Generated<string>
    account_id: string
    provider_id: string | null
    key: string
    event: string
    text: string
    href: string
    at: Date
    way: 'portal' | 'email' | 'digest'
    read_at: Date | null
    mailed_at: Date | null
  }
  'platform.notification_choice': {
    council_id: string
    account_id: string
    event: string
    way: 'portal' | 'email' | 'digest'
  }
  'platform.request_key': {
    council_id: string
    account_id: string
    key: string
    body_hash: Buffer
    answer: unknown
    at: Date
  }
  'platform.stored_file': {
    council_id: string
    id: Generated<string>
    provider_id: string | null
    service_id: string | null
    contract_id: string | null
    name: string
    kind: 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'
    bytes: bigint
    sha256: Buffer
    scanned: boolean
    uploaded_by: string
    uploader_name: string
    uploaded_at: Date
    attached_at: Date | null
    disposed_at: Date | null
  }
  'providers.bank_account': {
    council_id: string
    id: Generated<string>
    provider_id: string
    account_name: string
    details_cipher: Buffer
    key_version: number
    last_four: string
    called_name: string
    called_number: string
    number_source: string
    called_on: LocalDate
    status: Generated<'entered' | 'approved' | 'refused' | 'cancelled'>
    entered_by: string
    enterer_name: string
    entered_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    in_force_on: LocalDate | null
    reason: string | null
    ended_by: string | null
    ender_name: string | null
    ended_at: Date | null
    row_version: Generated<number>
  }
  'providers.change_request': {
    council_id: string
    id: Generated<string>
    provider_id: string
    service_id: string | null
    field: string
    old_value: string
    new_value: string
    evidence: string
    effective_on: LocalDate
    status: 'submitted' | 'approved' | 'applied' | 'rejected' | 'withdrawn'
    at_once: boolean
    requested_by: string
    requester_name: string
    requested_at: Date
    decided_by: string | null
    decider_name: string | null
    decided_at: Date | null
    reason: string | null
    ended_name: string | null
    ended_at: Date | null
    told_at: Date | null
    row_version: Generated<number>
  }
  'providers.contact': {
    council_id: string
    provider_id: string
    purpose: 'contracts' | 'remittance' | 'safeguarding' | 'payments'
    name: string
    email: Generated<string>
    phone: Generated<string>
  }
  'providers.organisation': {
    council_id: string
    id: Generated<string>
    reference: string
    legal_name: string
    trading_name: string
    cqc_provider_id: string | null
    company_number: string | null
    vat_number: string | null
    address: Generated<string>
    email: Generated<string>
    phone: Generated<string>
    bank_last_four: string | null
    status: Generated<'active' | 'ended'>
    row_version: Generated<number>
    registered_address: Generated<string>
  }
  'providers.service': {
    council_id: string
    id: Generated<string>
    provider_id: string
    reference: string
    name: string
    sector:
      | 'home-support'
      | 'residential'
      | 'nursing'
      | 'day'
      | 'extra-care'
      | 'supported-living'
      | 'complex'
      | 'shared-lives'
    cqc_location_id: string | null
    address: Generated<string>
    opening_days: Generated<readonly number[]>
    row_version: Generated<number>
    ods_code: string | null
    closed_from: LocalDate | null
    closed_until: LocalDate | null
  }
  'published.agreement': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    revision: ColumnType<number, never, never>
    status: ColumnType<'draft' | 'published' | 'agreed' | 'rejected' | 'superseded' | 'withdrawn', never, never>
    starts_on: ColumnType<LocalDate, never, never>
    respond_by: ColumnType<LocalDate | null, never, never>
    published_at: ColumnType<Date | null, never, never>
  }
  'published.agreement_line': {
    council_id: ColumnType<string, never, never>
    agreement_id: ColumnType<string, never, never>
    revision: ColumnType<number, never, never>
    package_id: ColumnType<string, never, never>
    package_version: ColumnType<number, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    gave_way_to: ColumnType<string | null, never, never>
  }
  'published.block_commitment': {
    council_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    valid: ColumnType<string, never, never>
    weekly: ColumnType<Quantity, never, never>
    unit: ColumnType<'hour' | 'session' | 'day' | 'night', never, never>
    price: ColumnType<Rate, never, never>
    missed_counts: ColumnType<boolean, never, never>
  }
  'published.calendar_day': {
    council_id: ColumnType<string, never, never>
    day: ColumnType<LocalDate, never, never>
    kind: ColumnType<'special-day' | 'bank-holiday' | 'ordinary-day', never, never>
    name: ColumnType<string, never, never>
  }
  'published.care_document': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    type: ColumnType<'care-plan' | 'care-and-support-plan' | 'review' | 'other', never, never>
    title: ColumnType<string, never, never>
    version: ColumnType<number, never, never>
    dated_on: ColumnType<LocalDate, never, never>
    side: ColumnType<'provider' | 'council', never, never>
    filed_at: ColumnType<Date, never, never>
  }
  'published.cleared_invoice': {
    council_id: ColumnType<string | null, never, never>
    invoice_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    run_id: ColumnType<string | null, never, never>
    run_status: ColumnType<string | null, never, never>
    released_at: ColumnType<Date | null, never, never>
  }
  'published.contract': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    number: ColumnType<string, never, never>
    title: ColumnType<string, never, never>
    kind: ColumnType<'spot' | 'framework' | 'block', never, never>
    calendar: ColumnType<string, never, never>
    starts_on: ColumnType<LocalDate, never, never>
    ends_on: ColumnType<LocalDate | null, never, never>
  }
  'published.contract_rule': {
    council_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    valid: ColumnType<string, never, never>
    version: ColumnType<number, never, never>
    payment_terms: ColumnType<'actual' | 'planned', never, never>
    paid_by: ColumnType<'invoice' | 'schedule', never, never>
    recording: ColumnType<'weekly' | 'timetabled' | 'visits' | 'none', never, never>
    frustrated_percent: ColumnType<number, never, never>
    tolerance_percent: ColumnType<string | null, never, never>
    extras_allowed: ColumnType<boolean, never, never>
    visits_required: ColumnType<boolean, never, never>
    step_minutes: ColumnType<number, never, never>
    claim_limit_weeks: ColumnType<number, never, never>
    day_rule: ColumnType<'nights' | 'inclusive', never, never>
    sign_gate: ColumnType<boolean, never, never>
    visit_rounding: ColumnType<'nearest' | 'down' | 'up' | 'none', never, never>
    visit_minutes: ColumnType<number, never, never>
    visit_capped: ColumnType<boolean, never, never>
    visit_window_minutes: ColumnType<number, never, never>
    absence_tiers: ColumnType<unknown, never, never>
    death_days: ColumnType<number, never, never>
    notice_days: ColumnType<number, never, never>
  }
  'published.contract_service': {
    council_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
  }
  'published.conversation': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    person_id: ColumnType<string | null, never, never>
    type_name: ColumnType<string, never, never>
    title: ColumnType<string, never, never>
    about_type: ColumnType<
      'organisation' | 'service' | 'package' | 'agreement' | 'payment-line' | 'uplift',
      never,
      never
    >
    about_id: ColumnType<string, never, never>
    state: ColumnType<'awaiting-council' | 'awaiting-provider' | 'closed', never, never>
    due_on: ColumnType<LocalDate | null, never, never>
    opened_at: ColumnType<Date, never, never>
    last_at: ColumnType<Date, never, never>
  }
  'published.conversation_person': {
    council_id: ColumnType<string, never, never>
    conversation_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
  }
  'published.hospital_stay': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    first_day: ColumnType<LocalDate | null, never, never>
    last_day: ColumnType<LocalDate | null, never, never>
  }
  'published.invoice': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    period_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    own_number: ColumnType<string | null, never, never>
    status: ColumnType<'draft' | 'submitted' | 'rejected' | 'approved', never, never>
    line_count: ColumnType<number, never, never>
    total_pence: ColumnType<Pence, never, never>
    submitted_at: ColumnType<Date | null, never, never>
    due_on: ColumnType<LocalDate | null, never, never>
  }
  'published.kept_attachment': {
    council_id: ColumnType<string | null, never, never>
    file_id: ColumnType<string | null, never, never>
    conversation_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    filed_at: ColumnType<Date | null, never, never>
    closed_on: ColumnType<LocalDate | null, never, never>
  }
  'published.kept_scan': {
    council_id: ColumnType<string | null, never, never>
    file_id: ColumnType<string | null, never, never>
    agreement_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    person_id: ColumnType<string | null, never, never>
    filed_at: ColumnType<Date | null, never, never>
  }
  'published.life_event': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    kind: ColumnType<'hospital' | 'death' | 'moved', never, never>
    happened_on: ColumnType<LocalDate, never, never>
    back_on: ColumnType<LocalDate | null, never, never>
  }
  'published.logged_visit': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    package_id: ColumnType<string | null, never, never>
    client_ref: ColumnType<string, never, never>
    secondary_visit: ColumnType<boolean, never, never>
    visited_on: ColumnType<LocalDate, never, never>
    planned_at: ColumnType<string | null, never, never>
    planned_minutes: ColumnType<number | null, never, never>
    claimed_at: ColumnType<string, never, never>
    starts_at: ColumnType<string | null, never, never>
    logged_minutes: ColumnType<number, never, never>
    outcome: ColumnType<'delivered' | 'frustrated' | 'missed' | 'cancelled' | 'extra', never, never>
    state: ColumnType<'allocated' | 'unallocated' | 'declined', never, never>
    placed_by: ColumnType<'file' | 'match' | 'person' | null, never, never>
    why: ColumnType<'no-package' | 'no-time' | 'several' | 'elsewhere' | null, never, never>
    paid_minutes: ColumnType<number | null, never, never>
  }
  'published.member': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string | null, never, never>
    account_id: ColumnType<string, never, never>
    name: ColumnType<string, never, never>
    email: ColumnType<string, never, never>
    starts_on: ColumnType<LocalDate, never, never>
    ends_on: ColumnType<LocalDate | null, never, never>
  }
  'published.member_grant': {
    council_id: ColumnType<string, never, never>
    membership_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    scope: ColumnType<'organisation' | 'contract' | 'service', never, never>
    role: ColumnType<'full' | 'finance' | 'care-management' | 'admin' | 'signatory' | 'main', never, never>
    mode: ColumnType<'edit' | 'read-only', never, never>
    starts_on: ColumnType<LocalDate, never, never>
    ends_on: ColumnType<LocalDate | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
  }
  'published.membership_since': {
    council_id: ColumnType<string, never, never>
    account_id: ColumnType<string, never, never>
    provider_id: ColumnType<string | null, never, never>
    since: ColumnType<Date | null, never, never>
  }
  'published.monitored_week': {
    council_id: ColumnType<string, never, never>
    week_start: ColumnType<LocalDate, never, never>
    package_id: ColumnType<string, never, never>
  }
  'published.need_to_know': {
    council_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    account_id: ColumnType<string, never, never>
    provider_id: ColumnType<string | null, never, never>
    until_at: ColumnType<Date | null, never, never>
    ended_at: ColumnType<Date | null, never, never>
  }
  'published.net_payment': {
    council_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    days: ColumnType<string | null, never, never>
  }
  'published.noted_absence': {
    council_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    days: ColumnType<string | null, never, never>
  }
  'published.package': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    own_reference: ColumnType<string, never, never>
    service_level: ColumnType<string, never, never>
    unit: ColumnType<'hour' | 'session' | 'day' | 'night' | 'week', never, never>
    status: ColumnType<'draft' | 'authorised' | 'active' | 'suspended' | 'ended' | 'cancelled', never, never>
    starts_on: ColumnType<LocalDate, never, never>
    ends_on: ColumnType<LocalDate | null, never, never>
    recordable_from: ColumnType<LocalDate | null, never, never>
    current_version: ColumnType<number, never, never>
    opened_at: ColumnType<Date | null, never, never>
    end_reason: ColumnType<'death' | 'moved' | null, never, never>
  }
  'published.package_version': {
    council_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    version: ColumnType<number, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    valid: ColumnType<string, never, never>
    planned: ColumnType<Quantity, never, never>
    planned_by_day: ColumnType<readonly bigint[] | null, never, never>
    rate_line_id: ColumnType<string, never, never>
    cause: ColumnType<'new' | 'social-work-decision' | 'annual-uplift' | 'correction', never, never>
    temporary: ColumnType<boolean, never, never>
  }
  'published.parked_week': {
    council_id: ColumnType<string, never, never>
    week_start: ColumnType<LocalDate, never, never>
    package_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    conversation_id: ColumnType<string, never, never>
    parked_at: ColumnType<Date, never, never>
  }
  'published.payer': {
    council_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    payer: ColumnType<'contribution' | 'top-up' | 'nursing', never, never>
    valid: ColumnType<string | null, never, never>
    weekly_pence: ColumnType<Pence, never, never>
  }
  'published.payment_line': {
    council_id: ColumnType<string, never, never>
    from_on: ColumnType<LocalDate, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    kind: ColumnType<'care' | 'stay' | 'adjustment' | 'contribution' | 'top-up' | 'nursing', never, never>
    revision: ColumnType<number, never, never>
    covers_from: ColumnType<LocalDate, never, never>
    to_on: ColumnType<LocalDate, never, never>
    quantity: ColumnType<Quantity, never, never>
    unit: ColumnType<string, never, never>
    average_price: ColumnType<boolean, never, never>
    amount_pence: ColumnType<Pence, never, never>
    trace: ColumnType<unknown, never, never>
    invoice_id: ColumnType<string | null, never, never>
    run_id: ColumnType<string | null, never, never>
    week_version: ColumnType<number | null, never, never>
    priced_at: ColumnType<Date, never, never>
  }
  'published.period': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    calendar: ColumnType<string, never, never>
    name: ColumnType<string, never, never>
    starts_on: ColumnType<LocalDate, never, never>
    ends_on: ColumnType<LocalDate, never, never>
    submit_by: ColumnType<Date, never, never>
    finalise_on: ColumnType<LocalDate, never, never>
    paid_on: ColumnType<LocalDate, never, never>
  }
  'published.person': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    nhs_number: ColumnType<string | null, never, never>
    given_name: ColumnType<string, never, never>
    family_name: ColumnType<string, never, never>
    born_on: ColumnType<LocalDate | null, never, never>
    died_on: ColumnType<LocalDate | null, never, never>
    restricted: ColumnType<boolean, never, never>
  }
  'published.proposed_end': {
    council_id: ColumnType<string | null, never, never>
    id: ColumnType<string | null, never, never>
    package_id: ColumnType<string | null, never, never>
    reference: ColumnType<string | null, never, never>
    person_id: ColumnType<string | null, never, never>
    kind: ColumnType<string | null, never, never>
    last_day: ColumnType<LocalDate | null, never, never>
    only_package_id: ColumnType<string | null, never, never>
  }
  'published.proposed_payer': {
    council_id: ColumnType<string | null, never, never>
    id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    package_id: ColumnType<string | null, never, never>
    reference: ColumnType<string | null, never, never>
    payer: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    old_pence: ColumnType<Pence | null, never, never>
    weekly_pence: ColumnType<Pence | null, never, never>
  }
  'published.proposed_price': {
    council_id: ColumnType<string | null, never, never>
    id: ColumnType<string | null, never, never>
    rate_line_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    old_price: ColumnType<Rate | null, never, never>
    price: ColumnType<Rate | null, never, never>
    row_version: ColumnType<number | null, never, never>
    until: ColumnType<LocalDate | null, never, never>
    reference: ColumnType<string | null, never, never>
    service_level: ColumnType<string | null, never, never>
    unit: ColumnType<string | null, never, never>
    contract_number: ColumnType<string | null, never, never>
    calendar: ColumnType<string | null, never, never>
  }
  'published.proposed_uplift': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    name: ColumnType<string, never, never>
    status: ColumnType<'draft' | 'submitted' | 'applied' | 'refused' | 'undone', never, never>
  }
  'published.proposed_uplift_price': {
    council_id: ColumnType<string | null, never, never>
    uplift_id: ColumnType<string | null, never, never>
    rate_line_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    old_price: ColumnType<Rate | null, never, never>
    price: ColumnType<Rate | null, never, never>
    until: ColumnType<LocalDate | null, never, never>
    calendar: ColumnType<string | null, never, never>
  }
  'published.proposed_variation': {
    council_id: ColumnType<string | null, never, never>
    id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    package_id: ColumnType<string | null, never, never>
    reference: ColumnType<string | null, never, never>
    unit: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    last_on: ColumnType<LocalDate | null, never, never>
    planned: ColumnType<Quantity | null, never, never>
    planned_by_day: ColumnType<readonly bigint[] | null, never, never>
  }
  'published.proposed_visit_band': {
    council_id: ColumnType<string, never, never>
    visit_price_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string, never, never>
    place: ColumnType<number | null, never, never>
    kind: ColumnType<string | null, never, never>
    from_minute: ColumnType<number | null, never, never>
    until_minute: ColumnType<number | null, never, never>
    price: ColumnType<bigint | null, never, never>
    rank: ColumnType<number | null, never, never>
  }
  'published.proposed_visit_price': {
    council_id: ColumnType<string | null, never, never>
    id: ColumnType<string | null, never, never>
    rate_line_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    split: ColumnType<boolean | null, never, never>
    fixed: ColumnType<unknown, never, never>
    bands: ColumnType<unknown, never, never>
    until: ColumnType<LocalDate | null, never, never>
    reference: ColumnType<string | null, never, never>
    service_level: ColumnType<string | null, never, never>
    contract_number: ColumnType<string | null, never, never>
    calendar: ColumnType<string | null, never, never>
  }
  'published.provider': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    legal_name: ColumnType<string, never, never>
    trading_name: ColumnType<string, never, never>
    status: ColumnType<'active' | 'ended', never, never>
    has_bank_details: ColumnType<boolean | null, never, never>
  }
  'published.provider_name': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    trading_name: ColumnType<string, never, never>
    status: ColumnType<'active' | 'ended', never, never>
  }
  'published.rate': {
    council_id: ColumnType<string, never, never>
    rate_line_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    valid: ColumnType<string, never, never>
    price: ColumnType<Rate, never, never>
  }
  'published.rate_line': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    service_level: ColumnType<string, never, never>
    unit: ColumnType<'hour' | 'session' | 'day' | 'night' | 'week', never, never>
    band: ColumnType<string, never, never>
    days: ColumnType<'any' | 'weekday' | 'weekend' | 'bank-holiday' | 'night', never, never>
  }
  'published.recoverable': {
    council_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    balance_pence: ColumnType<bigint | null, never, never>
  }
  'published.remittance': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    run_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    period_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    line_count: ColumnType<number, never, never>
    lines_pence: ColumnType<Pence, never, never>
    recovered_pence: ColumnType<Pence, never, never>
    carried_pence: ColumnType<Pence, never, never>
    paid_pence: ColumnType<Pence, never, never>
    paid_on: ColumnType<LocalDate, never, never>
  }
  'published.remittance_name': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    run_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    period_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    paid_on: ColumnType<LocalDate, never, never>
  }
  'published.renewal_by_hand': {
    council_id: ColumnType<string | null, never, never>
    uplift_id: ColumnType<string | null, never, never>
    agreement_id: ColumnType<string | null, never, never>
    reference: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    person_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    outcome: ColumnType<string | null, never, never>
  }
  'published.renewal_progress': {
    council_id: ColumnType<string | null, never, never>
    uplift_id: ColumnType<string | null, never, never>
    listed_at: ColumnType<Date | null, never, never>
    finished_at: ColumnType<Date | null, never, never>
    withdrawn_at: ColumnType<Date | null, never, never>
    outcome: ColumnType<string | null, never, never>
    agreements: ColumnType<number | null, never, never>
  }
  'published.repricing': {
    council_id: ColumnType<string, never, never>
    seq: ColumnType<bigint, never, never>
    rate_line_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    days: ColumnType<string, never, never>
    package_id: ColumnType<string | null, never, never>
  }
  'published.served_person': {
    council_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    person_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    nhs_number: ColumnType<string | null, never, never>
    given_name: ColumnType<string, never, never>
    family_name: ColumnType<string, never, never>
    born_on: ColumnType<LocalDate | null, never, never>
    died_on: ColumnType<LocalDate | null, never, never>
    family_first: ColumnType<string | null, never, never>
    given_first: ColumnType<string | null, never, never>
    restricted: ColumnType<boolean, never, never>
  }
  'published.service': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    reference: ColumnType<string, never, never>
    name: ColumnType<string, never, never>
    sector: ColumnType<
      | 'home-support'
      | 'residential'
      | 'nursing'
      | 'day'
      | 'extra-care'
      | 'supported-living'
      | 'complex'
      | 'shared-lives',
      never,
      never
    >
  }
  'published.signatory': {
    council_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    account_id: ColumnType<string | null, never, never>
    name: ColumnType<string | null, never, never>
    email: ColumnType<string | null, never, never>
    job_title: ColumnType<string | null, never, never>
    scope: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
    starts_on: ColumnType<LocalDate | null, never, never>
    ends_on: ColumnType<LocalDate | null, never, never>
  }
  'published.staff_role': {
    council_id: ColumnType<string, never, never>
    membership_id: ColumnType<string, never, never>
    role: ColumnType<
      | 'brokerage'
      | 'payments'
      | 'payments-approver'
      | 'procurement'
      | 'portal-administration'
      | 'auditor'
      | 'data-guardian',
      never,
      never
    >
  }
  'published.timetable_entry': {
    council_id: ColumnType<string, never, never>
    package_id: ColumnType<string, never, never>
    version: ColumnType<number, never, never>
    provider_id: ColumnType<string, never, never>
    service_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    weekday: ColumnType<number, never, never>
    starts_at: ColumnType<string, never, never>
    minutes: ColumnType<number, never, never>
    carers: ColumnType<number, never, never>
  }
  'published.uplift_letter': {
    council_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    uplift_id: ColumnType<string, never, never>
    name: ColumnType<string, never, never>
    withdrawn_at: ColumnType<Date | null, never, never>
  }
  'published.uplift_line': {
    council_id: ColumnType<string | null, never, never>
    uplift_id: ColumnType<string | null, never, never>
    rate_line_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    old_price: ColumnType<Rate | null, never, never>
    new_price: ColumnType<Rate | null, never, never>
  }
  'published.uplift_price': {
    council_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    rate_line_id: ColumnType<string | null, never, never>
    from_on: ColumnType<LocalDate | null, never, never>
    uplift_id: ColumnType<string | null, never, never>
    name: ColumnType<string | null, never, never>
  }
  'published.visit_band': {
    council_id: ColumnType<string, never, never>
    visit_price_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string, never, never>
    place: ColumnType<number | null, never, never>
    kind: ColumnType<string | null, never, never>
    from_minute: ColumnType<number | null, never, never>
    until_minute: ColumnType<number | null, never, never>
    price: ColumnType<bigint | null, never, never>
    rank: ColumnType<number | null, never, never>
  }
  'published.visit_price': {
    council_id: ColumnType<string, never, never>
    id: ColumnType<string, never, never>
    rate_line_id: ColumnType<string, never, never>
    contract_id: ColumnType<string, never, never>
    provider_id: ColumnType<string, never, never>
    valid: ColumnType<string, never, never>
    split: ColumnType<boolean, never, never>
    fixed: ColumnType<unknown, never, never>
    bands: ColumnType<unknown, never, never>
  }
  'published.week': {
    council_id: ColumnType<string | null, never, never>
    week_start: ColumnType<LocalDate | null, never, never>
    package_id: ColumnType<string | null, never, never>
    provider_id: ColumnType<string | null, never, never>
    service_id: ColumnType<string | null, never, never>
    contract_id: ColumnType<string | null, never, never>
    version: ColumnType<number | null, never, never>
    status: ColumnType<string | null, never, never>
    planned: ColumnType<Quantity | null, never, never>
    actual: ColumnType<Quantity | null, never, never>
    frustrated: ColumnType<Quantity | null, never, never>
    missed: ColumnType<Quantity | null, never, never>
    extra: ColumnType<Quantity | null, never, never>
    visits: ColumnType<number | null, never, never>
    comment: ColumnType<string | null, never, never>
    held_code: ColumnType<string | null, never, never>
    confirmed_at: ColumnType<Date | null, never, never>
    actual_by_day: ColumnType<readonly bigint[] | null, never, never>
    frustrated_by_day: ColumnType<readonly bigint[] | null, never, never>
    visit_times: ColumnType<readonly number[] | null, never, never>
  }
  'service_users.need_to_know': {
    council_id: string
    id: Generated<string>
    person_id: string
    account_id: string
    provider_id: string | null
    name: string
    kind: 'named' | 'broken-glass'
    reason: string
    given_by: string
    giver_name: string
    given_at: Date
    until_at: Date | null
    ended_at: Date | null
  }
  'service_users.person': {
    council_id: string
    id: Generated<string>
    reference: string
    nhs_number: string | null
    given_name: string
    family_name: string
    born_on: LocalDate | null
    died_on: LocalDate | null
    address: Generated<string>
    row_version: Generated<number>
    restricted: Generated<boolean>
  }
  'service_users.restricted_detail': {
    council_id: string
    id: Generated<string>
    person_id: string
    provider_id: string | null
    given_name: string
    family_name: string
    nhs_number: string | null
    born_on: LocalDate | null
    address: Generated<string>
    kept_at: Date
  }
  'service_users.restriction': {
    council_id: string
    id: Generated<string>
    person_id: string
    reason: string
    restricted_by: string
    restricter_name: string
    restricted_at: Date
    lifted_by: string | null
    lifter_name: string | null
    lifted_at: Date | null
    lift_reason: string | null
  }
  'service_users.served_person': {
    council_id: string
    provider_id: string
    service_id: string
    contract_id: string
    person_id: string
    reference: string
    nhs_number: string | null
    given_name: string
    family_name: string
    born_on: LocalDate | null
    died_on: LocalDate | null
    family_first: GeneratedAlways<string | null>
    given_first: GeneratedAlways<string | null>
    restricted: Generated<boolean>
  }
}
