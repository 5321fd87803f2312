-- An image of a course, by its SHA-256 in hexadecimal; for whoever may have the course's lessons.
create or replace function lyceum.image_v1(course text, digest text) returns bytea
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    bytes bytea;
begin
    if lyceum.readable_course(lyceum.caller(), course) = 'outline' then
        raise 'the images of the course "%" are for those who are enrolled in it', course using errcode = 'LY004';
    end if;
    select i.bytes into bytes
      from lyceum.course_images c
      join lyceum.images i on i.digest = c.digest
     where c.course_id = course and c.digest = decode(digest, 'hex')
     limit 1;
    if not found then
        raise 'the course has no such image' using errcode = 'LY005';
    end if;
    return bytes;
end
$$;
