// What a page looks like without its letters: landmarks, headings, controls, tables and marks with their places and colours.
() => {
  const KINDS = 'header, nav, main, aside, footer, form, h1, h2, h3, table, input:not([type=hidden]), select, textarea, button,' +
    ' a.govuk-button, .c-card, .c-tag, .govuk-tag, .govuk-inset-text, .govuk-warning-text, .govuk-notification-banner,' +
    ' .govuk-error-summary, [data-map], svg[role=img], img, dialog';
  const plain = (colour) => colour.replace(/rgba\(0, 0, 0, 0\)/, '-').replace(/rgba?\(([^)]*)\)/, (_, told) => told.replaceAll(' ', ''));
  const own = (one) => one.matches('header, nav, main, aside, footer, form, table, .c-card, [data-map], dialog, img, svg')
    ? (one.getAttribute('aria-label') || '') : (one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.innerText || '');
  return [...document.querySelectorAll(KINDS)].filter((one) => one.checkVisibility({visibilityProperty: true})).map((one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width < 2 || box.height < 2) return null;
    return {
      kind: one.localName + (one.type ? ':' + one.type : ''), name: own(one).trim().replace(/\s+/g, ' ').slice(0, 40),
      x: Math.round(box.x), w: Math.round(box.width), h: Math.round(box.height),
      size: Math.round(parseFloat(style.fontSize)), weight: style.fontWeight, ink: plain(style.color),
      paper: plain(style.backgroundColor), edge: Math.round(parseFloat(style.borderTopWidth)) + '/' + Math.round(parseFloat(style.borderLeftWidth)),
    };
  }).filter(Boolean);
}
