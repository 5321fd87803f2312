-- The bodies of the first of these lessons (a list of ids), as many as fit into 256 KiB, at least one.
create or replace function lyceum.bodies_v1(course text, lessons jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    access text := lyceum.readable_course(who, course);
begin
    if access = 'outline' then
        raise 'the lessons of the course "%" are for those who are enrolled in it', course using errcode = 'LY004';
    end if;
    if jsonb_typeof(lessons) is distinct from 'array' then
        raise 'bodies are asked with a list of lessons' using errcode = 'LY016';
    end if;
    return jsonb_build_object('bodies', (
        with wanted as materialized (
            select l.id, asked.place,
                   sum(octet_length(lyceum.body_of(l.content, s.content, s.public_digest))) over (order by asked.place) as bytes,
                   row_number() over (order by asked.place) as number
              from (select distinct on (lesson) lesson, place
                      from jsonb_array_elements_text(lessons) with ordinality as given (lesson, place)
                     order by lesson, place) as asked
              join public.lessons l on l.id = asked.lesson
              join public.modules m on m.id = l.module_id
              left join lyceum.lesson_sources s on s.lesson_id = l.id and access = 'edit'
             where m.course_id = course and (m.published is not false or access = 'edit'))
        select coalesce(jsonb_agg(jsonb_build_object(
                   'lesson', w.id,
                   'digest', encode(lyceum.text_digest(body), 'hex'),
                   'content', body) order by w.place), '[]')
          from wanted w
          join public.lessons l on l.id = w.id
          left join lyceum.lesson_sources s on s.lesson_id = l.id and access = 'edit'
         cross join lateral lyceum.body_of(l.content, s.content, s.public_digest) as body
         where w.number = 1 or w.bytes <= 262144));
end
$$;
