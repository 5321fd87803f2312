-- The platform's schema as `prisma migrate` writes it from models with mapped names.
CREATE TYPE user_role AS ENUM ('STUDENT', 'INSTRUCTOR', 'ADMIN');
CREATE TYPE difficulty_enum AS ENUM ('BEGINNER', 'INTERMEDIATE', 'ADVANCED', 'EXPERT');
CREATE TYPE enrollment_status AS ENUM ('ACTIVE', 'COMPLETED', 'SUSPENDED', 'REFUNDED');
CREATE TYPE lesson_type_enum AS ENUM ('TEXT', 'VIDEO', 'INTERACTIVE', 'ASSIGNMENT', 'QUIZ');
CREATE TYPE payment_status AS ENUM ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED');

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT,
    role user_role NOT NULL DEFAULT 'STUDENT',
    email_verified TIMESTAMP(3),
    image TEXT,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE TABLE courses (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    slug TEXT NOT NULL,
    price INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    difficulty difficulty_enum NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE,
    featured BOOLEAN NOT NULL DEFAULT FALSE,
    meta_title TEXT,
    meta_description TEXT,
    image_url TEXT,
    learning_objectives TEXT[],
    prerequisites TEXT[],
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE TABLE modules (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses(id) ON UPDATE CASCADE ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    published BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE TABLE lessons (
    id TEXT PRIMARY KEY,
    module_id TEXT NOT NULL REFERENCES modules(id) ON UPDATE CASCADE ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT,
    content TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    lesson_type lesson_type_enum DEFAULT 'TEXT',
    video_url TEXT,
    resource_url TEXT,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE TABLE enrollments (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    course_id TEXT NOT NULL REFERENCES courses(id) ON UPDATE CASCADE ON DELETE CASCADE,
    status enrollment_status NOT NULL DEFAULT 'ACTIVE',
    enrolled_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMP(3),
    progress_percentage INTEGER DEFAULT 0,
    last_accessed_at TIMESTAMP(3)
);

CREATE TABLE user_progress (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    course_id TEXT NOT NULL,
    module_id TEXT REFERENCES modules(id) ON UPDATE CASCADE ON DELETE CASCADE,
    lesson_id TEXT REFERENCES lessons(id) ON UPDATE CASCADE ON DELETE CASCADE,
    completed BOOLEAN NOT NULL DEFAULT FALSE,
    completed_at TIMESTAMP(3),
    time_spent INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    course_id TEXT NOT NULL,
    issued_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    certificate_number TEXT NOT NULL,
    verification_url TEXT
);

CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    course_id TEXT REFERENCES courses(id),
    amount INTEGER NOT NULL,
    currency TEXT DEFAULT 'USD',
    status payment_status DEFAULT 'PENDING',
    provider TEXT NOT NULL,
    provider_transaction_id TEXT,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    processed_at TIMESTAMP(3)
);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    type TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_account_id TEXT NOT NULL,
    refresh_token TEXT,
    access_token TEXT,
    expires_at INTEGER,
    token_type TEXT,
    scope TEXT,
    id_token TEXT,
    session_state TEXT
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    session_token TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE,
    expires TIMESTAMP(3) NOT NULL
);

CREATE TABLE verification_tokens (
    identifier TEXT NOT NULL,
    token TEXT NOT NULL,
    expires TIMESTAMP(3) NOT NULL
);

CREATE TABLE course_reviews (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL REFERENCES courses(id) ON UPDATE CASCADE ON DELETE CASCADE,
    rating INTEGER NOT NULL,
    comment TEXT,
    created_at TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP(3) NOT NULL
);

CREATE UNIQUE INDEX "users_email_key" ON users (email);
CREATE UNIQUE INDEX "courses_slug_key" ON courses (slug);
CREATE UNIQUE INDEX "modules_course_id_order_key" ON modules (course_id, "order");
CREATE UNIQUE INDEX "lessons_module_id_order_key" ON lessons (module_id, "order");
CREATE UNIQUE INDEX "enrollments_user_id_course_id_key" ON enrollments (user_id, course_id);
CREATE UNIQUE INDEX "user_progress_user_id_course_id_module_id_lesson_id_key" ON user_progress (user_id, course_id, module_id, lesson_id);
CREATE UNIQUE INDEX "certificates_certificate_number_key" ON certificates (certificate_number);
CREATE UNIQUE INDEX "accounts_provider_provider_account_id_key" ON accounts (provider, provider_account_id);
CREATE UNIQUE INDEX "sessions_session_token_key" ON sessions (session_token);
CREATE UNIQUE INDEX "verification_tokens_token_key" ON verification_tokens (token);
CREATE UNIQUE INDEX "verification_tokens_identifier_token_key" ON verification_tokens (identifier, token);
CREATE UNIQUE INDEX "course_reviews_user_id_course_id_key" ON course_reviews (user_id, course_id);
