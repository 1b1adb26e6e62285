-- A foreign key sees past the policies: with the provider in it, nobody asks for a change of another's service.
alter table providers.service add constraint service_of_provider unique (council_id, provider_id, id);
alter table providers.change_request
  add constraint change_is_of_own_service foreign key (council_id, provider_id, service_id)
    references providers.service (council_id, provider_id, id);
