"""Take one defence of the web door away at a time, in a copy, and see that a test turns red.

python tests/proof/defences.py            all defences, a table, exit 1 if one is not missed
python tests/proof/defences.py NAME ...   only these
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from mutants import PASSED, ROOT, Mutant, Outcome, changed, judge, run_tests  # noqa: E402

LEFT_OUT = shutil.ignore_patterns("__pycache__", ".git", "office", ".venv", ".*_cache", "node_modules", "dist")
HTTP = "tests/security/test_security_http.py"
SIGN_IN = "tests/security/test_security_sign_in.py"
SOCKET = "tests/security/test_security_websocket.py"
PAPERS = "tests/security/test_security_papers.py"
SHEETS = "tests/workflow/test_workflow_field_sheets.py"

DEFENCES = (
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
        name="role of a paper", file="workflow/papers.py",
        old="        may_see_paper(workspace, actor, paper)\n", new="        pass\n", tests=(PAPERS,),
    ),
    Mutant(
        name="reveal", file="workflow/sheet_access.py",
        old="    return reveal_at is not None and (reveal_at <= now or (last_look is not None and reveal_at <= last_look))",
        new="    return reveal_at is not None", tests=(f"{SHEETS}::test_a_team_gets_its_own_from_the_second_of_the_reveal_on",),
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
        name="throttle",
        file="access/throttling.py",
        old="at + WINDOW) >= limit",
        new="at + WINDOW) >= 99 * limit",
        tests=(SIGN_IN,),
    ),
    Mutant(
        name="cookie flags",
        file="access/cookies.py",
        old='httponly=True,\n        samesite="strict",',
        new='httponly=False,\n        samesite="lax",',
        tests=(SIGN_IN,),
    ),
    Mutant(
        name="escape", file="ui/tables.py", old='return f"<td>{escape(str(value))}</td>"',
        new='return f"<td>{value}</td>"', tests=("tests/ui/test_ui_values.py",),
    ),
    Mutant(
        name="role of a leader's counts", file="workflow/leading.py",
        old='    need(workspace, actor, *SEES_COVERAGE, action="lead.read")\n', new="",
        tests=("tests/workflow/test_workflow_leading.py",),
    ),
)  # fmt: skip


def judge_defences(chosen: Sequence[Mutant]) -> Iterator[Outcome]:
    """Yield what became of each defence that was taken away: ``caught`` where a test turned red.

    Raises
    ------
    StaleMutantError
        If a defence is not found once: before anything runs.
    RuntimeError
        If the tests fail with every defence in place.
    """
    for defence in chosen:
        changed(defence)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(ROOT, Path(folder) / "copy", ignore=LEFT_OUT))
        code, said = run_tests(copy, sorted({test for defence in chosen for test in defence.tests}))
        if code != PASSED:
            raise RuntimeError(f"the tests fail with every defence in place ({code}): {said}")
        for defence in chosen:
            yield judge(defence, copy)


def main(names: Sequence[str]) -> int:
    """Print a table; 0 if every missing defence was noticed."""
    chosen = [defence for defence in DEFENCES if not names or defence.name in names]
    caught = 0
    for outcome in judge_defences(chosen):
        print(f"{outcome.verdict:9} {outcome.seconds:5.1f} s  {outcome.name:28} {outcome.said}", flush=True)
        caught += outcome.verdict == "caught"
    print(f"{caught} of {len(chosen)} noticed")
    return int(caught < len(chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
