-- One way to find people by what somebody types: a provider's, or with null everyone's of the council.
create function published.people_matching(council uuid, provider uuid, typed text) returns setof uuid
  stable parallel safe rows 50 language sql as $$
  select published.people_of_council(council, typed) where provider is null
  union all
  select published.people_of_provider(council, provider, typed) where provider is not null
$$;
revoke execute on function published.people_matching from public;
grant execute on function published.people_matching to portal_council, portal_provider, portal_provider_scoped;
