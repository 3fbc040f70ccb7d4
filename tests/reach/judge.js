// What a page must give to everybody, asked in the page itself. Each question answers with faults in words, or nothing.
"use strict";

(() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const round = Math.round;

  const words = (element) => {
    const said = element.getAttribute("aria-label") || element.innerText || element.value || element.name || "";
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} «${said.trim().slice(0, 40)}»`;
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  // For ears only: clipped to nothing, or a pixel wide.
  const isForEars = (element) => {
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
    }
    return false;
  };
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter((each) => shown(each) && !each.disabled);
  const isTick = (element) => element.matches("input[type=radio], input[type=checkbox]");
  // The way of an eye over the page, not over the window.
  const box = (element) => {
    const rect = element.getClientRects()[0] || element.getBoundingClientRect();
    return { top: rect.top + scrollY, bottom: rect.bottom + scrollY, left: rect.left, right: rect.right };
  };

  // ---- contrast of what is no text (WCAG 1.4.11, 2.4.13) ------------------------------------------------------------

  const LEAST_PART = 3, LEAST_TEXT = 4.5;
  const isClear = (colour) => colour === "transparent" || /,\s*0\)$/.test(colour);

  function light(colour) {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((less, more) => less - more);
    return (bright + 0.05) / (dark + 0.05);
  };
  const around = (element) => {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!isClear(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const isSeen = (element, ...colours) => colours.some((colour) => /^rgb/.test(colour) && !isClear(colour) && contrast(colour, around(element)) >= LEAST_PART);

  function frame(field) {
    const style = isTick(field) && field.labels.length ? getComputedStyle(field.labels[0], "::before") : getComputedStyle(field);
    return [style.borderTopColor, style.borderBottomColor, style.backgroundColor];
  }

  // Of a colour that is half clear, what the eye gets on its ground.
  function mixed(colour, part, ground) {
    const [above, below] = [colour, ground].map((each) => each.match(/[\d.]+/g).map(Number));
    return `rgb(${[0, 1, 2].map((place) => round(above[place] * part + below[place] * (1 - part))).join(", ")})`;
  }

  const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";
  const MARKS = ".c-chart :is(rect, path, circle, line, polyline), .c-map-point, .c-map-area";

  function faint() {
    const fields = [...document.querySelectorAll(FIELDS)].filter((each) => shown(each) && !isForEars(each) && !each.disabled)
      .filter((each) => !isSeen(each, ...frame(each))).map((each) => `${words(each)}: its frame is faint`);
    const marks = [...document.querySelectorAll(MARKS)].filter(shown)
      .filter((each) => !isSeen(each, getComputedStyle(each).fill, getComputedStyle(each).stroke))
      .map((each) => `${each.getAttribute("class") || each.closest("svg").getAttribute("class")}: a mark is faint`);
    const asleep = [...document.querySelectorAll(":disabled")].flatMap((each) => (isTick(each) ? [...each.labels] : [each])).filter(shown)
      .filter((each) => contrast(mixed(getComputedStyle(each).color, Number(getComputedStyle(each).opacity), around(each)), around(each)) < LEAST_TEXT)
      .map((each) => `${words(each)}: what cannot be pressed cannot be read`);
    return [...new Set([...fields, ...marks, ...asleep])];
  }

  // ---- keys ---------------------------------------------------------------------------------------------------------

  const look = (element) => [element, ...(element.labels || [])].flatMap((each) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(each, part);
    const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !isClear(style.outlineColor);
    const outline = hasOutline ? `${style.outlineWidth} ${style.outlineColor}` : "";
    const border = style.borderWidth === "0px" ? "" : style.borderColor;
    return [outline, style.boxShadow, style.backgroundColor, border, style.borderWidth].join(" / ");
  })).join("\n");

  const looks = new WeakMap(), absent = new WeakSet();
  let last = null;

  // How everything looks before it has the focus.
  function begin() {
    last = null;
    for (const each of document.querySelectorAll(CONTROLS)) {
      if (each !== document.activeElement) looks.set(each, look(each));
      if (isForEars(each)) absent.add(each);
    }
  }

  // The ring has to stand out from what lies around: of all that the focus changes the strongest colour counts. What
  // comes out of hiding with the focus (the way past the head) is its own ring.
  function isFaint(element) {
    const parts = (text) => text.split(/ \/ |\n/);
    const before = parts(looks.get(element));
    const colours = parts(look(element)).filter((part, place) => part !== before[place]).flatMap((part) => part.match(/rgba?\([^)]*\)/g) || []);
    return !isSeen(element, ...colours);
  }

  function isCovered(element) {
    const rect = element.getClientRects()[0];
    if (!rect) return true;
    const across = [0.5, 0.15, 0.85].map((part) => rect.left + rect.width * part);
    const down = rect.top + Math.min(rect.height / 2, 40);
    return across.some((x) => {
      const found = document.elementFromPoint(x, down);
      return !found || !(element.contains(found) || [...(element.labels || [])].some((label) => label.contains(found)));
    });
  }

  function faultsOf(element) {
    const found = [], rect = element.getBoundingClientRect();
    if (looks.has(element) && looks.get(element) === look(element)) found.push("its focus is not seen");
    else if (looks.has(element) && !absent.has(element) && isFaint(element)) found.push("its focus is faint");
    // Of a large field the browser shows the line where one types.
    const isLarge = rect.height >= innerHeight || element.matches("textarea");
    if (rect.bottom > innerHeight + 1 && !isLarge) found.push("it is below the window");
    if (rect.top < -1) found.push("it is above the window");
    if (isCovered(element)) found.push("something covers it");
    return found.map((fault) => `${words(element)}: ${fault}`);
  }

  function outOfOrder(element) {
    if (!last || !last.isConnected) return [];
    if (!(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) return [];
    const before = box(last), now = box(element);
    const isAgainst = now.bottom <= before.top && now.left < before.right;
    return isAgainst ? [`${words(element)}: it stands above ${words(last)}, which had the focus before`] : [];
  }

  // Where the focus is now: at a target, nowhere, and what is wrong with this stop.
  async function stop(target) {
    const now = document.activeElement;
    if (!now || now === document.body || now === document.documentElement) return { isThere: false, isNowhere: true, faults: [] };
    if (faultsOf(now).length) await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const faults = [...faultsOf(now), ...outOfOrder(now)];
    last = now;
    const isThere = Boolean(target) && (now === target || (isTick(now) && now.type === "radio" && target.type === "radio" && now.name === target.name && now.form === target.form));
    return { isThere, isNowhere: false, faults };
  }

  const passed = new Set();

  // A whole round: note this stop; true when it was seen before.
  function pass() {
    const now = document.activeElement;
    const isOver = !now || now === document.body || passed.has(now);
    if (!isOver) passed.add(now);
    return isOver;
  }

  // Controls that a round of Tab has not met. Of a group of radios one is met; arrows reach the others.
  function missed() {
    const groups = new Set([...passed].filter((each) => each.type === "radio").map((each) => each.name));
    return controls()
      .filter((each) => !passed.has(each) && !(each.type === "radio" && groups.has(each.name)))
      .filter((each) => each.tabIndex >= 0 || each.matches("a, button, input, select, textarea, summary"))
      .map((each) => `${words(each)}: Tab does not reach it`);
  }

  const forget = () => passed.clear();

  // ---- targets ------------------------------------------------------------------------------------------------------

  // Letters of somebody else's on the same line make a sentence: its links are as high as the line.
  function isInSentence(link) {
    if (getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const lines = [...link.getClientRects()], texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (text.parentElement.closest("a, button, .c-tag") || !/\p{L}/u.test(text.data)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const isBeside = [...range.getClientRects()].some((rect) => lines.some((line) => rect.top < line.bottom - 4 && rect.bottom > line.top + 4));
      if (isBeside) return true;
    }
    return false;
  }

  function reachOf(element) {
    const rects = [element, ...(isTick(element) ? element.labels : [])].map((each) => each.getBoundingClientRect());
    const left = Math.min(...rects.map((rect) => rect.left)), top = Math.min(...rects.map((rect) => rect.top));
    const right = Math.max(...rects.map((rect) => rect.right)), bottom = Math.max(...rects.map((rect) => rect.bottom));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  }

  const middle = (reach) => [(reach.left + reach.right) / 2, (reach.top + reach.bottom) / 2];
  const away = ([x, y], reach) => Math.hypot(Math.max(reach.left - x, 0, x - reach.right), Math.max(reach.top - y, 0, y - reach.bottom));

  // Places on a map stand where they stand; the list beside has them all.
  const touched = () => controls().filter((each) => !isForEars(each) && !each.closest("svg") && !each.matches("[role=region]"))
    .map((each) => ({ each, reach: reachOf(each) }));

  function smallTargets(least) {
    const all = touched();
    return all.filter(({ reach }) => Math.min(reach.width, reach.height) < least - 0.5).filter(({ each, reach }) => {
      if (!isInSentence(each)) return true;
      const isSmall = Math.min(reach.width, reach.height) < 24;
      return isSmall && all.some((other) => other.each !== each && !other.each.contains(each) && away(middle(reach), other.reach) < 12);
    }).map(({ each, reach }) => `${words(each)}: ${round(reach.width)} × ${round(reach.height)} px`);
  }

  function overlaps() {
    const all = touched().filter(({ each }) => !isInSentence(each)).map(({ each, reach }) => ({ each, reach: uncut(each, reach) })), found = [];
    all.forEach(({ each, reach }, place) => all.slice(place + 1).forEach((other) => {
      const isInside = each.contains(other.each) || other.each.contains(each) || (each.labels && [...each.labels].some((label) => label.contains(other.each)));
      const across = Math.min(reach.right, other.reach.right) - Math.max(reach.left, other.reach.left);
      const down = Math.min(reach.bottom, other.reach.bottom) - Math.max(reach.top, other.reach.top);
      if (!isInside && across > 2 && down > 2) found.push(`${words(each)} and ${words(other.each)} overlap by ${round(across)} × ${round(down)} px`);
    }));
    return found;
  }

  // ---- large text, narrow windows -----------------------------------------------------------------------------------

  const SCROLLS = ".c-table-wrap, .c-map, textarea, pre";

  function texts(root = document.body) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || element.closest("script, style, template, noscript, option, svg") || !shown(element) || isForEars(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      found.push({ text, element, rects: [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1) });
    }
    return found;
  }

  function cutBy(ancestor, rect) {
    const style = getComputedStyle(ancestor), edge = ancestor.getBoundingClientRect();
    const hides = (way) => style[`overflow${way}`] === "hidden" || style[`overflow${way}`] === "clip";
    return (hides("X") && (rect.right > edge.right + 1 || rect.left < edge.left - 1)) || (hides("Y") && (rect.bottom > edge.bottom + 1 || rect.top < edge.top - 1));
  }

  function lost({ text, element, rects }) {
    const width = document.documentElement.clientWidth, said = `«${text.data.trim().slice(0, 40)}»`, found = [];
    const control = element.closest("button, .govuk-button, .k-key");
    for (const rect of rects) {
      let isInScroller = false;
      for (let each = element; each && each !== document.body; each = each.parentElement) {
        if (each.matches(SCROLLS)) isInScroller = true;
        if (!isInScroller && cutBy(each, rect)) found.push(`${said} is cut off by ${words(each)}`);
      }
      if (!isInScroller && (rect.right > width + 1 || rect.left < -1)) found.push(`${said} goes beyond the edge`);
      const edge = control && control.getBoundingClientRect();
      if (edge && (rect.top < edge.top - 2 || rect.bottom > edge.bottom + 2 || rect.right > edge.right + 2 || rect.left < edge.left - 2)) found.push(`${said} falls out of its button`);
    }
    return found.slice(0, 1);
  }

  function lowFields() {
    return [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), select")].filter(shown)
      .filter((each) => each.clientHeight < parseFloat(getComputedStyle(each).fontSize) * 1.15)
      .map((each) => `${words(each)}: lower than its letters`);
  }

  // Letters larger than their line have room above and below that is nobody's.
  function line(element, rect) {
    const spare = Math.max(0, rect.height - (parseFloat(getComputedStyle(element).lineHeight) || rect.height)) / 2;
    return { left: rect.left, right: rect.right, top: rect.top + spare, bottom: rect.bottom - spare, height: rect.height - 2 * spare };
  }

  // What of a line is seen: a rail or a table that scrolls is cut by its own edge.
  function uncut(element, rect) {
    const left = { ...rect };
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each), edge = each.getBoundingClientRect();
      if (style.overflowX !== "visible") Object.assign(left, { left: Math.max(left.left, edge.left), right: Math.min(left.right, edge.right) });
      if (style.overflowY !== "visible") Object.assign(left, { top: Math.max(left.top, edge.top), bottom: Math.min(left.bottom, edge.bottom) });
    }
    return left;
  }

  function piledTexts(all) {
    const flat = all.flatMap(({ text, element, rects }) => rects.map((rect) => ({ text, element, rect: uncut(element, line(element, rect)) }))), found = [];
    flat.forEach((one, place) => {
      for (const other of flat.slice(place + 1)) {
        if (one.text === other.text || one.element.closest(".c-map") || other.element.closest(".c-map")) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        if (across > 3 && down > Math.min(one.rect.height, other.rect.height) * 0.4) found.push(`«${one.text.data.trim().slice(0, 30)}» lies upon «${other.text.data.trim().slice(0, 30)}»`);
      }
    });
    return found;
  }

  function sideways() {
    const width = document.documentElement.clientWidth, more = document.scrollingElement.scrollWidth - width;
    if (more <= 0) return [];
    const widest = [...document.body.querySelectorAll("*")].filter(shown).sort((one, other) => other.getBoundingClientRect().right - one.getBoundingClientRect().right)[0];
    return [`the page is ${more} px wider than the window: ${words(widest)}`];
  }

  function losses() {
    const all = texts();
    return [...sideways(), ...all.flatMap(lost), ...lowFields(), ...piledTexts(all)].slice(0, 12);
  }

  // WCAG 1.4.12; a sheet of our own, because the policy of the site lets no other in.
  const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p, li { margin-bottom: 2em !important; }";
  function spaceOut() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SPACED);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  const enlarge = (percent) => { document.documentElement.style.fontSize = percent; };

  // ---- paper --------------------------------------------------------------------------------------------------------

  const LEFT_OUT = "a.govuk-button, button, select, .c-no-print, .c-search, .c-filter, .c-pages, .c-map, nav, .govuk-back-link, .c-link-button";
  const said = () => [...document.querySelectorAll("main")].flatMap((main) => texts(main)).filter(({ element }) => !element.closest(LEFT_OUT)).map(({ text }) => text.data.trim());

  // Printers leave backgrounds out: every word must be read on white.
  const pale = () => texts().filter(({ element }) => 1.05 / (light(getComputedStyle(element).color) + 0.05) < 4.5)
    .map(({ text }) => `«${text.data.trim().slice(0, 40)}» is pale on paper`);

  const NAVIGATION = "header, .c-header, nav, footer, .c-footer, .govuk-skip-link, .c-search, .c-filter, .c-pages, .govuk-back-link, button, a.govuk-button, .c-switches";
  const navigation = () => [...document.querySelectorAll(NAVIGATION)].filter(shown).map((each) => `${words(each)} is printed`);

  window.reach = { faint, begin, stop, pass, missed, forget, smallTargets, overlaps, losses, spaceOut, enlarge, said, pale, navigation };
})();
