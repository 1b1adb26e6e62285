-- Which newer agreement each line of an agreed one gave way to: an agreement stands for the lines that gave way to none. Without
-- it, one about several packages stood for all of them or for none.
alter table agreements.revision_line
  add column gave_way_to uuid,
  add constraint gave_way_to_an_agreement foreign key (council_id, gave_way_to) references agreements.agreement (council_id, id),
  add constraint gives_way_to_another check (gave_way_to <> agreement_id);
comment on column agreements.revision_line.gave_way_to is 'Agreed later about the same plan of the same package; null while this line stands, and for texts that were never agreed';
create index revision_line_gave_way on agreements.revision_line (council_id, gave_way_to) where gave_way_to is not null;
grant update (gave_way_to) on agreements.revision_line to portal_provider, portal_provider_scoped;

with standing as (
  select l.council_id, l.package_id, l.agreement_id, l.revision, v.temporary, v.valid,
    row(coalesce(r.responded_at, a.published_at), a.published_at, a.id) as since
  from agreements.revision_line l
  join agreements.agreement a on a.council_id = l.council_id and a.id = l.agreement_id and a.revision = l.revision and a.status = 'agreed'
  join care_packages.package_version v on v.council_id = l.council_id and v.package_id = l.package_id and v.version = l.package_version
  left join agreements.response r on r.council_id = a.council_id and r.agreement_id = a.id and r.revision = a.revision
), newest as (
  select distinct on (o.council_id, o.agreement_id, o.package_id) o.council_id, o.agreement_id, o.revision, o.package_id, n.agreement_id as newer
  from standing o
  join standing n on n.council_id = o.council_id and n.package_id = o.package_id and n.agreement_id <> o.agreement_id
    and n.temporary = o.temporary and (not n.temporary or n.valid && o.valid) and n.since > o.since
  order by o.council_id, o.agreement_id, o.package_id, n.since desc
)
update agreements.revision_line l set gave_way_to = n.newer
from newest n
where l.council_id = n.council_id and l.agreement_id = n.agreement_id and l.revision = n.revision and l.package_id = n.package_id;

create or replace view published.agreement_line with (security_invoker) as
  select council_id, agreement_id, revision, package_id, package_version, provider_id, service_id, contract_id, gave_way_to
  from agreements.revision_line;
