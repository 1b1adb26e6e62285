-- Which permission a person asked for from the page that refused it; empty when the request is about signing in.
alter table access.help_request add column wants text not null default '' check (length(wants) <= 60);
