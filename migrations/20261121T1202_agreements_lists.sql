-- The list of all agreements, whatever their state, and those of one person.
create index agreement_starts on agreements.agreement (council_id, provider_id, starts_on, id);
create index agreement_council_starts on agreements.agreement (council_id, starts_on, id);
create index agreement_person on agreements.agreement (council_id, person_id);
