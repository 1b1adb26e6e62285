-- The visits of a timetabled week as a workbook says them, beside the row of their week: what they come to, and what is kept once it is saved.
create table actuals.upload_timetable (
  council_id  uuid not null,
  upload_id   uuid not null,
  line        integer not null check (line > 0),
  provider_id uuid not null,
  sent_by     uuid not null,
  frustrated  platform.quantity not null,
  missed      platform.quantity not null,
  extra       platform.quantity not null,
  visits      integer not null,
  comment     text not null default '',
  differs     boolean not null,
  kept        jsonb not null check (jsonb_typeof(kept -> 'visits') = 'array'),
  was         jsonb,
  primary key (council_id, upload_id, line),
  foreign key (council_id, provider_id, upload_id) references actuals.upload (council_id, provider_id, id)
);
comment on column actuals.upload_timetable.line is 'The row of the sheet of weeks, as the spreadsheet numbers it';
comment on column actuals.upload_timetable.kept is 'The visits that count, and on which days and when they fell, as actuals.week_visit and actuals.week have them';
comment on column actuals.upload_timetable.was is 'On which days the week fell before it was saved from the file, for whoever undoes it';
alter table actuals.upload_timetable enable row level security;
alter table actuals.upload_timetable force row level security;
create policy council_own on actuals.upload_timetable to portal_council using (council_id = platform.council_id());
create policy provider_own on actuals.upload_timetable to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on actuals.upload_timetable to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and sent_by = platform.account_id());
grant select, insert, update on actuals.upload_timetable to portal_provider, portal_provider_scoped;
grant select on actuals.upload_timetable to portal_council;
