-- A week says who last changed it, so that a second person is told a name and not a number.
alter table actuals.week add column recorded_name text not null default '';
alter table actuals.week_version add column recorded_name text not null default '';
comment on column actuals.week.recorded_name is 'As the person was called when they recorded it';

-- Only weeks above the exception level wait for the council, so the index holds those alone.
create index week_held on actuals.week (council_id, week_start desc, package_id) where status = 'held';
