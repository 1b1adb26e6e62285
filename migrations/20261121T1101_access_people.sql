-- A link that lets a person set up how they sign in: once, for 48 hours. Only its hash is kept. It is about an
-- account, so it belongs to no council.
create table access.set_up_link (
  token_hash bytea primary key,
  account_id uuid not null references access.account,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index set_up_link_account on access.set_up_link (account_id);
alter table access.set_up_link enable row level security;
alter table access.set_up_link force row level security;
create policy gate_all on access.set_up_link to portal_gate using (true);
grant select, insert, update on access.set_up_link to portal_gate;

-- "I forgot my password or code", for each council where the person has a place. Asking again renews it.
create table access.help_request (
  council_id  uuid not null references platform.council,
  account_id  uuid not null references access.account,
  asked_at    timestamptz not null,
  answered_at timestamptz,
  primary key (council_id, account_id)
);
create index help_request_open on access.help_request (council_id, asked_at) where answered_at is null;
alter table access.help_request enable row level security;
alter table access.help_request force row level security;
create policy gate_all on access.help_request to portal_gate using (true);
create policy council_own on access.help_request to portal_council using (council_id = platform.council_id());
grant select, insert, update on access.help_request to portal_gate;
grant select, update on access.help_request to portal_council;

create index membership_name on access.membership (council_id, name, id);
