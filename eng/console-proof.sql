-- :rows requests of the last 30 days: 40 models on 6 connections, 300 keys of 200 users in 12 teams, 30 tags, one in 61 refused, and one key, team,
-- tag and error that hardly anybody has. Multiplication scatters, so that no dimension follows another.
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200000;
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows),
     h AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n),
     k AS (SELECT i, h, (h / 64) % 300 AS k, (h / 32768) % 5000 AS size, i % 200000 = 777 AS rare FROM h),
     r AS (SELECT i, h, k, size, rare, (k * 7 + h % 8) % 40 AS m FROM k)
INSERT INTO requests (id, time, key_id, "user", team, connection, provider, model_asked, model_answered, dialect, operation, streamed,
    input, cached_read, cached_write, input_audio, output, reasoning, output_audio, estimated, cost_nano, price_version, status, error,
    ttfb_us, duration_us, tags, run_id, attempts, saved_nano, snapshot)
SELECT printf('req_%026d', i), (CAST(strftime('%s', 'now') AS INTEGER) - 2592000) * 1000 + i * 2591000000 / :rows,
    CASE WHEN rare THEN 'key_rare' ELSE printf('key_%03d', k) END, CASE WHEN rare THEN 'rare' ELSE printf('user-%03d', k % 200) END, CASE WHEN rare THEN 'rare' ELSE printf('team-%02d', k % 12) END,
    printf('connection-%d', m % 6), printf('provider-%d', m % 5), CASE WHEN rare THEN 'rare' ELSE printf('model-%02d', m) END, printf('connection-%d/model-%02d', m % 6, m), 'openai-chat',
    CASE WHEN h % 17 = 0 THEN 'embeddings' ELSE 'chat.completions' END, h % 2, size + 200, size / 2, 0, 0, size / 4 + 20, 0, 0, h % 50 = 0,
    CASE WHEN rare THEN 9000000000 ELSE (size + 200) * 2500 + size * 2500 END, 'catalog:2026-06-30',
    CASE WHEN rare THEN 504 WHEN h % 61 = 0 THEN 429 ELSE 200 END, CASE WHEN rare THEN 'timeout' WHEN h % 61 = 0 THEN 'rate_limited' END,
    80000 + (h % 9973) * 150, 200000 + (h % 99991) * 300, CASE WHEN rare THEN 'app=rare' WHEN h % 3 = 0 THEN printf('app=%d', (h / 7) % 30) END,
    CASE WHEN i / 12 % 5 = 0 THEN printf('run-%d', i / 12) END, 1, size * 1000, 1
FROM r;
INSERT INTO attempts (request_id, number, connection, model, started_us, ttfb_us, duration_us, status, error, input, cached_read, cached_write, input_audio,
    output, reasoning, output_audio, estimated, cost_nano, price_version)
SELECT id, 1, connection, model_asked, 900, ttfb_us, duration_us - 1200, status, error, input, cached_read, cached_write, input_audio, output, reasoning, output_audio,
    estimated, cost_nano, price_version
FROM requests;
UPDATE usage_progress SET pending_before = (SELECT max(id) || '~' FROM requests);
