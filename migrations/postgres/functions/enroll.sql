-- Enrolls where a new record asks for it and nothing stands against it: the course is free or paid for.
create or replace function lyceum.enroll(who text, items lyceum.incoming[], moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if not exists (select from unnest(items) where kind = 'enroll') then
        return;
    end if;
    insert into public.enrollments
        (id, user_id, course_id, status, enrolled_at, progress_percentage, last_accessed_at)
    select lyceum.new_id(), who, c.id, 'ACTIVE', wish.at, 0, wish.at
      from (select course_id, min(effective_at) at time zone 'UTC' as at
              from (select distinct on (id) * from unnest(items) where problem is null
                     order by id, place) as first
             where kind = 'enroll'
               and not exists (select from lyceum.records k where k.user_id = who and k.record_id = first.id)
             group by course_id) as wish
      join public.courses c on c.id = wish.course_id
     where (c.published
            and (c.price <= 0
                 or exists (select from public.payments p
                             where p.user_id = who and p.course_id = c.id and p.status = 'COMPLETED'))
            or lyceum.may_edit(who, c.id))
     order by c.id
    on conflict do nothing;
end
$$;
