-- Deletes those of these images that no course shows any more. One that somebody just took stays: their row points at
-- it, and whoever is in the middle of that is waited for by the next publishing.
create or replace function lyceum.forget_images(digests bytea[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    delete from lyceum.images i
     where i.digest in (select locked.digest from lyceum.images locked
                         where locked.digest = any (digests)
                           and not exists (select from lyceum.course_images c where c.digest = locked.digest)
                         order by locked.digest for update skip locked);
end
$$;
