-- How visits are turned into paid minutes is said by the contract, from a date, like all else about recording.
alter table contracts.contract_rule drop constraint contract_rule_recording_check;
alter table contracts.contract_rule
  add constraint contract_rule_recording_check check (recording in ('weekly', 'timetabled', 'visits', 'none')),
  add column visit_rounding text not null default 'nearest' check (visit_rounding in ('nearest', 'down', 'up', 'none')),
  add column visit_minutes smallint not null default 15 check (visit_minutes between 1 and 60),
  add column visit_capped boolean not null default true,
  add column visit_window_minutes smallint not null default 60 check (visit_window_minutes between 0 and 720);
comment on column contracts.contract_rule.recording is 'weekly quantities, timetabled visits to tick, visits as call monitoring logged them, or none: nights follow from the package dates';
comment on column contracts.contract_rule.visit_rounding is 'How the minutes of each carer''s visit are rounded to multiples of visit_minutes';
comment on column contracts.contract_rule.visit_capped is 'A visit is never paid longer than it was planned';
comment on column contracts.contract_rule.visit_window_minutes is 'How far from its planned start a logged visit may begin and still be that visit';
create or replace view published.contract_rule with (security_invoker) as
  select council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording, frustrated_percent,
    tolerance_percent, extras_allowed, visits_required, step_minutes, claim_limit_weeks, day_rule, sign_gate,
    visit_rounding, visit_minutes, visit_capped, visit_window_minutes
  from contracts.contract_rule;

create view published.timetable_entry with (security_invoker) as
  select council_id, package_id, version, provider_id, service_id, contract_id, weekday, starts_at, minutes, carers
  from care_packages.timetable_entry;
grant select on published.timetable_entry to portal_council, portal_provider, portal_provider_scoped;

-- On which days of the week the care fell, first day of the week first: it is then priced by the day of each visit.
alter table actuals.week
  add column actual_by_day bigint[] check (cardinality(actual_by_day) = 7),
  add column frustrated_by_day bigint[] check (cardinality(frustrated_by_day) = 7),
  add constraint days_go_together check ((actual_by_day is null) = (frustrated_by_day is null));
comment on column actuals.week.actual_by_day is 'Delivered on each of the seven days; null when the week was recorded as one amount';

-- Whoever records the week as one amount afterwards says nothing about its days.
create function actuals.keep_days() returns trigger language plpgsql as $$
begin
  if (select sum(part) from unnest(new.actual_by_day) part) <> new.actual
    or (select sum(part) from unnest(new.frustrated_by_day) part) <> new.frustrated then
    new.actual_by_day := null;
    new.frustrated_by_day := null;
  end if;
  return new;
end $$;
create trigger week_days before update on actuals.week for each row when (new.actual_by_day is not null)
  execute function actuals.keep_days();
create or replace view published.week with (security_invoker) as
  select council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual, frustrated,
    missed, extra, visits, comment, held_code, confirmed_at, actual_by_day, frustrated_by_day
  from actuals.week;

-- What became of each visit of a timetabled week, with every version of the week that was said visit by visit.
create table actuals.week_visit (
  council_id      uuid not null,
  week_start      date not null,
  package_id      uuid not null,
  version         integer not null,
  place           smallint not null,
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  planned_on      date,
  planned_at      time,
  planned_minutes smallint check (planned_minutes between 1 and 1440),
  planned_carers  smallint check (planned_carers between 1 and 4),
  outcome         text not null check (outcome in ('delivered', 'frustrated', 'missed')),
  visited_on      date not null,
  starts_at       time not null,
  ends_at         time not null,
  carers          smallint not null check (carers between 1 and 4),
  paid_minutes    smallint not null check (paid_minutes >= 0),
  primary key (council_id, week_start, package_id, version, place),
  constraint visit_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint planned_as_a_whole check ((planned_on is null) = (planned_at is null) and (planned_on is null) = (planned_minutes is null)
    and (planned_on is null) = (planned_carers is null)),
  constraint added_was_delivered check (planned_on is not null or outcome = 'delivered')
);
comment on column actuals.week_visit.planned_on is 'Null for a visit that was added to the timetable';
comment on column actuals.week_visit.ends_at is 'On the next day when it is not after the start; the minutes between are those that passed';
comment on column actuals.week_visit.paid_minutes is 'Minutes of one carer after the rounding of the contract';
create index week_visit_provider on actuals.week_visit (council_id, provider_id, week_start, package_id);
call platform.protect('actuals.week_visit', 'scoped');
grant select, insert on actuals.week_visit to portal_provider, portal_provider_scoped;
grant select on actuals.week_visit to portal_council;

-- What each day of a week counts for when it is priced by its visits, in hundredths of a part.
create function payments.recorded_between(weights numeric[], week_start date, first_day date, last_day date) returns numeric
  immutable parallel safe language sql
  return case when week_start between first_day and last_day then weights[1] else 0 end
    + case when week_start + 1 between first_day and last_day then weights[2] else 0 end
    + case when week_start + 2 between first_day and last_day then weights[3] else 0 end
    + case when week_start + 3 between first_day and last_day then weights[4] else 0 end
    + case when week_start + 4 between first_day and last_day then weights[5] else 0 end
    + case when week_start + 5 between first_day and last_day then weights[6] else 0 end
    + case when week_start + 6 between first_day and last_day then weights[7] else 0 end;
