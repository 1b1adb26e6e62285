-- A database role per face. None of them owns anything or may bypass row-level security.
-- The application signs in as portal_app and takes one face for one transaction with `set local role`.
do $$
declare face text;
begin
  foreach face in array array['portal_gate', 'portal_council', 'portal_provider', 'portal_provider_scoped'] loop
    if not exists (select from pg_roles where rolname = face) then
      execute format('create role %I nologin nobypassrls', face);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'portal_app') then
    create role portal_app login noinherit nobypassrls;
  end if;
end $$;
grant portal_gate, portal_council, portal_provider, portal_provider_scoped to portal_app with inherit false, set true;

create extension if not exists btree_gist;
create schema if not exists platform;
grant usage on schema platform to portal_app, portal_gate, portal_council, portal_provider, portal_provider_scoped;

-- Whole pence; ten-thousandths of a pound per unit; 30,000ths of a unit (see docs/decisions/0004).
create domain platform.pence as bigint;
create domain platform.rate as bigint;
create domain platform.quantity as bigint;

-- Each fails when the setting is absent, so a statement outside a unit of work sees nothing.
create function platform.council_id() returns uuid stable parallel safe language sql
  return current_setting('platform.council_id')::uuid;
create function platform.provider_id() returns uuid stable parallel safe language sql
  return current_setting('platform.provider_id')::uuid;
create function platform.account_id() returns uuid stable parallel safe language sql
  return current_setting('platform.account_id')::uuid;

-- People whose grants are narrower than the organisation. plpgsql with cost 1 keeps the ordered index scan:
-- the same test as an array or a sub-select in the policy was measured 20 times slower.
create function platform.in_scope(service_id uuid, contract_id uuid) returns boolean
  stable parallel safe cost 1 language plpgsql as $$
begin
  return position(service_id::text in current_setting('platform.scope_services')) > 0
      or position(contract_id::text in current_setting('platform.scope_contracts')) > 0;
end $$;
-- Names of services and contracts that a narrower grant touches at all.
create function platform.sees_service(service_id uuid) returns boolean
  stable parallel safe cost 1 language plpgsql as $$
begin
  return position(service_id::text in current_setting('platform.seen_services')) > 0;
end $$;
create function platform.sees_contract(contract_id uuid) returns boolean
  stable parallel safe cost 1 language plpgsql as $$
begin
  return position(contract_id::text in current_setting('platform.seen_contracts')) > 0;
end $$;

-- Every council-owned table is protected by one call, so that no policy is forgotten or worded differently.
-- reach: 'council' = staff only; 'provider' = the whole organisation, whatever the grant;
-- 'scoped' = a narrower grant sees only its services and contracts (the row has both ids).
create procedure platform.protect(target regclass, reach text) language plpgsql as $$
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
end $$;

-- A partition per calendar year, and one that catches what lies outside, so that no row is ever refused a home.
create procedure platform.partition_by_year(target regclass, first_year int, last_year int) language plpgsql as $$
declare
  part text;
begin
  for y in first_year .. last_year loop
    part := format('%s_%s', target, y);
    execute format('create table %s partition of %s for values from (%L) to (%L)', part, target, y || '-01-01', (y + 1) || '-01-01');
    execute format('alter table %s enable row level security', part);
    execute format('alter table %s force row level security', part);
  end loop;
  part := target || '_other';
  execute format('create table %s partition of %s default', part, target);
  execute format('alter table %s enable row level security', part);
  execute format('alter table %s force row level security', part);
end $$;
