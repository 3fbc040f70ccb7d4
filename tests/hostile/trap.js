// What a page made of a payload, one line a find. `parsed`: a document; nothing of ours has what is looked for here.
(parsed) => {
  const ADDRESSES = new Set(["href", "src", "action", "formaction", "data", "srcset", "poster", "background", "ping",
    "xlink:href", "manifest", "codebase", "cite", "srcdoc", "content"]);
  const FOREIGN = new Set(["IFRAME", "FRAME", "FRAMESET", "OBJECT", "EMBED", "APPLET", "BASE", "PLAINTEXT", "XMP",
    "LISTING", "NOEMBED", "NOFRAMES", "MARQUEE", "ISINDEX", "KEYGEN", "STYLE"]);
  const found = [];
  const tell = (what, element) => found.push(`${what}: ${(element.outerHTML || element.data || "").slice(0, 200)}`);
  const bare = (value) => value.replace(/[\u0000-\u0020]/g, "").toLowerCase();

  function isForeignAddress(element, name, value) {
    if (/^(javascript|vbscript|blob|data:text)/.test(bare(value))) return true;
    if (name === "content") return element.hasAttribute("http-equiv") && value.includes("w4");
    if (name === "srcdoc") return true;
    try {
      const address = new URL(value, "http://site.example/x/");
      return address.pathname.startsWith("/w4/") && !(element.tagName === "A" && element.textContent.includes(value));
    } catch {
      return false;
    }
  }

  function lookAt(element) {
    if (FOREIGN.has(element.tagName.toUpperCase())) tell("element", element);
    if (/w4/i.test(element.tagName)) tell("element", element);
    for (const { name, value } of element.attributes) {
      if (/w4|^on|["'<>`=]/i.test(name)) tell(`attribute ${name}`, element);
      // A word of its own: the token of a form may hold these two signs by chance.
      if (/^(data-)?(hx|sse|ws)-/.test(name) && (/\bw4\b/.test(value) || /hx-on/.test(name))) tell(`htmx ${name}`, element);
      if (ADDRESSES.has(name) && isForeignAddress(element, name, value)) tell(`address ${name}`, element);
      if ((name === "style" || name === "id" || name === "form") && /w4/.test(value)) tell(name, element);
    }
    if (element.tagName.toUpperCase() === "SCRIPT" && element.textContent.trim()) readScript(element);
    if (element.content && element.tagName === "TEMPLATE") walk(element.content);
  }

  // We have no scripts inside pages; words of machines are JSON and nothing but JSON.
  function readScript(script) {
    try {
      if (!/json/.test(script.type)) throw new Error("a script");
      JSON.parse(script.textContent);
    } catch {
      tell("script", script);
    }
  }

  function walk(root) {
    for (const element of root.querySelectorAll("*")) lookAt(element);
    const rest = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
    while (rest.nextNode()) if (/w4/.test(rest.currentNode.data)) tell("comment", rest.currentNode);
  }

  walk(parsed);
  if (/44242/.test(parsed.documentElement.textContent)) found.push("a template was counted out");
  if (/W4OWNED/.test(parsed.title)) found.push("the title was changed");
  return found;
}
