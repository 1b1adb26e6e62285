-- Care that is suspended, or not started yet, is little among all there is: a page of it is cut from its own index, and not
-- from the index of all care, which would be read to its end for a handful of rows.
create index package_few on care_packages.package (council_id, status, starts_on, id)
  where status in ('authorised', 'suspended');

-- The care under one contract of a provider that has very much: without it, all of that provider's care was read for a
-- contract that has little of it.
create index package_of_contract on care_packages.package (council_id, provider_id, contract_id, starts_on, id);
