-- A rejection says line by line what is right and what is not. What is right may start where the council lets it.
create table agreements.line_answer (
  council_id        uuid not null,
  agreement_id      uuid not null,
  revision          integer not null,
  package_id        uuid not null,
  provider_id       uuid not null,
  service_id        uuid not null,
  contract_id       uuid not null,
  kind              text not null check (kind in ('right', 'disputed')),
  reason_code       text check (reason_code in ('wrong-rate', 'wrong-hours', 'wrong-dates', 'wrong-person', 'not-our-service', 'other')),
  expected_price    platform.rate check (expected_price >= 0),
  expected_quantity platform.quantity check (expected_quantity >= 0),
  starts_now        boolean not null default false,
  primary key (council_id, agreement_id, revision, package_id),
  foreign key (council_id, agreement_id, revision) references agreements.response,
  foreign key (council_id, agreement_id, revision, package_id) references agreements.revision_line,
  constraint disputed_line_has_reason check ((kind = 'disputed') = (reason_code is not null)),
  constraint only_what_is_right_starts check (kind = 'right' or not starts_now)
);
call platform.protect('agreements.line_answer', 'scoped');
grant select, insert on agreements.line_answer to portal_provider, portal_provider_scoped;
grant select on agreements.line_answer to portal_council;

-- Agreeing and rejecting stand still for everybody while something is wrong. Nothing that waits is lost.
create table agreements.pause (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  reason        text not null check (length(reason) between 1 and 500),
  expected_on   date,
  started_at    timestamptz not null,
  started_by    text not null,
  ended_at      timestamptz,
  ended_by      text,
  primary key (council_id, id),
  constraint end_names_who check ((ended_at is null) = (ended_by is null))
);
comment on column agreements.pause.expected_on is 'The day on which answering is expected to work again, where that is known';
create unique index paused_once on agreements.pause (council_id) where ended_at is null;
call platform.protect('agreements.pause', 'council');
create policy provider_read on agreements.pause for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped_read on agreements.pause for select to portal_provider_scoped using (council_id = platform.council_id());
grant select on agreements.pause to portal_provider, portal_provider_scoped;
grant select, insert, update (ended_at, ended_by) on agreements.pause to portal_council;
