-- A text that an author uploaded, by its SHA-256 in hexadecimal.
create or replace function lyceum.uploaded_text(who text, digest text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select convert_from(u.bytes, 'UTF8') from lyceum.uploads u
         where u.user_id = who and u.digest = decode(uploaded_text.digest, 'hex'));
end
$$;
