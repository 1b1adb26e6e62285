-- Revisions refer to their agreement. Were agreements to refer to revisions, neither could be disposed of before the other.
alter table agreements.agreement
  drop constraint replaces_a_published_text,
  add constraint replaces_an_agreement foreign key (council_id, replaces_agreement_id) references agreements.agreement (council_id, id);
