-- Where a council's own staff, or a large provider's people, sign in with their organisation instead of a password of
-- ours. One connection for each: what a session that came through it may open follows from it (docs/single-sign-on.md).
create table access.sign_on_connection (
  council_id          uuid not null references platform.council,
  id                  uuid not null default uuidv7(),
  provider_id         uuid,
  issuer              text not null check (length(issuer) between 1 and 500),
  client_id           text not null check (length(client_id) between 1 and 200),
  secret_cipher       bytea,
  secret_key_version  smallint not null default 1,
  subject_claim       text not null default 'sub' check (subject_claim in ('sub', 'oid')),
  groups_claim        text not null default 'groups' check (groups_claim ~ '^[A-Za-z0-9_.:/-]{1,100}$'),
  email_domains       text[] not null check (cardinality(email_domains) between 1 and 20),
  email_is_checked    boolean not null default false,
  roles_follow_groups boolean not null default false,
  adds_people         boolean not null default false,
  enabled             boolean not null default false,
  password_off        boolean not null default false,
  tested_at           timestamptz,
  test_result         jsonb,
  last_used_at        timestamptz,
  row_version         integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint one_connection_each unique nulls not distinct (council_id, provider_id),
  constraint groups_are_for_staff check (provider_id is null or not roles_follow_groups),
  constraint added_people_have_roles check (not adds_people or roles_follow_groups),
  constraint password_off_needs_another_way check (not password_off or enabled)
);
comment on table access.sign_on_connection is 'Signing in with an organisation’s own OpenID Connect service';
comment on column access.sign_on_connection.provider_id is 'Whose people; null for the council’s own staff';
comment on column access.sign_on_connection.secret_cipher is 'The client secret, AES-256-GCM under a key outside the database: nonce, tag, ciphertext';
comment on column access.sign_on_connection.subject_claim is 'Which claim names the person for good; oid where Entra ID also sends people by SCIM';
comment on column access.sign_on_connection.email_is_checked is 'The issuer vouches for addresses in email_domains though it sends no email_verified';
comment on column access.sign_on_connection.password_off is 'A password opens this place no more, but for memberships that keep it';
call platform.protect('access.sign_on_connection', 'council');
create policy gate_read on access.sign_on_connection for select to portal_gate using (true);
create policy gate_note on access.sign_on_connection for update to portal_gate using (true);
grant select, insert, update on access.sign_on_connection to portal_council;
grant select, update (last_used_at, secret_cipher, secret_key_version) on access.sign_on_connection to portal_gate;

-- Which group of the organisation gives which role here. The same map serves sign-in and SCIM.
create table access.sign_on_group (
  council_id    uuid not null,
  connection_id uuid not null,
  group_name    text not null check (length(group_name) between 1 and 200),
  role          text not null check (role in ('brokerage', 'payments', 'payments-approver', 'procurement', 'portal-administration', 'data-guardian', 'auditor')),
  primary key (council_id, connection_id, group_name, role),
  foreign key (council_id, connection_id) references access.sign_on_connection
);
comment on column access.sign_on_group.group_name is 'As the groups claim gives it: for Entra ID the object id of the group, or the value of an app role';
call platform.protect('access.sign_on_group', 'council');
create policy gate_read on access.sign_on_group for select to portal_gate using (true);
grant select on access.sign_on_group to portal_gate;
grant select, insert, delete on access.sign_on_group to portal_council;

-- Who somebody is at their issuer, for good: an address may be given to somebody else, a subject may not.
create table access.sign_on_subject (
  council_id    uuid not null,
  connection_id uuid not null,
  subject       text not null check (length(subject) between 1 and 255),
  account_id    uuid not null references access.account,
  linked_at     timestamptz not null,
  last_used_at  timestamptz not null,
  primary key (council_id, connection_id, subject),
  foreign key (council_id, connection_id) references access.sign_on_connection,
  constraint one_subject_each unique (council_id, connection_id, account_id)
);
call platform.protect('access.sign_on_subject', 'council');
create policy gate_read on access.sign_on_subject for select to portal_gate using (true);
grant select on access.sign_on_subject to portal_gate;
grant select, insert, update, delete on access.sign_on_subject to portal_council;

-- Between leaving for the issuer and coming back. State, nonce and code verifier follow from the cookie of the browser
-- that left, and are kept nowhere.
create table access.sign_on_attempt (
  token_hash    bytea primary key,
  council_id    uuid not null,
  connection_id uuid not null,
  purpose       text not null check (purpose in ('sign-in', 'proof', 'try')),
  account_id    uuid references access.account,
  session_hash  bytea,
  return_to     text not null default '',
  address       text not null default '',
  created_at    timestamptz not null,
  foreign key (council_id, connection_id) references access.sign_on_connection,
  constraint proof_is_of_a_session check ((purpose = 'sign-in') = (account_id is null) and (purpose = 'proof') = (session_hash is not null))
);
create index sign_on_attempt_age on access.sign_on_attempt (created_at);
create index sign_on_attempt_address on access.sign_on_attempt (address, created_at);
alter table access.sign_on_attempt enable row level security;
alter table access.sign_on_attempt force row level security;
create policy gate_all on access.sign_on_attempt to portal_gate using (true);
grant select, insert, delete on access.sign_on_attempt to portal_gate;

-- Through which connection a session came. It opens the place of that connection and no other: whoever runs one
-- organisation's issuer can say that anybody is there, but only there.
alter table access.session
  add column via_council_id uuid,
  add column via_connection_id uuid,
  add constraint came_through foreign key (via_council_id, via_connection_id) references access.sign_on_connection,
  add constraint came_through_one check ((via_council_id is null) = (via_connection_id is null));
create index session_via on access.session (via_council_id, via_connection_id) where via_connection_id is not null;

-- Named administrators who may still use a password when it is switched off, for the day when the issuer is down.
alter table access.membership add column keeps_password boolean not null default false;
comment on column access.membership.keeps_password is 'Break glass: may sign in with a password though the council switched it off for staff';
