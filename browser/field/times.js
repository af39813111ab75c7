// Times of a shift: seconds after midnight of its date in the office's zone, and instants.

function fieldTimes(sheet, now) {
  const zone = new Intl.DateTimeFormat("en-GB", {
    timeZone: sheet.time_zone, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const midnight = Date.parse(`${sheet.date}T00:00:00Z`);

  // What the office's wall shows, as if it were UTC.
  const wall = (instant) => {
    const part = Object.fromEntries(zone.formatToParts(instant).map(({ type, value }) => [type, value]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  };
  const secondsOf = (instant) => Math.round((wall(instant) - midnight) / 1000);

  return {
    now,
    now_s: () => secondsOf(now()),
    secondsOf: (text) => secondsOf(new Date(text)),
    instant: () => fieldInstant(now()),
    // The instant at which the wall shows these seconds; the offset is the one of that hour.
    instantAt: (seconds) => {
      const guess = midnight + seconds * 1000;
      const offset = wall(new Date(guess)) - guess;
      return fieldInstant(new Date(guess - offset));
    },
    // A time of day near the shift: what lies more than six hours before its start belongs to the next day.
    secondsNear: (clock) => {
      const [hours, minutes] = clock.split(":").map(Number);
      const seconds = hours * 3600 + minutes * 60;
      return seconds < sheet.start_s - 21600 ? seconds + 86400 : seconds;
    },
    today: () => new Date(wall(now())).toISOString().slice(0, 10),
  };
}

function fieldInstant(date) {
  return date.toISOString().replace(/\.\d+Z$/, "+00:00");
}

// Hours past midnight go on, as on the office's papers (25:30).
function fieldClock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

// The same on a dial of 24 hours, as an input of the kind "time" wants it.
function fieldDial(seconds) {
  return fieldClock(((seconds % 86400) + 86400) % 86400);
}

function fieldSpan(seconds, say) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  if (minutes < 60) return say("minutes", { minutes });
  return say("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function fieldDay(text) {
  return text ? text.split("-").reverse().join("/") : "";
}
