-- Conversations kept drafts of their own, by the thing that was written about and not by the page: platform.draft has them now.
drop table conversations.draft;
