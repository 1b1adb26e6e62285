-- A provider's own reference leads its files and programs to one package. The database holds that no two of a provider
-- have the same, also for somebody whose grant reaches one of them only. What was cancelled keeps its name and takes none.
update care_packages.package p set own_reference = p.own_reference || ' (' || p.reference || ')'
from (
  select council_id, id, row_number() over (partition by council_id, provider_id, own_reference order by id) as place
  from care_packages.package where own_reference <> '' and status not in ('draft', 'cancelled')
) named
where named.council_id = p.council_id and named.id = p.id and named.place > 1;

create unique index own_reference_is_of_one_package on care_packages.package (council_id, provider_id, own_reference)
  where own_reference <> '' and status not in ('draft', 'cancelled');
