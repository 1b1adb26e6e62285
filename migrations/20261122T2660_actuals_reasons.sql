-- Why care differed from its plan, in the words of the council, and from when to when each may be chosen. Words are never
-- changed: a reason ends, and another begins.
create table actuals.reason (
  council_id uuid not null references platform.council,
  code       text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  label      text not null check (btrim(label) <> '' and char_length(label) <= 60),
  starts_on  date not null,
  ends_on    date,
  added_name text not null,
  added_at   timestamptz not null,
  ended_name text,
  ended_at   timestamptz,
  primary key (council_id, code),
  constraint ends_after_it_starts check (ends_on >= starts_on),
  constraint ending_names_who_and_when check ((ends_on is null) = (ended_name is null) and (ends_on is null) = (ended_at is null))
);
comment on column actuals.reason.ends_on is 'The first day whose week it cannot explain any more';
alter table actuals.reason enable row level security;
alter table actuals.reason force row level security;
create policy council_own on actuals.reason to portal_council using (council_id = platform.council_id());
create policy provider_own on actuals.reason for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on actuals.reason for select to portal_provider_scoped using (council_id = platform.council_id());
grant select, insert, update (ends_on, ended_name, ended_at) on actuals.reason to portal_council;
grant select on actuals.reason to portal_provider, portal_provider_scoped;

alter table actuals.week add column reason text check (reason ~ '^[a-z0-9][a-z0-9-]{0,39}$');
alter table actuals.week_version add column reason text;
comment on column actuals.week.reason is 'The code of a reason of the council; it stands in place of a comment, except beyond the exception level';

-- Others read one explanation, whether it was chosen, written or both.
create or replace view published.week with (security_invoker) as
  select council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual, frustrated,
    missed, extra, visits,
    case when reason is null then comment else (
      select concat_ws(': ', r.label, nullif(w.comment, '')) from actuals.reason r
      where r.council_id = w.council_id and r.code = w.reason) end as comment,
    held_code, confirmed_at, actual_by_day, frustrated_by_day
  from actuals.week w;
