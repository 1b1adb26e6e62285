-- A conversation about a restricted person is there for those who may know of them, and for nobody else: not in lists,
-- counts, mails, exports or by address. It says which restricted people it is about, and all that hangs on it says so too.
alter table conversations.conversation add column restricted_people uuid[] not null default '{}',
  add constraint conversation_tells_of_these unique (council_id, id, restricted_people);
comment on column conversations.conversation.restricted_people is 'Restricted people whom it is about: only who knows all of them reads it';

-- Whom a conversation is about: the person of the care that it was opened about, and people whom the council adds later,
-- because a matter of a whole service may turn out to be one person's.
create table conversations.about_person (
  council_id        uuid not null,
  conversation_id   uuid not null,
  person_id         uuid not null,
  provider_id       uuid not null,
  service_id        uuid,
  contract_id       uuid,
  restricted        boolean not null,
  restricted_people uuid[] not null default '{}',
  placed_at         timestamptz,
  placed_by         uuid,
  placer_name       text,
  primary key (council_id, conversation_id, person_id),
  constraint about_person_of_own_conversation
    foreign key (council_id, provider_id, conversation_id) references conversations.conversation (council_id, provider_id, id),
  constraint restricted_as_the_person
    foreign key (council_id, person_id, restricted) references service_users.person (council_id, id, restricted) on update cascade,
  constraint placing_names_who_and_when check ((placed_at is null) = (placed_by is null) and (placed_at is null) = (placer_name is null))
);
comment on column conversations.about_person.restricted is 'As the person is: the key keeps it so, and makes whoever restricts them wait for what is being written';
comment on column conversations.about_person.placed_at is 'Null for the person of the care that the conversation was opened about';
create index about_person_person on conversations.about_person (council_id, person_id);
call platform.protect('conversations.about_person', 'scoped');
create policy opened_about on conversations.about_person as restrictive for insert to portal_provider, portal_provider_scoped
  with check (placed_at is null);
grant select, insert on conversations.about_person to portal_provider, portal_provider_scoped, portal_council;

-- The triggers keep the books of everybody, whoever is at work: they look, and put back what the reader knew.
create function conversations.name_its_person() returns trigger language plpgsql as $$
declare
  before constant text := coalesce(current_setting('platform.known_people', true), '');
begin
  perform set_config('platform.known_people', 'everybody', true);
  insert into conversations.about_person (council_id, conversation_id, person_id, provider_id, service_id, contract_id, restricted)
  select new.council_id, new.id, new.person_id, new.provider_id, new.service_id, new.contract_id, coalesce((
    select bool_or(w.restricted) from published.served_person w
    where w.council_id = new.council_id and w.provider_id = new.provider_id and w.person_id = new.person_id), false);
  perform set_config('platform.known_people', before, true);
  return null;
end $$;
create trigger names_its_person after insert on conversations.conversation
  for each row when (new.person_id is not null) execute function conversations.name_its_person();

create function conversations.hide_from_others() returns trigger language plpgsql as $$
declare
  before constant text := coalesce(current_setting('platform.known_people', true), '');
begin
  perform set_config('platform.known_people', 'everybody', true);
  update conversations.conversation set restricted_people = array_append(restricted_people, new.person_id)
  where council_id = new.council_id and provider_id = new.provider_id and id = new.conversation_id;
  perform set_config('platform.known_people', before, true);
  return null;
end $$;
create trigger hides_from_others after insert on conversations.about_person
  for each row when (new.restricted) execute function conversations.hide_from_others();

create function conversations.follow_restriction() returns trigger language plpgsql as $$
declare
  before constant text := coalesce(current_setting('platform.known_people', true), '');
begin
  perform set_config('platform.known_people', 'everybody', true);
  update conversations.conversation c set restricted_people =
    case when new.restricted then array_append(c.restricted_people, new.id) else array_remove(c.restricted_people, new.id) end
  where c.council_id = new.council_id and c.id in (
    select a.conversation_id from conversations.about_person a where a.council_id = new.council_id and a.person_id = new.id);
  perform set_config('platform.known_people', before, true);
  return null;
end $$;
create trigger conversations_follow_restriction after update of restricted on service_users.person
  for each row when (old.restricted is distinct from new.restricted) execute function conversations.follow_restriction();

-- What hangs on a conversation tells of the same people; the key keeps it so.
create function conversations.tell_of_the_same() returns trigger language plpgsql as $$
declare
  before constant text := coalesce(current_setting('platform.known_people', true), '');
begin
  perform set_config('platform.known_people', 'everybody', true);
  new.restricted_people := coalesce((
    select c.restricted_people from conversations.conversation c
    where c.council_id = new.council_id and c.id = new.conversation_id), '{}');
  perform set_config('platform.known_people', before, true);
  return new;
end $$;
do $$
declare
  part text;
begin
  foreach part in array array['message', 'attachment', 'attachment_opening', 'internal_note'] loop
    execute format('alter table conversations.%I add column restricted_people uuid[] not null default ''{}''', part);
  end loop;
  foreach part in array array['message', 'attachment', 'attachment_opening', 'internal_note', 'about_person'] loop
    execute format('alter table conversations.%I add constraint %I foreign key (council_id, conversation_id, restricted_people)
      references conversations.conversation (council_id, id, restricted_people) on update cascade', part, part || '_tells_of_the_same');
    execute format('create trigger tells_of_the_same before insert on conversations.%I
      for each row execute function conversations.tell_of_the_same()', part);
  end loop;
  foreach part in array array['conversation', 'message', 'attachment', 'attachment_opening', 'internal_note', 'about_person'] loop
    execute format('create policy those_who_know_read on conversations.%I as restrictive for select
      to portal_council, portal_provider, portal_provider_scoped using (platform.knows(restricted_people))', part);
    execute format('create policy those_who_know_change on conversations.%I as restrictive for update
      to portal_council, portal_provider, portal_provider_scoped using (platform.knows(restricted_people))', part);
  end loop;
end $$;
grant update (restricted_people) on conversations.conversation to portal_provider, portal_provider_scoped, portal_council;

-- What there is already. The owner, whom the policies bind as well, steps out of them for this one statement.
alter table conversations.conversation no force row level security;
alter table conversations.about_person no force row level security;
alter table service_users.person no force row level security;
insert into conversations.about_person (council_id, conversation_id, person_id, provider_id, service_id, contract_id, restricted)
select c.council_id, c.id, c.person_id, c.provider_id, c.service_id, c.contract_id, p.restricted
from conversations.conversation c join service_users.person p on p.council_id = c.council_id and p.id = c.person_id;
alter table conversations.conversation force row level security;
alter table conversations.about_person force row level security;
alter table service_users.person force row level security;
