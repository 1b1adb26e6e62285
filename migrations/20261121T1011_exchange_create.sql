create schema exchange;
grant usage on schema exchange to portal_council;

-- One load of a migration pack: what it held, and what it did.
create table exchange.pack_load (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  pack_hash   bytea not null,
  status      text not null check (status in ('staged', 'applied', 'refused')),
  started_at  timestamptz not null,
  finished_at timestamptz,
  report      jsonb not null default '{}',
  primary key (council_id, id)
);
call platform.protect('exchange.pack_load', 'council');
grant select, insert, update on exchange.pack_load to portal_council;
