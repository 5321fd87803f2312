-- The user whose device has this token, by the SHA-256 of the token's text.
create or replace function lyceum.caller_of_token_v1(digest bytea) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    who text := (select d.user_id from lyceum.devices d
                  where d.token_digest = digest and d.expires_at > clock_timestamp());
begin
    if who is null then
        raise 'the token isn''t known, or no longer good' using errcode = 'LY001', hint = 'sign in again';
    end if;
    return who;
end
$$;
