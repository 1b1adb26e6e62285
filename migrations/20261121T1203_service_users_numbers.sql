-- A person is also searched by the council's reference and by NHS number.
create index served_person_reference on service_users.served_person (council_id, reference);
create index served_person_nhs_number on service_users.served_person (council_id, nhs_number);
