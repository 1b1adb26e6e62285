-- What is said, filed and sent about a restricted person is for those who may know of them: a row names the restricted
-- people whom it is about, and a transaction the people whom its reader knows. As in_scope, a function of cost 1, so that
-- the ordered index scans stay; the empty array is answered first, because nearly every row has it.
create function platform.knows(people uuid[]) returns boolean
  stable parallel safe cost 1 language plpgsql as $$
declare
  person uuid;
  known text;
begin
  if people = '{}' then return true; end if;
  known := coalesce(current_setting('platform.known_people', true), '');
  if known = 'everybody' then return true; end if;
  foreach person in array people loop
    if position(person::text in known) = 0 then return false; end if;
  end loop;
  return true;
end $$;

-- Whoever asks brings the people with them: found together with who they are, and only those whom they may know now.
grant usage on schema service_users to portal_gate;
create policy gate_finds on service_users.need_to_know for select to portal_gate using (true);
grant select (council_id, person_id, account_id, provider_id, until_at, ended_at) on service_users.need_to_know to portal_gate;
grant select on published.need_to_know to portal_gate;

-- What refers to a person may say whether they are restricted, and a key keeps that true: who restricts them changes it
-- there in the same transaction, and what is being written meanwhile waits for it.
alter table service_users.person add constraint person_is_restricted_or_not unique (council_id, id, restricted);
