"""The defences of the web door, each with the change that takes it away and the tests that must turn red."""

from mutants import Mutant

HTTP = "tests/security/test_security_http.py"
FORM = "tests/security/test_security_sign_in.py"
SOCKET = "tests/security/test_security_websocket.py"
PAPERS = "tests/security/test_security_papers.py"
CONFIG = "tests/security/test_security_config.py"
SESSIONS = "tests/access/test_access_sessions.py"
ADMISSION = "tests/access/test_access_admission.py"
OWN_PASSWORD = "tests/access/test_access_own_password.py"
USERS = "tests/access/test_access_administration.py"
SHEETS = "tests/workflow/test_workflow_field_sheets.py"
LEADING = "tests/workflow/test_workflow_leading.py"
OFFICIAL = "tests/workflow/test_workflow_official_papers.py"

AT_THE_DOOR = (
    Mutant(
        name="gate", file="access/gate.py",
        old="        if verdict is Verdict.PASS:", new="        if verdict is not Verdict.UNKNOWN:", tests=(HTTP,),
    ),
    Mutant(
        name="websocket gate", file="access/gate.py",
        old="if not (is_known and self._is_from_here(scope)) or not await self._may_work(scope):",
        new="if not (is_known and self._is_from_here(scope)):", tests=(SOCKET,),
    ),
    Mutant(
        name="host", file="access/gate.py",
        old="        if not is_known_host(hosts, self.workspace.settings.allowed_hosts):", new="        if not hosts:",
        tests=(HTTP,),
    ),
    Mutant(
        name="origin", file="access/gate.py",
        old="        return is_harmless or is_own_origin(headers.getlist(\"origin\"), hosts[0])",
        new="        return is_harmless or bool(hosts)", tests=(SOCKET,),
    ),
    Mutant(
        name="blank frame", file="access/gate.py",
        old='if message["type"] == "websocket.receive" and not await self._may_work(scope):',
        new='if message["type"] == "nothing" and not await self._may_work(scope):', tests=(SOCKET,),
    ),
    Mutant(
        name="session to take up", file="access/gate.py",
        old='        headers["sec-websocket-protocol"] = ",".join(offered.split(",")[:2])',
        new='        headers["sec-websocket-protocol"] = offered', tests=(SOCKET,),
    ),
    Mutant(
        name="files for strangers", file="access/admission.py",
        old="    if path in OPEN_PATHS:", new='    if path in OPEN_PATHS or path.startswith(("/media/", "/static/")):',
        tests=(f"{ADMISSION}::test_a_stranger_passes_only_open_paths",),
    ),
    Mutant(
        name="Streamlit's other addresses", file="access/admission.py",
        old='    return "/_stcore" not in path or path in CORE_EXACT or path.startswith(CORE_BELOW)',
        new="    return True",
        tests=(f"{ADMISSION}::test_what_streamlit_offers_besides_does_not_exist",),
    ),
    Mutant(
        name="who uploads", file="access/admission.py",
        old="    if path.startswith(UPLOADS) and actor.role not in UPLOAD_ROLES:",
        new="    if path.startswith(UPLOADS) and not UPLOAD_ROLES:",
        tests=(f"{ADMISSION}::test_only_a_planner_uploads",),
    ),
    Mutant(
        name="proxy's key", file="access/forwarding.py",
        old=" and compare_digest(keys[0].encode(), self.key.encode()):", new=":",
        tests=("tests/access/test_access_forwarding.py::test_nobody_else_is",),
    ),
    Mutant(
        name="no-store", file="access/headers.py",
        old='        added["cache-control"] = "no-store"', new="        pass", tests=(HTTP,),
    ),
    Mutant(
        name="content policy", file="access/headers.py",
        old='        added["content-security-policy"] = policy', new="        pass", tests=(HTTP,),
    ),
    Mutant(
        name="token against forged uploads", file=".streamlit/config.toml",
        old="enableXsrfProtection = true", new="enableXsrfProtection = false", tests=(CONFIG,),
    ),
    Mutant(
        name="size of uploads", file=".streamlit/config.toml",
        old="maxUploadSize = 10", new="maxUploadSize = 200", tests=(CONFIG,),
    ),
    Mutant(
        name="silence about errors", file=".streamlit/config.toml",
        old='showErrorDetails = "none"', new='showErrorDetails = "full"', tests=(CONFIG,),
    ),
)  # fmt: skip

SIGNING_IN = (
    Mutant(
        name="throttle", file="access/throttling.py", old="at + WINDOW) >= limit", new="at + WINDOW) >= 99 * limit",
        tests=(FORM,),
    ),
    Mutant(
        name="throttle of an address", file="access/throttling.py",
        old="    yield address_key(ip), ADDRESS_FAILURES\n", new="",
        tests=(f"{SESSIONS}::test_an_address_that_tries_many_names_is_refused",),
    ),
    Mutant(
        name="same sentence of a refusal", file="access/sessions.py",
        old='else "sign_in.refused")', new='else "sign_in.refused" if account else "sign_in.unknown")',
        tests=(f"{SESSIONS}::test_seven_wrong_passwords_refuse_the_right_one_for_fifteen_minutes",),
    ),
    Mutant(
        name="same time of a refusal", file="access/sessions.py",
        old="matches = verify_password(password, account.password_hash if account else None)",
        new="matches = account is not None and verify_password(password, account.password_hash)",
        tests=(f"{SESSIONS}::test_every_answer_costs_one_verification_whoever_asks",),
    ),
    Mutant(
        name="cost of a guess", file="access/passwords.py", old="memory_cost=19 * 1024", new="memory_cost=1024",
        tests=("tests/access/test_access_passwords.py::test_hashes_are_argon2id_with_the_agreed_cost",),
    ),
    Mutant(
        name="token that nobody guesses", file="access/sessions.py",
        old="    token = secrets.token_urlsafe(32)", new="    token = sha256_hex(account.name)",
        tests=(f"{SESSIONS}::test_each_sign_in_has_a_new_token",),
    ),
    Mutant(
        name="cookie flags", file="access/cookies.py",
        old='httponly=True,\n        samesite="strict",', new='httponly=False,\n        samesite="lax",', tests=(FORM,),
    ),
    Mutant(
        name="landing", file="access/routes.py",
        old='    return text if text in LANDINGS else "/"', new='    return text or "/"',
        tests=(f"{FORM}::test_a_sign_in_ends_on_our_own_page",),
    ),
    Mutant(
        name="session from before", file="access/routes.py",
        old="    await run_in_threadpool(sign_out, workspace, request.cookies.get(COOKIE_NAME), ip=ip, at=at)\n",
        new="",
        tests=(f"{SOCKET}::test_signing_in_anew_ends_the_old_tab",),
    ),
    Mutant(
        name="idle end", file="access/sessions.py",
        old=" or at - session.last_seen_at >= IDLE.get(account.role, IDLE_ELSEWHERE):", new=":",
        tests=(f"{SESSIONS}::test_thirty_idle_minutes_end_it_and_use_keeps_it",),
    ),
    Mutant(
        name="end after twelve hours", file="access/sessions.py",
        old="session is None or at >= session.expires_at:", new="session is None:",
        tests=(f"{SESSIONS}::test_twelve_hours_end_it_however_much_it_is_used",),
    ),
    Mutant(
        name="end at sign-out", file="access/sessions.py",
        old="        store.sessions.delete_session(connection, token_hash)\n", new="",
        tests=(f"{SESSIONS}::test_sign_out_ends_that_session_only",),
    ),
    Mutant(
        name="end with the account", file="access/sessions.py",
        old="account is None or account.is_disabled or at", new="account is None or at",
        tests=(f"{SESSIONS}::test_a_session_of_a_closed_account_is_worth_nothing_even_if_it_was_left_behind",),
    ),
    Mutant(
        name="end with a given password", file="access/accounts.py",
        old="key, password_hash)\n        store.sessions.delete_sessions_of(connection, key)\n",
        new="key, password_hash)\n", tests=(f"{SESSIONS}::test_a_reset_password_ends_every_session",),
    ),
    Mutant(
        name="end with a chosen password", file="access/own_password.py",
        old="        store.sessions.delete_sessions_of(connection, account.name)\n", new="",
        tests=(f"{OWN_PASSWORD}::test_another_password_ends_every_other_session_and_opens_one",),
    ),
)  # fmt: skip

WHO_MAY = (
    Mutant(
        name="role of a page", file="ui/session.py", old="    if actor.role not in roles:", new="    if not roles:",
        tests=("tests/ui/test_ui_pages.py::test_a_page_refuses_every_other_role[seal-team]",),
    ),
    Mutant(
        name="who presses", file="ui/session.py", old="    try:\n        actor = current_actor()",
        new='    try:\n        actor = st.session_state.setdefault("actor", current_actor())',
        tests=("tests/ui/test_ui_session.py::test_who_presses_is_asked_at_each_press",),
    ),
    Mutant(
        name="nobody kept in a cache", file="ui/session.py", old="def current_actor()",
        new="@st.cache_resource(show_spinner=False)\ndef current_actor()",
        tests=("tests/ui/test_ui_sources.py::test_no_script_from_python_and_nothing_cached_per_person",),
    ),
    Mutant(
        name="role of a paper", file="workflow/papers.py",
        old="        may_see_paper(workspace, actor, paper)\n", new="        pass\n", tests=(PAPERS,),
    ),
    Mutant(
        name="role of a leader's counts", file="workflow/leading.py",
        old='    need(workspace, actor, *SEES_COVERAGE, action="lead.read")\n', new="", tests=(LEADING,),
    ),
    Mutant(
        name="role of the log", file="workflow/auditing.py",
        old='    need(workspace, actor, *READERS, action="audit.read")\n', new="",
        tests=(f"{LEADING}::test_an_administrator_learns_no_object_but_accounts",),
    ),
    Mutant(
        name="establishments in the log", file="workflow/auditing.py", old="is_shown = sees_all or ",
        new="is_shown = True or ", tests=(f"{LEADING}::test_an_administrator_learns_no_object_but_accounts",),
    ),
    Mutant(
        name="role of accounts", file="access/administration.py",
        old='    need(workspace, actor, *ADMINISTRATOR, action="users.list")\n', new="",
        tests=(f"{USERS}::test_nobody_else_keeps_accounts_and_each_refusal_is_written_down",),
    ),
    Mutant(
        name="the named signer", file="workflow/signing.py",
        old="        is_signer = signer is not None and signer.account == actor.account",
        new="        is_signer = signer is not None",
        tests=(f"{OFFICIAL}::test_the_signer_opens_the_sealed_papers_for_a_day_by_a_logged_act",),
    ),
    Mutant(
        name="reveal", file="workflow/sheet_access.py",
        old=" and (reveal_at <= now or (last_look is not None and reveal_at <= last_look))", new="",
        tests=(f"{SHEETS}::test_a_team_gets_its_own_from_the_second_of_the_reveal_on",),
    ),
    Mutant(
        name="row of a refusal", file="workflow/permissions.py",
        old='        log(workspace, actor, action=action, target=target, outcome="denied")\n', new="",
        tests=(f"{USERS}::test_nobody_else_keeps_accounts_and_each_refusal_is_written_down",),
    ),
    Mutant(
        name="chain of the log", file="store/audit.py",
        old="(row.number, row.prev_hash, row.hash) != (expected, prev_hash, entry_hash):",
        new="(row.number, row.prev_hash) != (expected, prev_hash):",
        tests=("tests/store/test_store_audit.py::test_the_first_broken_row_is_named",),
    ),
    Mutant(
        name="rows that never change", file="store/engine.py", old='BEFORE {event} ON {table} "',
        new='AFTER {event} ON {table} WHEN 0 "',
        tests=("tests/contracts/test_stores.py::test_audit_refuses_to_change",),
    ),
)  # fmt: skip
