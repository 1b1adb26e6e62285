-- Ten codes on paper, each of which works once, for who lost the phone. Eighty random bits each, so a plain hash is enough.
create table access.recovery_code (
  account_id uuid not null references access.account,
  hash       bytea not null,
  made_at    timestamptz not null,
  used_at    timestamptz,
  primary key (account_id, hash)
);
alter table access.recovery_code enable row level security;
alter table access.recovery_code force row level security;
create policy gate_all on access.recovery_code to portal_gate using (true);
grant select, insert, update, delete on access.recovery_code to portal_gate;
