-- A filling of a sandbox that no key reaches any more: when that was found, and when and how it was disposed of.
create table access.sandbox_disposal (
  council_id         uuid not null,
  sandbox_id         uuid not null,
  inside_council_id  uuid not null,
  provider_id        uuid not null,
  generation         integer not null check (generation > 0),
  found_at           timestamptz not null,
  begun_at           timestamptz,
  rows_removed       bigint not null default 0,
  files_removed      integer not null default 0,
  disposed_at        timestamptz,
  primary key (council_id, sandbox_id, inside_council_id),
  constraint disposal_of_own_sandbox foreign key (council_id, provider_id, sandbox_id)
    references access.sandbox (council_id, provider_id, id),
  constraint disposal_begins_first check (disposed_at is null or begun_at is not null)
);
comment on column access.sandbox_disposal.inside_council_id is 'The council of that filling; no key to it, because it is another council and then none';
comment on column access.sandbox_disposal.found_at is 'From the night that found it on it is kept for some days, and then disposed of';
create index sandbox_disposal_waiting on access.sandbox_disposal (council_id, found_at) where disposed_at is null;
call platform.protect('access.sandbox_disposal', 'provider');
drop policy provider_scoped on access.sandbox_disposal;
grant select on access.sandbox_disposal to portal_provider;
grant select, insert, update (begun_at, rows_removed, files_removed, disposed_at) on access.sandbox_disposal to portal_council;
