-- A passkey: a key pair of which only the public half is here. It belongs to a person, so to no council.
create table access.passkey (
  id            uuid primary key default uuidv7(),
  account_id    uuid not null references access.account,
  credential_id text not null unique check (length(credential_id) between 1 and 1400),
  public_key    bytea not null,
  counter       bigint not null default 0,
  transports    text[] not null default '{}',
  name          text not null check (length(name) between 1 and 60),
  added_at      timestamptz not null,
  last_used_at  timestamptz
);
comment on column access.passkey.counter is 'As the authenticator last gave it; a lower one later means a copy, and is refused';
create index passkey_account on access.passkey (account_id, added_at, id);
alter table access.passkey enable row level security;
alter table access.passkey force row level security;
create policy gate_all on access.passkey to portal_gate using (true);
grant select, insert, update, delete on access.passkey to portal_gate;

-- What a browser is asked to sign, kept here between the question and its one answer.
create table access.passkey_ceremony (
  token_hash bytea primary key,
  purpose    text not null check (purpose in ('add', 'sign-in')),
  account_id uuid references access.account,
  challenge  text not null,
  name       text not null default '',
  return_to  text not null default '',
  address    text not null default '',
  created_at timestamptz not null,
  constraint added_for_someone check (purpose = 'sign-in' or account_id is not null)
);
create index passkey_ceremony_age on access.passkey_ceremony (created_at);
alter table access.passkey_ceremony enable row level security;
alter table access.passkey_ceremony force row level security;
create policy gate_all on access.passkey_ceremony to portal_gate using (true);
grant select, insert, delete on access.passkey_ceremony to portal_gate;
