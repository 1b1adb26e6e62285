-- How far the owner of a sleeping account was warned: 0, 20 or 27 days. Signing in starts it again.
alter table access.account add column dormancy_warned smallint not null default 0 check (dormancy_warned in (0, 20, 27));
-- What the nightly job looks for: accounts that could sign in, the longest asleep first.
create index account_last_signed_in on access.account (last_signed_in_at, id) where status = 'active' and locked_at is null;

-- A link made by its owner, for the password alone, is no set-up link: the code stays as it is.
alter table access.set_up_link add column purpose text not null default 'set-up' check (purpose in ('set-up', 'reset'));

-- What a person signs in with, as people call it. A new one is told to the owner.
create table access.known_device (
  account_id    uuid not null references access.account,
  name          text not null,
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (account_id, name)
);
alter table access.known_device enable row level security;
alter table access.known_device force row level security;
create policy gate_all on access.known_device to portal_gate using (true);
grant select, insert, update on access.known_device to portal_gate;
