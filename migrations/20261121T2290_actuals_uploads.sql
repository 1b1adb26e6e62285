-- A file of actuals on its way: stored, checked row by row, shown, saved, and undone while it may be.
create table actuals.upload (
  council_id     uuid not null,
  id             uuid not null default uuidv7(),
  provider_id    uuid not null,
  file_id        uuid not null,
  file_name      text not null check (char_length(file_name) between 1 and 255),
  file_bytes     bigint not null,
  sha256         bytea not null check (octet_length(sha256) = 32),
  format         text check (format in ('csv', 'xlsx', 'ods', 'text', 'xml')),
  kind           text not null default 'weeks' check (kind in ('weeks', 'carers', 'visits')),
  layout         text check (layout in ('template', 'own', 'abacus')),
  source         text not null check (source in ('screen', 'api', 'folder')),
  check_only     boolean not null default false,
  reference      text,
  state          text not null check (state in ('waiting', 'refused', 'checked', 'saving', 'saved', 'replaced')),
  file_code      text check (file_code in ('F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08')),
  file_facts     jsonb not null default '{}',
  map_id         uuid,
  round          smallint not null default 1,
  saved_round    smallint not null default 0,
  rows_read      integer not null default 0,
  rows_blank     integer not null default 0,
  rows_same      integer not null default 0,
  rows_new       integer not null default 0,
  rows_changed   integer not null default 0,
  rows_refused   integer not null default 0,
  rows_warned    integer not null default 0,
  rows_held      integer not null default 0,
  rows_saved     integer not null default 0,
  rows_undone    integer not null default 0,
  total_pence    platform.pence not null default 0,
  sent_by        uuid not null,
  sent_name      text not null,
  sent_at        timestamptz not null,
  acting         jsonb not null,
  checked_at     timestamptz,
  saved_at       timestamptz,
  saved_name     text,
  undone_at      timestamptz,
  undone_name    text,
  row_version    integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, provider_id, file_id) references platform.stored_file (council_id, provider_id, id),
  constraint upload_is_of_one_provider unique (council_id, provider_id, id),
  constraint refused_file_has_code check ((state = 'refused') = (file_code is not null)),
  constraint undone_was_saved check (undone_at is null or saved_at is not null)
);
comment on column actuals.upload.acting is 'With whose eyes the file is judged and saved: the scope of whoever asked, as it was then';
comment on column actuals.upload.round is 'Rows that are put right on screen are judged and saved in a later round';
comment on column actuals.upload.saved_round is 'The ready rows of every round up to this one are saved';
create index upload_list on actuals.upload (council_id, provider_id, sent_at desc, id);
create index upload_council on actuals.upload (council_id, sent_at desc, id);
create index upload_same on actuals.upload (council_id, provider_id, sha256);
create index upload_reference on actuals.upload (council_id, provider_id, reference) where reference is not null;

-- What became of each row. Somebody whose grants are narrow sees their own files alone: a row that could not be placed
-- belongs to no service.
create table actuals.upload_row (
  council_id   uuid not null,
  upload_id    uuid not null,
  line         integer not null check (line > 0),
  provider_id  uuid not null,
  sent_by      uuid not null,
  round        smallint not null,
  cpli_ref     text not null,
  client_ref   text not null,
  week_start   date,
  package_id   uuid,
  planned      platform.quantity,
  actual       platform.quantity,
  frustrated   platform.quantity,
  missed       platform.quantity,
  extra        platform.quantity,
  visits       integer,
  comment      text not null default '',
  our_ref      text not null default '',
  based_on     integer,
  was_version  integer,
  outcome      text not null check (outcome in ('blank', 'same', 'new', 'changed', 'refused', 'dropped')),
  held_code    text,
  codes        text[],
  warnings     text[],
  said         text[],
  amount_pence platform.pence,
  primary key (council_id, upload_id, line),
  foreign key (council_id, provider_id, upload_id) references actuals.upload (council_id, provider_id, id),
  constraint refused_row_has_code check ((outcome = 'refused') = (codes is not null))
);
comment on column actuals.upload_row.line is 'The row as the spreadsheet numbers it';
comment on column actuals.upload_row.codes is 'Why it was refused: code, column and reason, such as R20:extra:negative';
comment on column actuals.upload_row.said is 'The cells as typed, when one of them could not be read: week start, actual, frustrated, missed, extra, visits, comment';
comment on column actuals.upload_row.was_version is 'The version that stood when the row was judged: saved only if it still stands';
create index upload_row_refused on actuals.upload_row (council_id, upload_id, line) where outcome = 'refused';

-- A warning that somebody has looked at is not asked again while the row says the same.
create table actuals.confirmed_warning (
  council_id     uuid not null,
  provider_id    uuid not null,
  package_id     uuid not null,
  week_start     date not null,
  code           text not null check (code ~ '^W0[1-5]$'),
  value          text not null,
  reason         text not null default '',
  confirmed_by   uuid not null,
  confirmed_name text not null,
  confirmed_at   timestamptz not null,
  primary key (council_id, provider_id, package_id, week_start, code),
  foreign key (council_id, provider_id, package_id) references care_packages.package (council_id, provider_id, id)
);

-- Which headings of a rostering system stand for which of ours; may be handed to another organisation as JSON.
create table actuals.column_map (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  name        text not null check (char_length(btrim(name)) between 1 and 100),
  columns     jsonb not null check (jsonb_typeof(columns) = 'object'),
  saved_by    uuid not null,
  saved_name  text not null,
  saved_at    timestamptz not null,
  row_version integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint one_map_of_a_name unique (council_id, provider_id, name)
);

do $$
declare t text;
begin
  foreach t in array array['actuals.upload', 'actuals.upload_row'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy council_own on %s to portal_council using (council_id = platform.council_id())', t);
    execute format('create policy provider_own on %s to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id())', t);
    execute format('create policy provider_scoped on %s to portal_provider_scoped using (council_id = platform.council_id() and provider_id = platform.provider_id() and sent_by = platform.account_id())', t);
  end loop;
end $$;
call platform.protect('actuals.confirmed_warning', 'provider');
call platform.protect('actuals.column_map', 'provider');
grant select, insert, update on actuals.upload to portal_council, portal_provider, portal_provider_scoped;
grant select, insert, update, delete on actuals.upload_row to portal_provider, portal_provider_scoped;
grant select on actuals.upload_row to portal_council;
grant select, insert, update on actuals.confirmed_warning to portal_provider, portal_provider_scoped;
grant select on actuals.confirmed_warning to portal_council;
grant select, insert, update, delete on actuals.column_map to portal_provider, portal_provider_scoped;
grant select on actuals.column_map to portal_council;
