-- A letter says that new versions of agreements wait only where its uplift makes them.
alter table contracts.uplift_letter add column renews_agreements boolean not null default true;
update contracts.uplift_letter t set renews_agreements = u.renews_agreements
from contracts.uplift u where u.council_id = t.council_id and u.id = t.uplift_id and not u.renews_agreements;
