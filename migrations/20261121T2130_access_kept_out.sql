-- After wrong tries an account is closed until an instant: a short wait, or a lock that opens by itself. A lock
-- without an instant stays until somebody opens it.
alter table access.account add column closed_until timestamptz;
comment on column access.account.closed_until is 'Nothing is let in before it after wrong tries; null with a lock means until somebody unlocks';

-- How often something was tried since an instant, from one address or with one e-mail address, in every process of
-- the program together. The key is a hash: what strangers type into a box is not kept.
create table access.throttle (
  key   bytea primary key,
  since timestamptz not null,
  tries integer not null
);
create index throttle_age on access.throttle (since);
alter table access.throttle enable row level security;
alter table access.throttle force row level security;
create policy gate_all on access.throttle to portal_gate using (true);
grant select, insert, update, delete on access.throttle to portal_gate;

-- Many accounts of a council locked within minutes: somebody may be guessing. Raised once, until a person has looked.
create table access.lock_alarm (
  council_id uuid not null references platform.council,
  id         uuid not null default uuidv7(),
  raised_at  timestamptz not null,
  locks      integer not null,
  seen_at    timestamptz,
  seen_by    text,
  primary key (council_id, id),
  constraint seen_names_who check ((seen_at is null) = (seen_by is null))
);
create index lock_alarm_newest on access.lock_alarm (council_id, raised_at desc, id);
call platform.protect('access.lock_alarm', 'council');
create policy gate_all on access.lock_alarm to portal_gate using (true);
grant select, insert on access.lock_alarm to portal_gate;
grant select, update on access.lock_alarm to portal_council;
create index account_event_locked on access.account_event (at) where kind = 'locked';

-- Whom the request for help waits with: the administrators of an organisation, or the council.
alter table access.help_request
  add column provider_id uuid,
  add foreign key (council_id, provider_id) references providers.organisation;
comment on column access.help_request.provider_id is 'Whose administrators are asked; null when it is the council';
create policy provider_own on access.help_request to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
grant select on access.help_request to portal_provider;
grant update (answered_at) on access.help_request to portal_provider;
create index help_request_provider on access.help_request (council_id, provider_id, asked_at) where answered_at is null;
