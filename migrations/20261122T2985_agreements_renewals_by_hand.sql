-- The agreements that an uplift did not renew and that somebody corrects by hand: each with the text that waits instead.
create view published.renewal_by_hand with (security_invoker) as
  select i.council_id, i.uplift_id, a.id as agreement_id, a.reference, a.provider_id, a.person_id, i.from_on, i.outcome
  from agreements.renewal_item i
  join agreements.agreement a on a.council_id = i.council_id and a.id = i.old_agreement_id
  where i.outcome = 'answer-awaited';
grant select on published.renewal_by_hand to portal_council;
