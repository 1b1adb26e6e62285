-- A council's directory adds, changes and removes the people of its own staff by SCIM 2.0 (docs/scim.md). The token
-- says for which connection it speaks; only its hash is kept.
create table access.scim_token (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  connection_id uuid not null,
  name          text not null check (length(name) between 1 and 60),
  token_hash    bytea not null,
  made_at       timestamptz not null,
  made_by       text not null,
  expires_on    date not null,
  last_used_at  timestamptz,
  ended_at      timestamptz,
  primary key (council_id, id),
  foreign key (council_id, connection_id) references access.sign_on_connection,
  constraint token_of_one_council unique (council_id, token_hash)
);
comment on column access.scim_token.expires_on is 'The first day on which it no longer works';
create unique index scim_token_hash on access.scim_token (token_hash);
create index scim_token_connection on access.scim_token (council_id, connection_id, made_at desc);
call platform.protect('access.scim_token', 'council');
create policy gate_read on access.scim_token for select to portal_gate using (true);
create policy gate_note on access.scim_token for update to portal_gate using (true);
grant select, insert, update (ended_at) on access.scim_token to portal_council;
grant select, update (last_used_at) on access.scim_token to portal_gate;

-- What the directory calls a person. Whether they are active is their place; who they are is their membership.
create table access.scim_user (
  council_id    uuid not null,
  connection_id uuid not null,
  membership_id uuid not null,
  external_id   text check (length(external_id) between 1 and 255),
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  deleted_at    timestamptz,
  primary key (council_id, connection_id, membership_id),
  foreign key (council_id, connection_id) references access.sign_on_connection,
  foreign key (council_id, membership_id) references access.membership
);
comment on column access.scim_user.deleted_at is 'The directory deleted them: no longer listed to it, though the membership keeps its history';
create unique index scim_user_external on access.scim_user (council_id, connection_id, external_id) where external_id is not null;
call platform.protect('access.scim_user', 'council');
grant select, insert, update on access.scim_user to portal_council;

create table access.scim_group (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  connection_id uuid not null,
  name          text not null check (length(name) between 1 and 200),
  external_id   text check (length(external_id) between 1 and 255),
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, connection_id) references access.sign_on_connection,
  constraint group_name_is_unique unique (council_id, connection_id, name)
);
call platform.protect('access.scim_group', 'council');
grant select, insert, update, delete on access.scim_group to portal_council;

create table access.scim_group_member (
  council_id    uuid not null,
  group_id      uuid not null,
  membership_id uuid not null,
  primary key (council_id, group_id, membership_id),
  foreign key (council_id, group_id) references access.scim_group on delete cascade,
  foreign key (council_id, membership_id) references access.membership
);
create index scim_group_member_membership on access.scim_group_member (council_id, membership_id);
call platform.protect('access.scim_group_member', 'council');
grant select, insert, delete on access.scim_group_member to portal_council;
