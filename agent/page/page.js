// What the page does without asking the server: opens the cited sentence, keeps the newest words in view,
// remembers the conversation in the address, shows and hides the list of conversations.
(() => {
  'use strict';
  const PHONE = window.matchMedia('(max-width: 760px)');
  const NARROW = window.matchMedia('(max-width: 1100px)');
  const CALM = window.matchMedia('(prefers-reduced-motion: reduce)');
  const byId = (id) => document.getElementById(id);
  const questionBox = () => document.querySelector('#question textarea');
  let chosen = null; // {turn, n}: the citation the person clicked last; n is null where a whole turn was chosen
  let lastTurn = '';

  const scroll = (element, block) => element.scrollIntoView({ block, behavior: CALM.matches ? 'auto' : 'smooth' });
  const put = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

  // Sources. Every turn's are in the panel; one turn's are shown.
  function showSources() {
    const list = document.querySelector('#sources .sources');
    if (!list) return;
    const last = list.dataset.last || '';
    if (last !== lastTurn) { lastTurn = last; chosen = null; } // a new turn: its sources come forward
    const turn = chosen ? chosen.turn : last;
    for (const section of list.querySelectorAll('.of-turn')) section.hidden = section.dataset.turn !== turn;
    for (const card of list.querySelectorAll('details.source')) {
      const hit = chosen && chosen.n && card.dataset.turn === turn && card.dataset.n.split(' ').includes(chosen.n);
      if (hit && !card.open && !chosen.shut) card.open = true;
      for (const mark of card.querySelectorAll('mark')) {
        mark.classList.toggle('chosen', Boolean(hit) && mark.dataset.n.split(' ').includes(chosen.n));
      }
    }
    for (const cite of document.querySelectorAll('#conversation a.cite')) {
      if (chosen && cite.dataset.turn === chosen.turn && cite.dataset.n === chosen.n) put(cite, 'aria-current', 'true');
      else cite.removeAttribute('aria-current');
    }
  }

  function openSource(turn, n) {
    chosen = { turn, n };
    showSources();
    const mark = document.querySelector('#sources mark.chosen');
    const card = mark && mark.closest('details');
    if (!card) return;
    requestAnimationFrame(() => scroll(mark, 'center'));
    card.querySelector('summary').focus({ preventScroll: true });
  }

  function showTurn(turn) {
    chosen = { turn, n: null };
    showSources();
    if (PHONE.matches) scroll(byId('sources'), 'start');
    const first = document.querySelector('#sources .of-turn:not([hidden]) summary');
    if (first) first.focus({ preventScroll: true });
  }

  function backToAnswer(turn) {
    const cite = document.querySelector('#conversation a.cite[aria-current]')
      || document.querySelector(`#turn-${turn} a.cite`);
    if (!cite) return;
    scroll(cite, 'center');
    cite.focus({ preventScroll: true });
  }

  // Conversations: a column on a wide screen, a drawer on a narrow one.
  const isHistoryOpen = () => {
    const said = byId('shell')?.dataset.history;
    return NARROW.matches ? said === 'open' : said !== 'closed';
  };

  function toggleHistory() {
    const shell = byId('shell');
    if (!shell) return;
    shell.dataset.history = isHistoryOpen() ? 'closed' : 'open';
    sayHistory();
    if (NARROW.matches && isHistoryOpen()) byId('new')?.focus();
  }

  function sayHistory() {
    const button = byId('history-toggle');
    const panel = byId('history');
    if (!button || !panel) return;
    put(button, 'aria-expanded', String(isHistoryOpen()));
    panel.inert = !isHistoryOpen();
  }

  const isDrawerOpen = () => NARROW.matches && isHistoryOpen();
  const closeDrawer = () => { if (isDrawerOpen()) toggleHistory(); };

  function ask(question) {
    const box = questionBox();
    if (!box) return;
    box.value = question;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    setTimeout(() => byId('send')?.click(), 60); // after the box's new text has reached Gradio's own state
  }

  // Not on a phone: there the keyboard would come up and hide the page.
  function focusQuestion() {
    if (!PHONE.matches) questionBox()?.focus();
  }

  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest?.(selector);
    const cite = at('a.cite');
    if (cite) { event.preventDefault(); openSource(cite.dataset.turn, cite.dataset.n); return; }
    const summary = at('details.source > summary');
    if (summary && chosen && summary.parentElement.open) chosen.shut = true; // shut by hand: stays shut
    if (at('[data-show]')) showTurn(at('[data-show]').dataset.show);
    else if (at('[data-back]')) backToAnswer(at('[data-back]').dataset.back);
    else if (at('[data-ask]')) ask(at('[data-ask]').dataset.ask);
    else if (at('#history-toggle')) toggleHistory();
    else if (at('#new') || at('[data-do="open"]')) { closeDrawer(); focusQuestion(); }
    else if (!at('#history')) closeDrawer();
    for (const menu of document.querySelectorAll('details.more[open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = document.querySelector('details.more[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); return; }
    if (isDrawerOpen()) { toggleHistory(); byId('history-toggle')?.focus(); return; }
    const card = event.target.closest?.('details.source');
    if (card) backToAnswer(card.dataset.turn);
  });

  // The newest words stay in view, unless the person has scrolled away from them.
  let following = true;
  const scroller = () => (PHONE.matches ? document.scrollingElement : byId('conversation'));
  const isAtEnd = () => {
    const box = scroller();
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  };
  let shownTurns = '';
  function follow() {
    const turns = document.querySelectorAll('#conversation .turn');
    const session = document.querySelector('#past .turns')?.dataset.session || '';
    const key = `${session}:${turns.length}`;
    const isNew = key !== shownTurns && turns.length > 0;
    shownTurns = key;
    const working = document.querySelector('#live .working');
    const newest = turns[turns.length - 1];
    if (!newest || !(isNew || (working && following))) return;
    if (PHONE.matches) { if (isNew) newest.scrollIntoView({ block: 'start' }); return; }
    const box = byId('conversation');
    box.scrollTop = working ? box.scrollHeight : Math.max(0, newest.offsetTop - 20);
  }
  document.addEventListener('scroll', () => {
    following = isAtEnd();
    // Scrolled on a phone, the alert keeps its title and its advice, and leaves room to read.
    const alert = byId('alert');
    if (alert && !(PHONE.matches && window.scrollY > 260)) alert.removeAttribute('data-compact');
    else if (alert && window.scrollY > 320) alert.setAttribute('data-compact', '');
  }, { capture: true, passive: true });

  function rememberConversation() {
    const past = byId('past');
    if (!past || !past.firstElementChild) return;
    const turns = past.querySelector('.turns');
    if (!turns && !past.querySelector('.welcome')) return;
    const session = turns ? turns.dataset.session : '';
    const here = new URL(window.location.href);
    if ((here.searchParams.get('conversation') || '') === session) return;
    if (session) here.searchParams.set('conversation', session);
    else here.searchParams.delete('conversation');
    history.replaceState(null, '', here);
  }

  // What is announced stands in one place that stays: a live region that is itself replaced is often not read out.
  function say() {
    const text = document.querySelector('#live [data-said]')?.textContent || '';
    let said = byId('said');
    if (!said) {
      said = document.createElement('p');
      said.id = 'said';
      said.setAttribute('role', 'status');
      said.setAttribute('aria-live', 'polite');
      document.body.appendChild(said);
    }
    if (said.textContent !== text) said.textContent = text;
  }

  let queued = false;
  let focused = false;
  function refresh() {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      showSources();
      sayHistory();
      say();
      follow();
      if (loaded()) rememberConversation();
      if (!focused && questionBox()) { focused = true; putBack(); focusQuestion(); }
    });
  }
  // Before the stored conversation has come, the page shows the empty one: the address must not forget it then.
  let settled = false;
  const loaded = () => {
    settled = settled || Boolean(document.querySelector('#past .turns'))
      || !new URL(window.location.href).searchParams.has('conversation')
      || Boolean(document.querySelector('#notice .notice'));
    return settled;
  };

  // Osler may be ended and started again while the page stands open: then the page comes up anew, with what was typed.
  const KEPT = 'osler-typed';

  async function isOslerThere() {
    if (document.hidden) return;
    try {
      const reply = await fetch('gradio_api/app_id', { cache: 'no-store' });
      const { app_id: now } = await reply.json();
      sayAway(false);
      if (now === window.gradio_config?.app_id) return;
      sessionStorage.setItem(KEPT, questionBox()?.value || '');
      window.location.reload();
    } catch {
      sayAway(true);
    }
  }

  function sayAway(isAway) {
    let note = byId('away');
    if (!note && isAway) {
      note = document.createElement('p');
      note.id = 'away';
      note.setAttribute('role', 'status');
      note.textContent = 'Osler does not answer. Start it again with “osler chat”; this page then goes on by itself.';
      document.body.appendChild(note);
    }
    if (note) note.hidden = !isAway;
  }

  function putBack() {
    const typed = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (!typed) return;
    questionBox().value = typed;
    questionBox().dispatchEvent(new Event('input', { bubbles: true }));
  }

  function begin() {
    setInterval(isOslerThere, 15000);
    document.addEventListener('visibilitychange', isOslerThere);
    document.addEventListener('focusin', (event) => { if (event.target === questionBox()) isOslerThere(); });
    new MutationObserver(refresh).observe(document.body, { childList: true, subtree: true, characterData: true });
    NARROW.addEventListener('change', () => { delete byId('shell')?.dataset.history; sayHistory(); });
    refresh();
  }
  // Gradio may run this before the document is read, or put it in afterwards.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();

  const icon = document.createElement('link');
  icon.rel = 'icon';
  icon.href = 'data:image/svg+xml,' + encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0f6b66"/>'
    + '<path d="M9 10c3-1.4 5.2-1.2 7 .8 1.8-2 4-2.2 7-.8v12c-3-1.2-5.2-1-7 1-1.8-2-4-2.2-7-1z" '
    + 'fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/></svg>');
  document.head.appendChild(icon);
})();
