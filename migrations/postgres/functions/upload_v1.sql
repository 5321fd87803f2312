-- Keeps lessons' texts and images for a day, for the publishing that is about to name them by their SHA-256. An author may
-- have 128 MiB waiting.
create or replace function lyceum.upload_v1(parts bytea[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    perform lyceum.demand_author(who);
    if (select max(octet_length(part)) from unnest(parts) part) > 8388608 then
        raise 'a lesson or an image has at most 8 MiB' using errcode = 'LY011';
    end if;
    perform lyceum.forget_uploads(who);
    insert into lyceum.uploads (user_id, digest, bytes)
    select distinct on (sha256(part)) who, sha256(part), part from unnest(parts) part order by sha256(part)
    on conflict on constraint uploads_pkey do update set at = clock_timestamp();
    if (select sum(octet_length(u.bytes)) > 134217728 from lyceum.uploads u where u.user_id = who) then
        raise 'more than 128 MiB wait to be published' using errcode = 'LY011', hint = 'publish what is there first';
    end if;
end
$$;
