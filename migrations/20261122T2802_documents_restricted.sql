-- What is filed on a restricted person is kept from all others by the database too, and with it what hangs on it: the
-- versions and their words, who opened them, what was shared, and what is on hold.
create function documents.as_the_person() returns trigger language plpgsql as $$
begin
  new.restricted := coalesce((
    select bool_or(w.restricted) from published.served_person w
    where w.council_id = new.council_id and w.person_id = new.person_id), false);
  return new;
end $$;
do $$
declare
  part text;
begin
  foreach part in array array['document', 'hold'] loop
    execute format('alter table documents.%I add column restricted boolean not null default false', part);
    execute format('alter table documents.%I add column restricted_people uuid[] not null
      generated always as (case when restricted then array[person_id] else ''{}''::uuid[] end) stored', part);
    execute format('create trigger as_the_person before insert on documents.%I
      for each row execute function documents.as_the_person()', part);
    execute format('comment on column documents.%I.restricted is
      ''As the person is: the key keeps it so, and makes whoever restricts them wait for what is being written''', part);
  end loop;
end $$;
alter table documents.document add constraint document_tells_of_these unique (council_id, id, restricted_people);

create function documents.tell_of_the_same() returns trigger language plpgsql as $$
declare
  before constant text := coalesce(current_setting('platform.known_people', true), '');
begin
  perform set_config('platform.known_people', 'everybody', true);
  if tg_table_name = 'share_opening' then
    new.restricted_people := coalesce((select s.restricted_people from documents.share s
      where s.council_id = new.council_id and s.id = new.share_id), '{}');
  else
    new.restricted_people := coalesce((select d.restricted_people from documents.document d
      where d.council_id = new.council_id and d.id = new.document_id), '{}');
  end if;
  perform set_config('platform.known_people', before, true);
  return new;
end $$;
do $$
declare
  part text;
begin
  foreach part in array array['version', 'version_text', 'opening', 'share', 'share_opening'] loop
    execute format('alter table documents.%I add column restricted_people uuid[] not null default ''{}''', part);
    execute format('create trigger tells_of_the_same before insert on documents.%I
      for each row execute function documents.tell_of_the_same()', part);
  end loop;
  foreach part in array array['version', 'version_text', 'opening', 'share'] loop
    execute format('alter table documents.%I add constraint %I foreign key (council_id, document_id, restricted_people)
      references documents.document (council_id, id, restricted_people) on update cascade on delete cascade',
      part, part || '_tells_of_the_same');
  end loop;
  alter table documents.share add constraint share_tells_of_these unique (council_id, id, restricted_people);
  alter table documents.share_opening add constraint share_opening_tells_of_the_same
    foreign key (council_id, share_id, restricted_people)
    references documents.share (council_id, id, restricted_people) on update cascade on delete cascade;
  foreach part in array array['document', 'version', 'version_text', 'opening', 'share', 'share_opening', 'hold'] loop
    execute format('create policy those_who_know_read on documents.%I as restrictive for select
      to portal_council, portal_provider, portal_provider_scoped using (platform.knows(restricted_people))', part);
    execute format('create policy those_who_know_change on documents.%I as restrictive for update
      to portal_council, portal_provider, portal_provider_scoped using (platform.knows(restricted_people))', part);
  end loop;
end $$;

-- What there is already, before the keys bind it; the owner, whom the policies bind as well, steps out of them for this.
alter table documents.document no force row level security;
alter table documents.hold no force row level security;
alter table service_users.person no force row level security;
update documents.document d set restricted = true from service_users.person p
where p.council_id = d.council_id and p.id = d.person_id and p.restricted;
update documents.hold h set restricted = true from service_users.person p
where p.council_id = h.council_id and p.id = h.person_id and p.restricted;
alter table documents.document force row level security;
alter table documents.hold force row level security;
alter table service_users.person force row level security;
alter table documents.document add constraint restricted_as_the_person
  foreign key (council_id, person_id, restricted) references service_users.person (council_id, id, restricted) on update cascade;
alter table documents.hold add constraint hold_restricted_as_the_person
  foreign key (council_id, person_id, restricted) references service_users.person (council_id, id, restricted) on update cascade;
