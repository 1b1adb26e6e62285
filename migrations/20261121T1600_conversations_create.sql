create schema conversations;
grant usage on schema conversations to portal_council, portal_provider, portal_provider_scoped;

-- What people write to the council about: the type picks the team and how soon it promises to answer.
-- A council without rows here works with the types that the product ships.
create table conversations.message_type (
  council_id  uuid not null references platform.council,
  code        text not null check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name        text not null,
  team        text not null check (team in ('brokerage', 'payments', 'portal-administration', 'procurement')),
  target_days smallint not null check (target_days between 1 and 60),
  place       smallint not null,
  primary key (council_id, code)
);
comment on column conversations.message_type.target_days is 'Working days within which the team answers';
comment on column conversations.message_type.place is 'Order in which the types are offered';
alter table conversations.message_type enable row level security;
alter table conversations.message_type force row level security;
create policy council_own on conversations.message_type to portal_council using (council_id = platform.council_id());
create policy provider_own on conversations.message_type for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on conversations.message_type for select to portal_provider_scoped using (council_id = platform.council_id());
grant select on conversations.message_type to portal_provider, portal_provider_scoped;
grant select, insert, update on conversations.message_type to portal_council;

-- One matter between a provider and one team of the council. Without a service it concerns the whole organisation,
-- and then nobody with a narrower grant sees it: in_scope(null, null) is not true.
create table conversations.conversation (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  service_id  uuid,
  contract_id uuid,
  person_id   uuid,
  key         text not null,
  type        text not null,
  type_name   text not null,
  team        text not null check (team in ('brokerage', 'payments', 'portal-administration', 'procurement')),
  target_days smallint not null,
  title       text not null check (char_length(title) between 1 and 200),
  about_type  text not null check (about_type in ('organisation', 'service', 'package', 'agreement', 'payment-line')),
  about_id    uuid not null,
  about_text  text not null,
  state       text not null check (state in ('awaiting-council', 'awaiting-provider', 'closed')),
  due_on      date,
  messages    integer not null default 1,
  opened_at   timestamptz not null,
  last_at     timestamptz not null,
  closed_on   date,
  outcome     text check (outcome in ('resolved', 'change-made', 'no-change', 'elsewhere')),
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, person_id) references service_users.person,
  constraint opened_once unique (council_id, key),
  constraint promise_while_council_is_asked check ((state = 'awaiting-council') = (due_on is not null)),
  constraint closing_has_outcome check ((state = 'closed') = (closed_on is not null and outcome is not null))
);
comment on column conversations.conversation.key is 'What opened it: the same key opens it once';
comment on column conversations.conversation.about_text is 'The name or reference of what it is about, as it was then';
comment on column conversations.conversation.due_on is 'Last working day for the council''s answer; null while the provider is asked';
create index conversation_provider on conversations.conversation (council_id, provider_id, state, last_at, id);
create index conversation_team_due on conversations.conversation (council_id, team, state, due_on, id);
create index conversation_team on conversations.conversation (council_id, team, state, last_at, id);
create index conversation_about on conversations.conversation (council_id, about_id, last_at);
call platform.protect('conversations.conversation', 'scoped');
-- Whatever a provider does, the turn passes to the council: closing is the council's act.
create policy asks_the_council on conversations.conversation as restrictive for insert to portal_provider, portal_provider_scoped
  with check (state = 'awaiting-council');
create policy passes_the_turn on conversations.conversation as restrictive for update to portal_provider, portal_provider_scoped
  using (council_id = platform.council_id()) with check (state = 'awaiting-council');
grant select, insert, update (state, due_on, messages, last_at, closed_on, outcome)
  on conversations.conversation to portal_provider, portal_provider_scoped;
grant select, insert, update (state, team, due_on, messages, last_at, closed_on, outcome)
  on conversations.conversation to portal_council;

-- What was said and done, in order, for both sides to see. Added to, never changed; told_at alone is set later, by the mail.
create table conversations.message (
  council_id      uuid not null,
  conversation_id uuid not null,
  number          integer not null check (number > 0),
  provider_id     uuid not null,
  service_id      uuid,
  contract_id     uuid,
  side            text not null check (side in ('provider', 'council', 'system')),
  kind            text not null check (kind in ('message', 'handed-over', 'closed', 'reopened')),
  team            text not null check (team in ('brokerage', 'payments', 'portal-administration', 'procurement')),
  text            text not null check (char_length(text) <= 10000),
  outcome         text check (outcome in ('resolved', 'change-made', 'no-change', 'elsewhere')),
  written_by      uuid not null,
  writer_name     text not null,
  written_at      timestamptz not null,
  told_at         timestamptz,
  primary key (council_id, conversation_id, number),
  foreign key (council_id, conversation_id) references conversations.conversation,
  constraint message_says_something check (kind = 'handed-over' or btrim(text) <> ''),
  constraint only_the_council_closes check (side <> 'provider' or kind in ('message', 'reopened')),
  constraint closing_names_its_outcome check ((kind = 'closed') = (outcome is not null))
);
comment on column conversations.message.number is 'Counted within the conversation from 1: a page that is answered names the last one it showed';
comment on column conversations.message.team is 'The team whose conversation it was from then on';
call platform.protect('conversations.message', 'scoped');
create policy own_side on conversations.message as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and written_by = platform.account_id());
grant select, insert on conversations.message to portal_provider, portal_provider_scoped;
grant select, insert, update (told_at) on conversations.message to portal_council;

-- What staff tell each other. A table of its own, which no role of the provider face may name at all.
create table conversations.internal_note (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  conversation_id uuid not null,
  text            text not null check (btrim(text) <> '' and char_length(text) <= 10000),
  written_by      uuid not null,
  writer_name     text not null,
  written_at      timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, conversation_id) references conversations.conversation
);
create index internal_note_conversation on conversations.internal_note (council_id, conversation_id, written_at, id);
call platform.protect('conversations.internal_note', 'council');
grant select, insert on conversations.internal_note to portal_council;

-- Whom a team's mail goes to, and whose a conversation is at the provider.
create view published.member with (security_invoker) as
  select council_id, id, provider_id, account_id, name, email, starts_on, ends_on from access.membership;
create view published.staff_role with (security_invoker) as
  select council_id, membership_id, role from access.staff_role;
grant select on published.member, published.staff_role to portal_council;
