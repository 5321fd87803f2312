-- Refuses a course that can't be taken, in words for its author.
create or replace function lyceum.check_tree(
    who text, head jsonb, modules lyceum.given_module[], lessons lyceum.given_lesson[], complete boolean)
returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    complaint text;
begin
    select problem into complaint
      from (
        select 1 as rank, 'the course has no id' as problem where coalesce(head ->> 'id', '') = ''
        union all
        select 2, format('"%s" is not a slug: use lower-case letters and digits with single hyphens', head ->> 'slug')
         where (head ->> 'slug' ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(head ->> 'slug') <= 100) is not true
        union all
        select 3, 'a title is 1 to 200 characters long, the course''s isn''t'
         where coalesce(length(head ->> 'title'), 0) not between 1 and 200
        union all
        select 4, 'the course has no price: 0 makes it free' where head ->> 'price' is null
        union all
        select 5, format('the id "%s" is given twice', id)
          from (select id from unnest(modules) union all select id from unnest(lessons)) as ids
         group by id having count(*) > 1
        union all
        select 6, 'a module or lesson has no id or no title'
          from (select id, title from unnest(modules) union all select id, title from unnest(lessons)) as part
         where coalesce(id, '') = '' or coalesce(title, '') = ''
        union all
        select 7, format('the lesson "%s" takes less than no time', title) from unnest(lessons) where minutes < 0
        union all
        select 8, format('the lesson "%s" has %s MB of text, and a lesson may have 8', title,
                         octet_length(content) / 1048576)
          from unnest(lessons) where octet_length(content) > 8388608
        ) as problems
     order by rank limit 1;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY016';
    end if;

    if complete then
        select problem into complaint
          from (
            select 0 as place, 'it has no module' as problem where modules = '{}'
            union all
            select place, format('its module "%s" has no lesson', title) from unnest(modules)
             where id in (select id from unnest(modules) except select module_id from unnest(lessons))
            union all
            select place, format('its lesson "%s" has no content', title) from unnest(lessons)
             where content !~ '\S' and coalesce(video_url, '') = ''
            ) as problems
         order by place limit 1;
        if complaint is not null then
            raise 'the course "%" can''t be published: %', head ->> 'slug', complaint using errcode = 'LY015';
        end if;
    end if;

    select id into complaint from public.courses where slug = head ->> 'slug' and id <> head ->> 'id';
    if found then
        raise 'another course has the slug "%"', head ->> 'slug' using errcode = 'LY013',
            hint = case when lyceum.may_edit(who, complaint)
                        then format('it is yours too: id = "%s" in course.toml publishes this in its place', complaint)
                        else 'choose another one' end;
    end if;
    -- What the part is called there is nobody else's business.
    select format('the id "%s" of the module "%s" belongs to another course', g.id, g.title) into complaint
      from unnest(modules) g
      join public.modules m on m.id = g.id
     where m.course_id <> head ->> 'id'
     limit 1;
    if complaint is null then
        select format('the id "%s" of the lesson "%s" belongs to another course', g.id, g.title) into complaint
          from unnest(lessons) g
          join public.lessons l on l.id = g.id
          join public.modules m on m.id = l.module_id
         where m.course_id <> head ->> 'id'
         limit 1;
    end if;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY014', hint = 'give it an id of its own';
    end if;
end
$$;
