-- Where care has a timetable, a change of it is asked for visit by visit. What was asked stays as it was asked; what the
-- council accepted instead, after looking at the visits, is kept beside it.
alter table care_packages.variation
  add column visits jsonb,
  add column accepted_visits jsonb,
  add constraint visits_are_of_one_week check (jsonb_typeof(visits) = 'array' and jsonb_array_length(visits) <= 140),
  add constraint accepted_visits_are_of_one_week
    check (jsonb_typeof(accepted_visits) = 'array' and jsonb_array_length(accepted_visits) between 1 and 140),
  add constraint only_what_is_accepted_is_other check (accepted_visits is null or status = 'accepted');
comment on column care_packages.variation.visits is 'The visits asked for in a week; null where care has no timetable';
comment on column care_packages.variation.accepted_visits is 'The visits that the council accepted instead; null where it accepted what was asked';
grant update (accepted_visits) on care_packages.variation to portal_council;
