-- Permissions asked for before it was written where they are wanted: at the one organisation where the person works.
update access.help_request h set provider_id = m.provider_id
from (
  select council_id, account_id, (array_agg(provider_id))[1] as provider_id
  from access.membership group by council_id, account_id having count(*) = 1
) m
where m.council_id = h.council_id and m.account_id = h.account_id and h.wants <> '' and h.provider_id is null;
