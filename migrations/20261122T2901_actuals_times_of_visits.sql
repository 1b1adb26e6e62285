-- A week that is known by its visits keeps when each began and how long of it is paid: a price may depend on the hour of the
-- day, and a visit that is changed later must not change what was priced before.
alter table actuals.week
  add column visit_times int[],
  add constraint times_have_their_days check (visit_times is null or actual_by_day is not null);
comment on column actuals.week.visit_times is 'Each paid visit as (minute after the start of the week x 2048 + paid minutes) x 2, and 1 more when it was frustrated; in order';

-- Whoever records the week as one amount afterwards says nothing about its days, nor about its times.
create or replace function actuals.keep_days() returns trigger language plpgsql as $$
begin
  if new.actual_by_day is null
    or (select sum(part) from unnest(new.actual_by_day) part) <> new.actual
    or (select sum(part) from unnest(new.frustrated_by_day) part) <> new.frustrated then
    new.actual_by_day := null;
    new.frustrated_by_day := null;
    new.visit_times := null;
  end if;
  return new;
end $$;
drop trigger week_days on actuals.week;
create trigger week_days before update on actuals.week for each row
  when (new.actual_by_day is not null or new.visit_times is not null) execute function actuals.keep_days();

create or replace view published.week with (security_invoker) as
  select council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual, frustrated,
    missed, extra, visits,
    case when reason is null then comment else (
      select concat_ws(': ', r.label, nullif(w.comment, '')) from actuals.reason r
      where r.council_id = w.council_id and r.code = w.reason) end as comment,
    held_code, confirmed_at, actual_by_day, frustrated_by_day, visit_times
  from actuals.week w;
