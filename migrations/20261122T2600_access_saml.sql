-- A connection may speak SAML 2.0 in place of OpenID Connect, and either may ask for a strength of signing in.
alter table access.sign_on_connection
  alter column client_id drop not null,
  add column kind            text not null default 'oidc' check (kind in ('oidc', 'saml')),
  add column sign_in_address text check (length(sign_in_address) between 1 and 1000),
  add column certificates    text[] not null default '{}' check (cardinality(certificates) <= 5),
  add column acr_values      text[] not null default '{}' check (cardinality(acr_values) <= 10),
  add constraint client_is_of_openid_connect check ((kind = 'oidc') = (client_id is not null) and (kind = 'oidc' or secret_cipher is null)),
  add constraint saml_is_trusted_by_certificates
    check ((kind = 'saml') = (sign_in_address is not null) and (kind = 'saml') = (cardinality(certificates) > 0));
comment on table access.sign_on_connection is 'Signing in with an organisation’s own OpenID Connect or SAML 2.0 service';
comment on column access.sign_on_connection.issuer is 'What the service calls itself: the issuer, or for SAML its entity ID';
comment on column access.sign_on_connection.sign_in_address is 'Where SAML sends a browser to sign in';
comment on column access.sign_on_connection.certificates is 'Base64 DER of the certificates whose keys sign assertions; two while the service changes its key';
comment on column access.sign_on_connection.acr_values is 'Strengths of signing in, one of which must be named by the service; empty asks for none';

-- A SAML answer comes by a form of another site, without any cookie of ours. It is judged, and waits with the departure
-- for the browser that both brought it (answer_hash) and left (token_hash).
alter table access.sign_on_attempt
  add column request_id  text,
  add column relay_hash  bytea,
  add column answer_hash bytea,
  add column answer      jsonb,
  add constraint relay_belongs_to_a_request check ((request_id is null) = (relay_hash is null)),
  add constraint answer_is_to_a_request check ((answer is null) = (answer_hash is null) and (answer is null or request_id is not null));
create unique index sign_on_attempt_relay on access.sign_on_attempt (relay_hash) where relay_hash is not null;
grant update (answer_hash, answer) on access.sign_on_attempt to portal_gate;
