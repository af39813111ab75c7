"""Long work: started once, seen from any page, found again after a reload."""

from collections.abc import Mapping

import streamlit as st

import workflow
from ui.session import attempt, escape_markdown, say, screen_words, tell
from ui.wording import coded
from workflow.views import JobView

RUNNING = ("queued", "running")


def running_job(kind: str) -> JobView | None:
    """Return the job of this kind that is still under way."""
    job = attempt(workflow.latest_job, kind=kind)
    return job if job is not None and job.state in RUNNING else None


def is_busy(kind: str) -> bool:
    """Tell whether this page already waits for such a job, so that nobody starts it twice."""
    return f"waits_{kind}" in st.session_state


def failure_of(kind: str) -> str:
    """Return the code for which this session's last job of a kind failed, "" where it did not."""
    return str(st.session_state.get(f"failed_{kind}", ""))


def forget_failure(kind: str) -> None:
    """Forget that the last job of a kind failed: what it failed for is another thing now."""
    st.session_state.pop(f"failed_{kind}", None)


def begin(kind: str, params: Mapping[str, str | int]) -> None:
    """Start a job and remember that this session waits for it."""
    forget_failure(kind)
    job = attempt(workflow.start_job, kind=kind, params=params)
    if job is not None:
        wait_for(kind, job)


def wait_for(kind: str, job: str) -> None:
    """Remember that this session waits for a job that was started."""
    forget_failure(kind)
    st.session_state[f"waits_{kind}"] = job


def show_progress(kind: str) -> bool:
    """Show a job that is under way; return True in the run in which the awaited one has just been done."""
    awaited = st.session_state.get(f"waits_{kind}")
    job = attempt(workflow.read_job, job=awaited) if awaited else running_job(kind)
    if job is None:
        return False
    if job.state in RUNNING:
        st.session_state[f"waits_{kind}"] = job.id
        _watch(job.id)
        return False
    st.session_state.pop(f"waits_{kind}", None)
    st.session_state[f"failed_{kind}"] = job.error_code
    _say_end(job)
    return job.state == "done"


@st.fragment(run_every=1.0)
def _watch(job_id: str) -> None:
    """Draw the bar once a second; the page itself runs again only when the job ends."""
    job = attempt(workflow.read_job, job=job_id)
    if job is None or job.state not in RUNNING:
        st.rerun(scope="app")
        return
    step = _step_text(job)
    share = min(1.0, job.done / job.total) if job.total else 0.0
    st.progress(share, text=say("job.progress", step=step, percent=int(100 * share)))
    st.button(say("job.stop"), on_click=_stop, args=(job_id,), key=f"stop_{job_id}")


def _step_text(job: JobView) -> str:
    """Return the step's own words, the screen's first, or only that work goes on."""
    words = screen_words()
    keys = (f"ui.step.{job.step}", f"step.{job.step}", f"ui.job.{job.state}")
    return words.say(next(key for key in keys if key in words))


def _stop(job_id: str) -> None:
    attempt(workflow.stop_job, job=job_id)


def _say_end(job: JobView) -> None:
    words = screen_words()
    is_stopped = job.state == "stopped" or job.error_code.endswith(".stopped")
    if job.state == "failed" and not is_stopped:
        st.error(escape_markdown(coded(words, "error", job.error_code, job.error_params)))
    elif is_stopped:
        st.info(say("job.stopped"))
    else:
        tell(f"job.done_{job.kind}")
