-- Somebody whose grants are narrow reads an order only where they read every payment line that uses it: lines are under
-- in_scope, and beside a part of its use the whole amount ordered would be wrong. Care in scope is found under their own
-- policies; a contract is theirs as a whole when none of its services is hidden, which only the owner can see. Nothing but
-- yes or no leaves that function. in_scope is null where one id is, so it is asked whether it is true.
create function payments.sees_whole_contract(contract uuid) returns boolean
  security definer set search_path = pg_catalog stable parallel safe cost 1 language plpgsql as $$
begin
  if platform.in_scope(null, contract) is true then return true; end if;
  return not exists (
      select from published.contract_service s
      where s.council_id = platform.council_id() and s.provider_id = platform.provider_id() and s.contract_id = contract
        and platform.in_scope(s.service_id, null) is not true)
    and not exists (
      select from published.package p
      where p.council_id = platform.council_id() and p.provider_id = platform.provider_id() and p.contract_id = contract
        and platform.in_scope(p.service_id, null) is not true);
end $$;
revoke all on function payments.sees_whole_contract(uuid) from public;
grant execute on function payments.sees_whole_contract(uuid) to portal_provider_scoped;

create function payments.sees_order(contract uuid, package uuid) returns boolean
  stable parallel safe cost 1 language plpgsql as $$
begin
  if package is null then return payments.sees_whole_contract(contract); end if;
  return exists (
    select from published.package p
    where p.council_id = platform.council_id() and p.provider_id = platform.provider_id() and p.id = package);
end $$;

alter policy provider_scoped on payments.purchase_order
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id)
    and payments.sees_order(contract_id, package_id));
