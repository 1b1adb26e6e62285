-- One installation serves one council or many. What a council is called and how it looks is here;
-- what moves money is effective-dated in council_setting.
create table platform.council (
  council_id     uuid primary key default uuidv7(),
  code           text not null unique check (code ~ '^[a-z][a-z0-9-]{1,30}$'),
  name           text not null,
  short_name     text not null,
  brand_colour   text not null default '#1d70b8' check (brand_colour ~ '^#[0-9a-f]{6}$'),
  agreement_word text not null default 'Individual agreement',
  agreement_abbreviation text not null default 'ISA',
  week_starts_on smallint not null default 1 check (week_starts_on between 1 and 7),
  sign_in_policy text not null default 'classic' check (sign_in_policy in ('classic', 'ncsc')),
  support_email  text,
  support_phone  text,
  is_demonstration boolean not null default false,
  row_version    integer not null default 1
);
comment on column platform.council.week_starts_on is 'ISO weekday on which a week of care starts: 1 Monday, 6 Saturday';
alter table platform.council enable row level security;
alter table platform.council force row level security;
create policy gate_names on platform.council for select to portal_gate using (true);
create policy council_own on platform.council to portal_council using (council_id = platform.council_id());
create policy provider_own on platform.council for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on platform.council for select to portal_provider_scoped using (council_id = platform.council_id());
grant select on platform.council to portal_gate, portal_provider, portal_provider_scoped;
grant select, update on platform.council to portal_council;

create table platform.council_setting (
  council_id uuid not null references platform.council,
  key        text not null,
  valid      daterange not null,
  value      jsonb not null,
  primary key (council_id, key, valid without overlaps)
);
alter table platform.council_setting enable row level security;
alter table platform.council_setting force row level security;
create policy council_own on platform.council_setting to portal_council using (council_id = platform.council_id());
create policy provider_own on platform.council_setting for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on platform.council_setting for select to portal_provider_scoped using (council_id = platform.council_id());
grant select on platform.council_setting to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on platform.council_setting to portal_council;

-- Append-only and chained: each entry's hash covers the one before it, so an edit is found by anyone who re-reads.
create table platform.audit_head (
  council_id uuid primary key references platform.council,
  seq        bigint not null default 0,
  hash       bytea not null default sha256('')
);
create table platform.audit_entry (
  council_id   uuid not null,
  at           timestamptz not null,
  seq          bigint not null,
  account_id   uuid,
  actor_name   text not null,
  face         text not null check (face in ('council', 'provider', 'system')),
  provider_id  uuid,
  action       text not null,
  subject_type text not null,
  subject_id   text not null,
  details      jsonb not null,
  hash         bytea not null,
  primary key (council_id, at, seq)
) partition by range (at);
create index audit_entry_subject on platform.audit_entry (council_id, subject_id, at);
call platform.partition_by_year('platform.audit_entry', 2024, 2032);
do $$
declare t text; r text;
begin
  foreach t in array array['platform.audit_head', 'platform.audit_entry'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    foreach r in array array['portal_council', 'portal_provider', 'portal_provider_scoped'] loop
      execute format('create policy %s_chain on %s to %s using (council_id = platform.council_id())', r, t, r);
    end loop;
  end loop;
end $$;
grant select, update on platform.audit_head to portal_council, portal_provider, portal_provider_scoped;
grant insert on platform.audit_head to portal_council;
grant insert on platform.audit_entry to portal_council, portal_provider, portal_provider_scoped;
grant select on platform.audit_entry to portal_council;
grant select (council_id, seq, hash) on platform.audit_entry to portal_provider, portal_provider_scoped;

-- The first answer to a keyed request, kept in the transaction that made it: a repeat gets the same answer once.
create table platform.request_key (
  council_id uuid not null references platform.council,
  account_id uuid not null,
  key        text not null check (length(key) between 8 and 255),
  body_hash  bytea not null,
  answer     jsonb,
  at         timestamptz not null,
  primary key (council_id, account_id, key)
);
alter table platform.request_key enable row level security;
alter table platform.request_key force row level security;
do $$
declare r text;
begin
  foreach r in array array['portal_council', 'portal_provider', 'portal_provider_scoped'] loop
    execute format('create policy %s_own on platform.request_key to %s using (council_id = platform.council_id() and account_id = platform.account_id())', r, r);
  end loop;
end $$;
grant select, insert, update on platform.request_key to portal_council, portal_provider, portal_provider_scoped;

-- Mail leaves by a job. No e-mail carries personal data: it says that something waits, and where.
create table platform.mail (
  council_id uuid not null references platform.council,
  id         uuid not null default uuidv7(),
  recipient  text not null,
  subject    text not null,
  body       text not null,
  queued_at  timestamptz not null,
  sent_at    timestamptz,
  primary key (council_id, id)
);
alter table platform.mail enable row level security;
alter table platform.mail force row level security;
create policy council_own on platform.mail to portal_council using (council_id = platform.council_id());
create policy provider_queue on platform.mail for insert to portal_provider with check (council_id = platform.council_id());
create policy provider_scoped_queue on platform.mail for insert to portal_provider_scoped with check (council_id = platform.council_id());
create policy gate_queue on platform.mail for insert to portal_gate with check (true);
grant select, insert, update on platform.mail to portal_council;
grant insert on platform.mail to portal_provider, portal_provider_scoped, portal_gate;

-- One definition of the chain's hash, for the writer and for whoever verifies.
create function platform.audit_hash(previous bytea, seq bigint, at timestamptz, account_id uuid, action text,
  subject_type text, subject_id text, details jsonb) returns bytea immutable language sql
  return sha256(previous || convert_to(jsonb_build_array(seq, extract(epoch from at), account_id, action, subject_type, subject_id, details)::text, 'UTF8'));
