-- Why a week is late, as a row of a file says it. Beside the rows, because hardly one says it: the rows stay as narrow as they are.
create table actuals.upload_late (
  council_id  uuid not null,
  upload_id   uuid not null,
  line        integer not null check (line > 0),
  provider_id uuid not null,
  sent_by     uuid not null,
  reason      text not null check (reason in ('records-late', 'staff-away', 'no-access', 'waited-for-council', 'opened-late', 'oversight', 'other')),
  note        text not null default '' check (char_length(note) <= 500),
  primary key (council_id, upload_id, line),
  foreign key (council_id, provider_id, upload_id) references actuals.upload (council_id, provider_id, id),
  constraint other_says_more check (reason <> 'other' or btrim(note) <> '')
);
comment on column actuals.upload_late.line is 'The row as the spreadsheet numbers it; kept with the week only when that turns out to be late';
alter table actuals.upload_late enable row level security;
alter table actuals.upload_late force row level security;
create policy council_own on actuals.upload_late to portal_council using (council_id = platform.council_id());
create policy provider_own on actuals.upload_late to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on actuals.upload_late to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and sent_by = platform.account_id());
grant select, insert, delete on actuals.upload_late to portal_provider, portal_provider_scoped;
grant select on actuals.upload_late to portal_council;
