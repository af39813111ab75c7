// Opens a route sheet from its file: asks for the passphrase where it is locked, then hands the sheet on.
//
// The page holds one of two blocks: "sealed", the envelope of docs/formats/field.md, or "sheet", SHEET.json
// itself beside a table, its ground as values instead of texts. Nothing is asked of any server: the policy of the page forbids it.

(() => {
  const LETTERS = 20;
  const ALPHABET = /^[2-9A-HJ-NP-Z]*$/;

  const block = (id) => {
    const node = document.getElementById(id);
    return node ? JSON.parse(node.textContent) : null;
  };
  const words = block("sheet-words");
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));

  const show = async (sheet) => {
    const root = document.getElementById("field");
    root.hidden = false;
    await openField(root, sheet, { send: null, isServed: false, mayPersist: true });
    document.title = `${sheet.team_name} · ${sheet.date.split("-").reverse().join("/")}`;
    document.getElementById("before").remove();
  };

  const withTexts = (sheet) => {
    const texts = Object.entries(sheet.ground).map(([name, value]) => [name, value && JSON.stringify(value)]);
    return { ...sheet, ground: Object.fromEntries(texts) };
  };

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  // What a hand or a keyboard adds to the twenty letters says nothing: small letters, spaces, hyphens, dots.
  const lettersOf = (typed) => typed.normalize("NFC").toUpperCase().replace(/[\s\p{P}]/gu, "");

  // What is wrong with the letters themselves, so that nobody waits for a key that cannot fit; "" for nothing.
  const complaint = (letters) => {
    if (/[^\x00-\x7f]/.test(letters)) return say("not_latin");
    if (letters.length !== LETTERS) return say("too_short", { count: letters.length });
    return ALPHABET.test(letters) ? "" : say("unused_sign");
  };

  const keyOf = async (letters, sealed) => {
    const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(letters), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
    return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  };

  const unpacked = async (packed) => {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };

  // Returns the sheet, or the sentence that says why not.
  const unlocked = async (letters, sealed) => {
    let envelope = null;
    try {
      envelope = { nonce: bytes(sealed.nonce), data: bytes(sealed.data), key: await keyOf(letters, sealed) };
    } catch {
      return { why: say("damaged") };
    }
    let packed = null;
    try {
      packed = await crypto.subtle.decrypt({ name: "AES-GCM", iv: envelope.nonce }, envelope.key, envelope.data);
    } catch {
      return { why: say("wrong") };
    }
    return { sheet: await unpacked(packed) };
  };

  const ask = (sealed) => {
    const form = document.getElementById("lock");
    const input = document.getElementById("passphrase");
    const answer = document.getElementById("answer");
    const button = form.querySelector("button");
    const tell = (text) => {
      answer.textContent = text;
      input.setAttribute("aria-invalid", String(Boolean(text)));
    };
    form.hidden = false;
    input.focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const letters = lettersOf(input.value);
      const wrong = complaint(letters);
      if (wrong) return tell(wrong);
      tell("");
      button.disabled = true;
      button.textContent = say("opening");
      try {
        const { sheet, why } = await unlocked(letters, sealed);
        if (sheet) await show(sheet);
        else tell(why);
      } catch {
        tell(say("damaged"));
      }
      button.disabled = false;
      button.textContent = say("open");
      input.focus();
    });
  };

  // Said by default: some viewers of files run no script and show no <noscript> either.
  document.getElementById("no-script").hidden = true;
  const sealed = block("sealed");
  if (!sealed) {
    show(withTexts(block("sheet"))).catch(() => {
      document.getElementById("field").hidden = true;
      document.getElementById("answer").textContent = say("failed");
    });
  } else if (globalThis.crypto && crypto.subtle && globalThis.DecompressionStream) {
    ask(sealed);
  } else {
    document.getElementById("answer").textContent = say("too_old");
  }
})();
