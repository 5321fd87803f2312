-- Keeps a lesson's text or an image for a day, for the publishing that is about to name it by its SHA-256, which is
-- returned in hexadecimal. An author may have 128 MiB waiting.
create or replace function lyceum.upload_v1(bytes bytea) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    digest bytea := sha256(bytes);
begin
    if (select role in ('INSTRUCTOR', 'ADMIN') from public.users where id = who) is not true then
        raise 'publishing needs the role instructor or admin' using errcode = 'LY004';
    end if;
    if octet_length(bytes) > 8388608 then
        raise 'a lesson or an image has at most 8 MiB' using errcode = 'LY011';
    end if;
    delete from lyceum.uploads u where u.user_id = who and u.at < clock_timestamp() - interval '1 day';
    if (select coalesce(sum(octet_length(u.bytes)), 0) + octet_length(bytes) > 134217728
          from lyceum.uploads u
         where u.user_id = who and u.digest <> digest)
    then
        raise 'more than 128 MiB wait to be published' using errcode = 'LY011', hint = 'publish what is there first';
    end if;
    insert into lyceum.uploads (user_id, digest, bytes) values (who, digest, bytes)
    on conflict on constraint uploads_pkey do update set at = clock_timestamp();
    return encode(digest, 'hex');
end
$$;
