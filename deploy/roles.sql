-- The role that bots work as: it reads and adds, and cannot change or delete what was recorded.
-- As the owner of the tables, once they are there, and again with each version that adds to them.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'natobot_app') THEN
		CREATE ROLE natobot_app LOGIN;
	END IF;
END
$$;
GRANT SELECT, INSERT ON entries, requests, entry_words TO natobot_app;
GRANT SELECT, INSERT, UPDATE ON heads, posts, held, clock, probe TO natobot_app;
GRANT SELECT ON natobot_schema TO natobot_app;
-- Where bots of a version before row-level security worked, and do no more: docs/workspaces.md, UPDATE natobot_schema SET fenced = true.
-- For many workspaces, docs/workspaces.md.
GRANT SELECT, INSERT, UPDATE ON installations, due TO natobot_app;
GRANT SELECT, INSERT, DELETE ON install_states TO natobot_app;
GRANT EXECUTE ON FUNCTION natobot_erase(text, bigint) TO natobot_app;
ALTER ROLE natobot_app SET statement_timeout = '10s';
ALTER ROLE natobot_app SET lock_timeout = '5s';
ALTER ROLE natobot_app SET idle_in_transaction_session_timeout = '10s';
