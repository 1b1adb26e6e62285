-- What was made for trying things out goes when no key reaches it any more. The application’s roles still remove nothing
-- that was audited or posted: a role of its own does, and its policies show it the rows of a sandbox and no others.
do $$
begin
  if not exists (select from pg_roles where rolname = 'portal_disposer') then
    create role portal_disposer nologin nobypassrls;
  end if;
end $$;
grant portal_disposer to portal_app with inherit false, set true;
grant usage on schema platform to portal_disposer;

-- The council at hand if it was made for trying, and nothing for any other.
create function platform.sandbox_id() returns uuid stable parallel safe language sql
  return (select c.council_id from platform.council c where c.council_id = platform.council_id() and c.is_sandbox);
create policy sandbox_disposed_of on platform.council to portal_disposer using (council_id = platform.council_id() and is_sandbox);
grant select, delete on platform.council to portal_disposer;

create procedure platform.disposable(target regclass) language plpgsql as $$
begin
  execute format('create policy sandbox_disposed_of on %s to portal_disposer using (council_id = platform.sandbox_id())', target);
  execute format('grant select, delete on %s to portal_disposer', target);
  execute format('grant usage on schema %I to portal_disposer',
    (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = target));
end $$;

-- Every table that there is, and from now on every one that is protected.
do $$
declare target regclass;
begin
  for target in
    select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id' and not a.attisdropped
    where n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public') and n.nspname !~ '^pg_'
      and c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity and c.oid <> 'platform.council'::regclass
  loop
    call platform.disposable(target);
  end loop;
end $$;

create or replace procedure platform.protect(target regclass, reach text) language plpgsql as $$
declare
  own_council constant text := 'council_id = platform.council_id()';
  own_provider constant text := own_council || ' and provider_id = platform.provider_id()';
  in_scope constant text := own_provider || ' and platform.in_scope(service_id, contract_id)';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy council_own on %s to portal_council using (%s)', target, own_council);
  if reach in ('provider', 'scoped') then
    execute format('create policy provider_own on %s to portal_provider using (%s)', target, own_provider);
    execute format('create policy provider_scoped on %s to portal_provider_scoped using (%s)', target,
      case reach when 'scoped' then in_scope else own_provider end);
  end if;
  call platform.disposable(target);
end $$;

-- A document of a living council is disposed of with a certificate only; in a sandbox it goes with all the rest.
create or replace function documents.has_certificate() returns trigger language plpgsql as $$
begin
  if current_user <> 'portal_disposer'
    and not exists (select from documents.disposal where council_id = old.council_id and document_id = old.id) then
    raise exception 'a document is disposed of with a certificate only';
  end if;
  return old;
end $$;
