-- Why a version was held, so that what is put back is held for the same reason.
alter table actuals.week_version add column held_code text check (held_code in ('H01', 'H02', 'H03', 'H04'));
comment on column actuals.week_version.held_code is 'Why this version was held; null where it was not, or where it was held before this was kept (then H01)';
create index life_event_stays on care_packages.life_event (council_id, provider_id, service_id, happened_on) where kind = 'hospital';
