-- Finding people by what somebody types: how the name begins from either end, a reference, or an NHS number. Every list
-- that is searched by person asks here, so that it is searched alike. Ranges of bytes, so that the indexes serve under
-- row-level security; 500 people are enough, who finds more types another letter.
create function published.people_of_council(council uuid, typed text) returns setof uuid
  stable parallel safe rows 50 language sql as $$
  (select person_id from published.served_person where council_id = council
    and family_first >= regexp_replace(lower(typed), '[\s,]+', ' ', 'g')
    and family_first < regexp_replace(lower(typed), '[\s,]+', ' ', 'g') || U&'\+10FFFF' order by family_first limit 500)
  union
  (select person_id from published.served_person where council_id = council
    and given_first >= regexp_replace(lower(typed), '[\s,]+', ' ', 'g')
    and given_first < regexp_replace(lower(typed), '[\s,]+', ' ', 'g') || U&'\+10FFFF' order by given_first limit 500)
  union
  select person_id from published.served_person where council_id = council and reference in (typed, upper(typed))
  union
  select person_id from published.served_person where council_id = council
    and nhs_number = regexp_replace(typed, '\s', '', 'g')
$$;
create function published.people_of_provider(council uuid, provider uuid, typed text) returns setof uuid
  stable parallel safe rows 50 language sql as $$
  (select person_id from published.served_person where council_id = council and provider_id = provider
    and family_first >= regexp_replace(lower(typed), '[\s,]+', ' ', 'g')
    and family_first < regexp_replace(lower(typed), '[\s,]+', ' ', 'g') || U&'\+10FFFF' order by family_first limit 500)
  union
  (select person_id from published.served_person where council_id = council and provider_id = provider
    and given_first >= regexp_replace(lower(typed), '[\s,]+', ' ', 'g')
    and given_first < regexp_replace(lower(typed), '[\s,]+', ' ', 'g') || U&'\+10FFFF' order by given_first limit 500)
  union
  select person_id from published.served_person where council_id = council and provider_id = provider
    and reference in (typed, upper(typed))
  union
  select person_id from published.served_person where council_id = council and provider_id = provider
    and nhs_number = regexp_replace(typed, '\s', '', 'g')
$$;
revoke execute on function published.people_of_council, published.people_of_provider from public;
grant execute on function published.people_of_council, published.people_of_provider
  to portal_council, portal_provider, portal_provider_scoped;
