-- Gives a course its images: those that the author uploaded, and those that it has already. Nobody gets another
-- course's image by its digest alone.
create or replace function lyceum.write_images(who text, course text, images lyceum.given_image[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    missing text;
    gone bytea[];
begin
    select g.path into missing
      from unnest(images) g
     where not exists (select from lyceum.uploads u where u.user_id = who and u.digest = g.digest)
       and not exists (select from lyceum.course_images c where c.course_id = course and c.digest = g.digest)
     limit 1;
    if found then
        raise 'the image "%" was not uploaded', missing using errcode = 'LY015';
    end if;
    insert into lyceum.images (digest, bytes)
    select u.digest, u.bytes
      from lyceum.uploads u
     where u.user_id = who and u.digest in (select g.digest from unnest(images) g)
     order by u.digest
    on conflict do nothing;

    with deleted as (
        delete from lyceum.course_images c
         where c.course_id = course
           and not exists (select from unnest(images) g
                            where (g.path, g.digest, g.width, g.height) = (c.path, c.digest, c.width, c.height))
        returning c.digest)
    select array_agg(d.digest) into gone from deleted d;
    insert into lyceum.course_images (course_id, path, digest, width, height)
    select course, g.path, g.digest, g.width, g.height from unnest(images) g
    on conflict do nothing;
    if found or gone is not null then
        perform lyceum.note_changes(array[course]);
    end if;
    perform lyceum.forget_images(gone);
end
$$;
