create schema access;
grant usage on schema access to portal_gate, portal_council, portal_provider, portal_provider_scoped;

-- One account per person and e-mail address, whatever the number of councils: it belongs to no council.
create table access.account (
  id                  uuid primary key default uuidv7(),
  email               text not null unique check (email = lower(email)),
  name                text not null,
  password_hash       text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  code_cipher         bytea,
  code_key_version    smallint not null default 1,
  code_changed_at     timestamptz,
  challenge           smallint[],
  failures            smallint not null default 0,
  locked_at           timestamptz,
  lock_reason         text check (lock_reason in ('failures', 'dormant', 'staff')),
  last_signed_in_at   timestamptz,
  status              text not null default 'active' check (status in ('invited', 'active', 'disabled')),
  created_at          timestamptz not null default now(),
  row_version         integer not null default 1,
  constraint lock_has_reason check ((locked_at is null) = (lock_reason is null))
);
comment on column access.account.code_cipher is 'AES-256-GCM under a key outside the database: nonce, tag, ciphertext';
comment on column access.account.challenge is 'Positions of the security code asked next; kept until answered rightly';
alter table access.account enable row level security;
alter table access.account force row level security;
create policy gate_all on access.account to portal_gate using (true);
grant select, insert, update on access.account to portal_gate;

create table access.password_history (
  account_id    uuid not null references access.account,
  set_at        timestamptz not null,
  password_hash text not null,
  primary key (account_id, set_at)
);
alter table access.password_history enable row level security;
alter table access.password_history force row level security;
create policy gate_own on access.password_history to portal_gate using (account_id = platform.account_id());
grant select, insert, delete on access.password_history to portal_gate;

-- A person's place in a council: at one provider, or on the council's own staff.
create table access.membership (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  account_id  uuid not null references access.account,
  provider_id uuid,
  name        text not null,
  email       text not null,
  job_title   text not null default '',
  starts_on   date not null default '2000-01-01',
  ends_on     date,
  row_version integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint one_place_each unique nulls not distinct (council_id, account_id, provider_id)
);
create index membership_account on access.membership (account_id);
create index membership_provider on access.membership (council_id, provider_id, name);
alter table access.membership enable row level security;
alter table access.membership force row level security;
create policy gate_own on access.membership to portal_gate using (account_id = platform.account_id());
create policy council_own on access.membership to portal_council using (council_id = platform.council_id());
create policy provider_own on access.membership to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on access.membership to portal_provider_scoped using (council_id = platform.council_id() and provider_id = platform.provider_id());
grant select on access.membership to portal_gate, portal_provider, portal_provider_scoped;
grant select, insert, update on access.membership to portal_council;

create table access.staff_role (
  council_id    uuid not null,
  membership_id uuid not null,
  role          text not null check (role in ('brokerage', 'payments', 'payments-approver', 'procurement', 'portal-administration', 'auditor')),
  primary key (council_id, membership_id, role),
  foreign key (council_id, membership_id) references access.membership
);
alter table access.staff_role enable row level security;
alter table access.staff_role force row level security;
create policy gate_read on access.staff_role for select to portal_gate using (true);
create policy council_own on access.staff_role to portal_council using (council_id = platform.council_id());
grant select on access.staff_role to portal_gate;
grant select, insert, delete on access.staff_role to portal_council;

create schema contracts;
grant usage on schema contracts to portal_gate, portal_council, portal_provider, portal_provider_scoped;

create table contracts.contract (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  number      text not null,
  title       text not null,
  kind        text not null check (kind in ('spot', 'framework', 'block')),
  calendar    text not null,
  starts_on   date not null,
  ends_on     date,
  row_version integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint contract_number_is_unique unique (council_id, number)
);
comment on column contracts.contract.calendar is 'Code of the payment calendar that its periods follow';
create index contract_provider on contracts.contract (council_id, provider_id, number);
alter table contracts.contract enable row level security;
alter table contracts.contract force row level security;
create policy council_own on contracts.contract to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.contract to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.contract to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(id));
grant select on contracts.contract to portal_provider, portal_provider_scoped;
grant select, insert, update on contracts.contract to portal_council;

create table contracts.contract_service (
  council_id  uuid not null,
  contract_id uuid not null,
  service_id  uuid not null,
  provider_id uuid not null,
  primary key (council_id, contract_id, service_id),
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, service_id) references providers.service
);
call platform.protect('contracts.contract_service', 'scoped');
create policy gate_read on contracts.contract_service for select to portal_gate using (true);
grant select on contracts.contract_service to portal_gate, portal_provider, portal_provider_scoped;
grant select, insert, update, delete on contracts.contract_service to portal_council;

-- A grant is a sentence: who, may do which kind of work, on what, reading or writing.
create table access.access_grant (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  membership_id uuid not null,
  provider_id   uuid not null,
  scope         text not null check (scope in ('organisation', 'contract', 'service')),
  contract_id   uuid,
  service_id    uuid,
  role          text not null check (role in ('full', 'finance', 'care-management', 'admin', 'main')),
  mode          text not null check (mode in ('edit', 'read-only')),
  starts_on     date not null default '2000-01-01',
  ends_on       date,
  primary key (council_id, id),
  foreign key (council_id, membership_id) references access.membership,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, service_id) references providers.service,
  constraint scope_names_its_target check ((scope = 'contract') = (contract_id is not null) and (scope = 'service') = (service_id is not null)),
  constraint granted_once unique nulls not distinct (council_id, membership_id, scope, contract_id, service_id, role)
);
call platform.protect('access.access_grant', 'provider');
create policy gate_read on access.access_grant for select to portal_gate using (true);
grant select on access.access_grant to portal_gate, portal_provider, portal_provider_scoped;
grant select, insert, update, delete on access.access_grant to portal_council;

-- Only the hash of the cookie is kept. A session is bound to the place the person chose to work in.
create table access.session (
  token_hash    bytea primary key,
  account_id    uuid not null references access.account,
  created_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  proved_at     timestamptz,
  council_id    uuid references platform.council,
  membership_id uuid,
  address       text not null default '',
  browser       text not null default '',
  foreign key (council_id, membership_id) references access.membership
);
comment on column access.session.proved_at is 'When both steps were last passed; null after the password alone';
create index session_account on access.session (account_id, last_seen_at);
alter table access.session enable row level security;
alter table access.session force row level security;
create policy gate_all on access.session to portal_gate using (true);
grant select, insert, update, delete on access.session to portal_gate;

-- Sign-ins, refusals and account changes: facts about a person, not about a council.
create table access.account_event (
  id         uuid primary key default uuidv7(),
  account_id uuid references access.account,
  at         timestamptz not null,
  kind       text not null,
  address    text not null default '',
  details    jsonb not null default '{}'
);
create index account_event_account on access.account_event (account_id, at desc);
alter table access.account_event enable row level security;
alter table access.account_event force row level security;
create policy gate_all on access.account_event to portal_gate using (true);
grant select, insert on access.account_event to portal_gate;
