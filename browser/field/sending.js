// Sends what is unsent: one upload at a time, again with growing pauses until an answer came.
//
// send(text) resolves with the answer, with null where nobody answered, and rejects with {status, reason}
// where the office refused the whole file. What an answer names is marked as of the edit that was sent;
// what was changed meanwhile stays unsent.

const SEND_FIRST_S = 2;
const SEND_LONGEST_S = 120;
const UNREADABLE = [413, 422];

function fieldSender({ sheet, keeping, times, send, onState }) {
  const state = { isSending: false, failures: 0, timer: 0, isAskedAgain: false, isOver: false };
  const tell = (kind, more) => onState({ kind, ...more });

  const unsent = async () => (await keeping.read(sheet.sheet)).filter((record) => record.status && isUnsent(record));

  const upload = async () => {
    const records = await unsent();
    if (!records.length) return tell("idle");
    tell("sending");
    // An answer that names not all of them would be asked for again at once, and again.
    if ((await answered(records)) < records.length) return wait();
    state.failures = 0;
    return (await unsent()).length ? again(SEND_FIRST_S) : tell("idle");
  };

  // Sends records and marks what was answered; returns how many that were.
  const answered = async (records) => {
    const text = await envelopeOf(sheet, { records, device: keeping.device, made_at: times.instant() });
    let answer;
    try {
      answer = await send(text);
    } catch (refusal) {
      if (!UNREADABLE.includes(refusal.status) || records.length === 1) throw refusal;
      return apart(records);
    }
    if (answer === null) return 0;
    const sent = new Map(records.map((record) => [record.stop, record.edit]));
    const known = answer.answers.filter(({ stop }) => sent.has(stop));
    await keeping.mark(sheet.sheet, known.map(({ stop, intake, reason }) => ({ stop, edit: sent.get(stop), intake, reason })));
    tell("answered", { answer });
    return known.length;
  };

  // A file is taken as a whole or not at all: one record that cannot be read must not hold the others back.
  const apart = async (records) => {
    let count = 0;
    let refusal = null;
    for (const record of records) {
      try {
        count += await answered([record]);
      } catch (error) {
        if (!UNREADABLE.includes(error.status)) throw error;
        refusal = error;
      }
    }
    if (refusal) throw refusal;
    return count;
  };

  const wait = () => {
    const seconds = Math.min(SEND_LONGEST_S, SEND_FIRST_S * 2 ** state.failures);
    state.failures += 1;
    tell("waiting", { seconds });
    again(seconds);
  };

  const again = (seconds) => {
    clearTimeout(state.timer);
    if (!state.isOver) state.timer = setTimeout(now, seconds * 1000);
  };

  const alone = (act) => {
    if (!navigator.locks) return act();
    return navigator.locks.request(`field-send ${sheet.sheet}`, act);
  };

  const now = async () => {
    if (!send || state.isOver) return;
    if (state.isSending) {
      state.isAskedAgain = true;
      return;
    }
    state.isSending = true;
    clearTimeout(state.timer);
    try {
      await alone(upload);
    } catch (refusal) {
      if (refusal && refusal.status === 401) tell("signed_out");
      else if (refusal && refusal.status) tell("refused", { reason: refusal.reason });
      else wait();
    } finally {
      state.isSending = false;
    }
    if (state.isAskedAgain) {
      state.isAskedAgain = false;
      again(SEND_FIRST_S);
    }
  };

  const onOnline = () => {
    state.failures = 0;
    now();
  };
  if (send) globalThis.addEventListener("online", onOnline);
  return {
    now: onOnline,
    soon: () => send && again(SEND_FIRST_S),
    stop: () => {
      state.isOver = true;
      clearTimeout(state.timer);
      globalThis.removeEventListener("online", onOnline);
    },
  };
}
