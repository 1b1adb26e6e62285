-- Why a visit was not logged as it should be: the codes of the council, and from when to when each may be said. A code is never
-- changed: it ends, and another begins. Without any code, whatever a provider says is taken.
create table actuals.exception_code (
  council_id uuid not null references platform.council,
  code       text not null check (btrim(code) <> '' and char_length(code) <= 40),
  label      text not null check (btrim(label) <> '' and char_length(label) <= 100),
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
create unique index exception_code_whatever_its_case on actuals.exception_code (council_id, lower(code));
comment on column actuals.exception_code.ends_on is 'The first day whose visits it cannot explain any more';
call platform.protect('actuals.exception_code', 'council');
create policy provider_own on actuals.exception_code for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on actuals.exception_code for select to portal_provider_scoped using (council_id = platform.council_id());
grant select, insert, update (ends_on, ended_name, ended_at) on actuals.exception_code to portal_council;
grant select on actuals.exception_code to portal_provider, portal_provider_scoped;
