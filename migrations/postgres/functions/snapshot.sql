-- What the platform says of a learner: progress, enrollments, certificates, and our positions.
create or replace function lyceum.snapshot(who text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    return (
        select jsonb_build_object(
            'progress', (
                select coalesce(jsonb_agg(jsonb_build_object(
                           'course', p.course_id, 'lesson', p.lesson_id, 'seconds', p.seconds,
                           'completed', p.completed, 'completed_at', lyceum.iso(p.completed_at),
                           'completions', coalesce(ours.standing, '[]'),
                           -- Where the web application's completion has no date, the epoch stands for it.
                           'web_completed_at', case
                               when p.completed and not coalesce(ours.shown, false)
                                   then lyceum.iso(coalesce(p.completed_at, 'epoch')) end)
                           order by p.course_id, p.lesson_id), '[]')
                  from (select course_id, lesson_id,
                               sum(greatest(coalesce(time_spent, 0), 0)) as seconds,
                               coalesce(bool_or(completed), false) as completed,
                               min(completed_at) filter (where completed) as completed_at
                          from public.user_progress
                         where user_id = who
                         group by course_id, lesson_id) as p
                  left join (
                        select lesson_id,
                               jsonb_agg(jsonb_build_object('record', record_id, 'at', lyceum.iso(effective_at))
                                         order by effective_at, record_id) filter (where not undone) as standing,
                               array_agg(shown_at at time zone 'UTC') as times
                          from lyceum.completions
                         where user_id = who and effective_at is not null
                         group by lesson_id) as c on c.lesson_id = p.lesson_id
                 cross join lateral (
                       select c.standing,
                              exists (select from unnest(c.times) t
                                       where t between p.completed_at - interval '1 ms'
                                                   and p.completed_at + interval '1 ms') as shown) as ours),
            'enrollments', (
                select coalesce(jsonb_agg(jsonb_build_object(
                           'course', e.course_id, 'status', lower(coalesce(e.status::text, 'ACTIVE')),
                           'percent', coalesce(e.progress_percentage, 0),
                           'enrolled_at', lyceum.iso(e.enrolled_at),
                           'completed_at', lyceum.iso(e.completed_at)) order by e.course_id), '[]')
                  from public.enrollments e
                 where e.user_id = who),
            'certificates', (
                select coalesce(jsonb_agg(jsonb_build_object(
                           'course', c.course_id, 'number', c.certificate_number,
                           'issued_at', lyceum.iso(c.issued_at), 'url', c.verification_url)
                           order by c.issued_at, c.id), '[]')
                  from public.certificates c
                 where c.user_id = who),
            'positions', (
                select coalesce(jsonb_agg(jsonb_build_object(
                           'course', p.course_id, 'lesson', p.lesson_id, 'position', p.position,
                           'at', lyceum.iso(p.at)) order by p.lesson_id), '[]')
                  from lyceum.positions p
                 where p.user_id = who)));
end
$$;
