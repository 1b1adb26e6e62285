-- Earlier passwords are sealed under the key outside the database, as codes are, and forgotten after two years. What was
-- kept before is sealed by the nightly job, because no migration has the key.
alter table access.password_history
  alter column password_hash drop not null,
  add column cipher      bytea,
  add column key_version smallint,
  add column kept_at     timestamptz not null default now(),
  add constraint hash_is_sealed_once check (num_nonnulls(password_hash, cipher) = 1),
  add constraint sealed_under_a_key check ((cipher is null) = (key_version is null));
comment on column access.password_history.password_hash is 'Of before it was sealed; the nightly job seals it';
comment on column access.password_history.kept_at is 'When it gave way to another: two years later it is forgotten';
create index password_history_kept on access.password_history (kept_at);
-- The product's own work at night, which is nobody's: it seals, seals again under a newer key, and forgets.
create policy gate_keeps on access.password_history to portal_gate
  using (platform.account_id() = '00000000-0000-0000-0000-000000000000'::uuid);
grant update (password_hash, cipher, key_version) on access.password_history to portal_gate;
