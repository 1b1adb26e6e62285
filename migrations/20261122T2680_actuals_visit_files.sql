-- Visits and carers of a file on its way: as weeks are, each row with what became of it.
create table actuals.upload_visit (
  council_id      uuid not null,
  upload_id       uuid not null,
  line            integer not null check (line > 0),
  provider_id     uuid not null,
  sent_by         uuid not null,
  round           smallint not null,
  reference       text not null,
  client_ref      text not null,
  cpli_ref        text not null,
  carer_ref       text not null,
  secondary_visit boolean not null,
  visited_on      date,
  planned_at      time,
  planned_minutes smallint,
  claimed_at      time,
  claimed_minutes smallint,
  starts_at       time,
  ends_at         time,
  logged_minutes  smallint,
  status          text not null,
  capture         text not null,
  exception_code  text not null,
  comment         text not null,
  more            jsonb,
  state           text check (state in ('allocated', 'unallocated')),
  placed_by       text,
  why             text,
  package_id      uuid,
  service_id      uuid,
  contract_id     uuid,
  paid_minutes    smallint,
  was_version     integer,
  outcome         text not null check (outcome in ('same', 'new', 'changed', 'refused', 'dropped')),
  held_code       text check (held_code = 'H04'),
  codes           text[],
  warnings        text[],
  said            text[],
  was             jsonb,
  primary key (council_id, upload_id, line),
  constraint refused_visit_has_code check ((outcome = 'refused') = (codes is not null))
);
comment on column actuals.upload_visit.more is 'Columns that mean nothing to us, by their headings, as they were sent';
comment on column actuals.upload_visit.was is 'What stood before, where the row changes a visit that is known: shown beside it, and put back by an undo';
comment on column actuals.upload_visit.said is 'The cells as they were typed, when one of them could not be read, in the order of the columns of the format';
create index upload_visit_refused on actuals.upload_visit (council_id, upload_id, line) where outcome = 'refused';

create table actuals.upload_carer (
  council_id  uuid not null,
  upload_id   uuid not null,
  line        integer not null check (line > 0),
  provider_id uuid not null,
  sent_by     uuid not null,
  round       smallint not null,
  reference   text not null,
  name        text not null,
  starts_on   date,
  ends_on     date,
  outcome     text not null check (outcome in ('same', 'new', 'changed', 'refused', 'dropped')),
  codes       text[],
  was         jsonb,
  primary key (council_id, upload_id, line),
  constraint refused_carer_has_code check ((outcome = 'refused') = (codes is not null))
);

-- How far a file that is being saved has come, seen before the saving ends: all of it is one transaction.
create table actuals.upload_progress (
  council_id  uuid not null,
  upload_id   uuid not null,
  provider_id uuid not null,
  rows        integer not null,
  primary key (council_id, upload_id)
);

-- A warning about one visit that somebody has looked at is not asked again while the visit says the same.
create table actuals.confirmed_visit (
  council_id     uuid not null,
  provider_id    uuid not null,
  reference      text not null,
  code           text not null check (code ~ '^W0[1-5]$'),
  value          text not null,
  reason         text not null default '',
  confirmed_by   uuid not null,
  confirmed_name text not null,
  confirmed_at   timestamptz not null,
  primary key (council_id, provider_id, reference, code),
  foreign key (council_id, provider_id) references providers.organisation
);

do $$
declare t text;
begin
  foreach t in array array['actuals.upload_visit', 'actuals.upload_carer'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy council_own on %s to portal_council using (council_id = platform.council_id())', t);
    execute format('create policy provider_own on %s to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id())', t);
    execute format('create policy provider_scoped on %s to portal_provider_scoped using (council_id = platform.council_id() and provider_id = platform.provider_id() and sent_by = platform.account_id())', t);
  end loop;
end $$;
call platform.protect('actuals.upload_progress', 'provider');
call platform.protect('actuals.confirmed_visit', 'provider');
grant select, insert, update, delete on actuals.upload_visit, actuals.upload_carer to portal_provider, portal_provider_scoped;
grant select on actuals.upload_visit, actuals.upload_carer to portal_council;
grant select, insert, update, delete on actuals.upload_progress to portal_council;
grant select on actuals.upload_progress to portal_provider, portal_provider_scoped;
grant select, insert, update on actuals.confirmed_visit to portal_provider, portal_provider_scoped;
grant select on actuals.confirmed_visit to portal_council;

-- Which file said it last. An undone file takes the visits away that it brought; what it said stays with the file.
alter table actuals.visit add column upload_id uuid;
alter table actuals.visit drop constraint visit_why_check;
alter table actuals.visit add constraint visit_why_check check (why in ('no-package', 'no-time', 'several', 'elsewhere'));
comment on column actuals.visit.why is 'No package of the person on that day, none planned near that time, several alike, or another provider was there at that time';
create index visit_person on actuals.visit (council_id, client_ref, visited_on);
grant delete on actuals.visit to portal_provider;
grant delete on actuals.carer to portal_provider;

-- What happened in a person's life, for whoever judges what was delivered meanwhile.
create view published.life_event with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, package_id, kind, happened_on, back_on from care_packages.life_event;
grant select on published.life_event to portal_council, portal_provider, portal_provider_scoped;

-- Rows of a provider's own file at whose time another provider of the council has logged a visit to the same person. Only
-- that it is so leaves this function: not whose visit it was, nor when.
create function actuals.visited_elsewhere(file uuid) returns setof integer
  security definer set search_path = pg_catalog stable language sql as $$
  select distinct f.line
  from actuals.upload_visit f
  join actuals.visit o on o.council_id = f.council_id and o.client_ref = f.client_ref
    and o.visited_on >= f.visited_on - 1 and o.visited_on <= f.visited_on + 1
  where f.council_id = platform.council_id() and f.provider_id = platform.provider_id() and f.upload_id = file
    and f.outcome in ('new', 'changed') and f.status in ('delivered', 'extra') and f.starts_at is not null and f.logged_minutes > 0
    and o.provider_id <> f.provider_id and o.outcome in ('delivered', 'extra') and o.state <> 'declined' and o.starts_at is not null
    and o.visited_on + o.starts_at < f.visited_on + f.starts_at + f.logged_minutes * interval '1 minute'
    and f.visited_on + f.starts_at < o.visited_on + o.starts_at + o.logged_minutes * interval '1 minute'
$$;
revoke all on function actuals.visited_elsewhere(uuid) from public;
grant execute on function actuals.visited_elsewhere(uuid) to portal_provider;
-- The function sees with its owner's eyes; forced row-level security closes those too unless a policy opens them.
create policy duplicates_are_found on actuals.visit for select to current_user using (true);
create policy duplicates_are_found on actuals.upload_visit for select to current_user using (true);

-- JSON and XML are files of rows like the others.
alter table actuals.upload drop constraint upload_format_check;
alter table actuals.upload add constraint upload_format_check check (format in ('csv', 'xlsx', 'ods', 'text', 'xml', 'json'));
