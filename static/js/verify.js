// Compares the files of a chosen folder with the manifest of a sealed edition, and the manifest with its signature. Nothing leaves the browser.

const findings = document.getElementById("findings");
const said = findings.dataset;
const MANIFEST = "manifest-sha256.txt";

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const digest = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

function say(words, names = []) {
  const line = document.createElement("p");
  line.textContent = words;
  findings.append(line);
  const list = document.createElement("ul");
  for (const name of names) list.append(Object.assign(document.createElement("li"), { textContent: name }));
  if (names.length) findings.append(list);
}

async function compared(files, manifest) {
  const lines = (await manifest.text()).split("\n").filter(Boolean);
  const wrong = [];
  for (const [at, line] of lines.entries()) {
    // Behind 64 hexadecimal figures and two spaces.
    const name = line.slice(66);
    const file = files.get(name);
    if (!file) wrong.push(`${name}: ${said.missing}`);
    else if ((await digest(await file.arrayBuffer())) !== line.slice(0, 64)) wrong.push(`${name}: ${said.changed}`);
    files.delete(name);
    if (at % 200 === 0) findings.textContent = `${said.checking} ${at + 1} / ${lines.length}`;
  }
  findings.textContent = "";
  for (const name of files.keys()) wrong.push(`${name}: ${said.added}`);
  if (wrong.length) say(said.broken, wrong);
  else say(`${said.whole} ${lines.length}`);
}

async function signed(edition, manifest, signature) {
  const { key } = JSON.parse(await edition.text());
  if (!key || !signature) return say(key || signature ? said.forged : said.unsigned);
  try {
    const known = await crypto.subtle.importKey("raw", bytesOf(key), { name: "Ed25519" }, false, ["verify"]);
    const right = await crypto.subtle.verify("Ed25519", known, await signature.arrayBuffer(), await manifest.arrayBuffer());
    if (right) say(said.signed, [(await digest(bytesOf(key))).match(/.{4}/g).join(" ")]);
    else say(said.forged);
  // A browser that does not know Ed25519.
  } catch {
    say(said.unable);
  }
}

document.getElementById("folder").addEventListener("change", async (event) => {
  // Without the folder's own name, which may be any.
  const files = new Map([...event.target.files].map((file) => [file.webkitRelativePath.replace(/^[^/]*\//, ""), file]));
  const [manifest, signature, edition] = [MANIFEST, `${MANIFEST}.sig`, "edition.json"].map((name) => files.get(name));
  findings.textContent = "";
  if (!manifest) return say(said.none);
  files.delete(MANIFEST);
  files.delete(`${MANIFEST}.sig`);
  await compared(files, manifest);
  if (edition) await signed(edition, manifest, signature);
});
