-- Until when a provider may answer the letter of an uplift by asking for more; null where the letter does not offer it.
alter table contracts.uplift add column ask_until date;
alter table contracts.uplift_letter add column ask_until date;
comment on column contracts.uplift_letter.ask_until is 'The last day on which the provider may ask for more, as its letter says; null where it may not';
