-- A course of 20 lessons, and eight learners `u0` to `u7` who are enrolled in it.
insert into users (id, email) select 'u' || n, 'u' || n || '@example.org' from generate_series(0, 7) n;
insert into courses (id, title, description, slug, price, duration, difficulty) values ('c', 'C', '', 'c', 0, 0, 'BEGINNER');
insert into modules (id, course_id, title, description, "order", duration) values ('m', 'c', 'M', '', 1, 0);
insert into lessons (id, module_id, title, content, "order", duration)
select 'l' || n, 'm', 'L', 'text', n, 0 from generate_series(1, 20) n;
update courses set published = true;
insert into enrollments (user_id, course_id) select id, 'c' from users;
insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
select u.id, 'c', 'm', l.id, 0 from users u, lessons l;
insert into lyceum.heads (user_id, seq) select id, 0 from users;
