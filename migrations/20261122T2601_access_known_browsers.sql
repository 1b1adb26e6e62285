-- A browser in which somebody came in by themselves, known by a cookie of its own: it has its own count of wrong tries, so
-- that strangers who guess elsewhere do not keep the owner out. It stands for neither step.
create table access.known_browser (
  token_hash   bytea not null,
  account_id   uuid not null references access.account,
  made_at      timestamptz not null,
  last_used_at timestamptz not null,
  failures     smallint not null default 0 check (failures >= 0),
  closed_until timestamptz,
  primary key (token_hash, account_id)
);
comment on column access.known_browser.failures is 'Wrong tries in a row from this browser; the tenth forgets it';
create index known_browser_account on access.known_browser (account_id, last_used_at desc, token_hash);
alter table access.known_browser enable row level security;
alter table access.known_browser force row level security;
create policy gate_all on access.known_browser to portal_gate using (true);
grant select, insert, update, delete on access.known_browser to portal_gate;

-- A session's token before the last proof, so that a second press of the same button finds what the first one did.
alter table access.session
  add column renewed_from bytea,
  add column renewed_by   bytea,
  add column renewed_at   timestamptz,
  add constraint renewal_is_whole check ((renewed_from is null) = (renewed_by is null) and (renewed_from is null) = (renewed_at is null));
comment on column access.session.renewed_by is 'Hash of the proof that renewed the token';
create index session_renewed on access.session (renewed_from) where renewed_from is not null;
