// The reader's controls of a report: another class, picture or table, exact figures, an order for a table, and the same
// feature shown in every chapter. Without this script the page holds the same, one below the other.

(() => {
  'use strict';

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const make = (name, className, text) => {
    const element = document.createElement(name);
    element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  document.documentElement.dataset.scripts = '';

  /** Buttons of which one is pressed; `choose` hears the index. */
  const choice = (label, names, choose) => {
    const group = make('div', 'choice');
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', label);
    const buttons = names.map((name, i) => {
      const button = make('button', '');
      button.type = 'button';
      button.append(make('bdi', '', name));
      button.addEventListener('click', () => choose(i));
      group.append(button);
      return button;
    });
    const press = (i) => buttons.forEach((button, j) => button.setAttribute('aria-pressed', String(i === j)));
    press(0);
    return { group, press };
  };

  /** The exact text of a cell, whatever of it is shown. */
  const exacts = new WeakMap();
  const exact = (cell) => exacts.get(cell)?.exact ?? cell.textContent;

  // Sorting: by the number where all cells are numbers, else by the text; nothing comes last.
  const compare = (a, b) => {
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, 'en', { numeric: true }) : x - y;
  };

  const sortable = (table) => {
    const [heads, body] = [all('thead th', table), table.tBodies[0]];
    const given = [...body.rows];
    if (given.length === 1) return;
    heads.forEach((head, j) => {
      const button = make('button', 'sort');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const next = { ascending: 'none', descending: 'ascending' }[head.getAttribute('aria-sort')] ?? 'descending';
        heads.forEach((other) => { other.removeAttribute('aria-sort'); });
        const of = (row) => exact(row.cells[j]);
        const rows = [...given];
        if (next !== 'none') {
          head.setAttribute('aria-sort', next);
          const sign = next === 'ascending' ? 1 : -1;
          rows.sort((a, b) => (of(a) === '' || of(b) === '' ? compare(of(a), of(b)) : sign * compare(of(a), of(b))));
        }
        body.append(...rows);
      });
    });
  };

  /** Lights what shows a datum: in its own chapter, and of a feature in all chapters that speak of features. */
  const light = (chapter, datum) => {
    all('.lit').forEach((element) => element.classList.remove('lit'));
    if (datum === undefined) return;
    const chapters = chapter.dataset.of ? all(`[data-of="${chapter.dataset.of}"]`) : [chapter];
    chapters.forEach((place) => all(`[data-datum="${datum}"]`, place).forEach((element) => element.classList.add('lit')));
  };

  // A picture is one stop of the keyboard; arrows go from mark to mark, and what is there is said below.
  const readable = (picture, chapter) => {
    const svg = picture.querySelector('svg');
    const said = make('p', 'said');
    said.setAttribute('aria-live', 'polite');
    const stops = new Map();
    all('title', svg).forEach((title) => {
      const [mark, words] = [title.parentNode, title.textContent];
      // The browser would show them too, beside the line below.
      title.remove();
      mark.dataset.said = words;
      if (!stops.has(words)) stops.set(words, mark.dataset.datum);
    });
    const words = [...stops.keys()];
    let at = -1;
    const tell = (text) => {
      said.textContent = text ?? '';
      at = words.indexOf(text);
      all('.here', svg).forEach((mark) => mark.classList.remove('here'));
      if (at !== -1) all('[data-said]', svg).filter((mark) => mark.dataset.said === text).forEach((mark) => mark.classList.add('here'));
      light(chapter, stops.get(text));
    };
    svg.addEventListener('pointerover', (e) => {
      const mark = e.target.closest('[data-said]');
      if (mark) tell(mark.dataset.said);
    });
    svg.addEventListener('pointerleave', () => tell());
    if (words.length > 0) {
      picture.tabIndex = 0;
      picture.setAttribute('role', 'group');
      picture.setAttribute('aria-label', 'Picture. Arrow keys go from mark to mark.');
      picture.addEventListener('keydown', (e) => {
        const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: words.length - 1 }[e.key];
        if (e.key === 'Escape') tell();
        if (to === undefined) return;
        e.preventDefault();
        tell(words[Math.min(Math.max(to, 0), words.length - 1)]);
      });
      picture.addEventListener('blur', () => tell());
      picture.append(said);
    }
  };

  /** All that switches a chapter to the class of a name. */
  const switches = [];

  const chapters = all('.chapter');
  chapters.forEach((chapter) => {
    const tools = make('div', 'tools');
    const variants = all('.variant', chapter);
    if (variants.length > 1) {
      const names = variants.map((variant) => variant.querySelector('h3').textContent);
      const show = (i) => {
        if (i === -1) return;
        press(i);
        variants.forEach((variant, j) => { variant.hidden = i !== j; });
      };
      // One class in all chapters that have it.
      const { group, press } = choice('Class', names, (i) => switches.forEach((to) => to(names[i])));
      show(0);
      switches.push((name) => show(names.indexOf(name)));
      tools.append(group);
    }
    if (chapter.querySelector('.picture')) {
      const forms = ['picture', 'table'];
      const show = (i) => {
        press(i);
        chapter.dataset.shows = forms[i];
        all('.figures', chapter).forEach((figures) => { figures.open = true; });
      };
      const { group, press } = choice('Show as', ['Picture', 'Table'], show);
      show(0);
      tools.append(group);
    }
    const numbers = all('td[title]', chapter);
    if (numbers.length > 0) {
      numbers.forEach((cell) => exacts.set(cell, { exact: cell.title, short: cell.textContent }));
      const button = make('button', 'exactly', 'Exact figures');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', String(on));
        numbers.forEach((cell) => { cell.textContent = exacts.get(cell)[on ? 'exact' : 'short']; });
      });
      tools.append(button);
    }
    if (tools.childElementCount > 0) variants[0].before(tools);
    all('.picture', chapter).forEach((picture) => readable(picture, chapter));
    all('tr[data-datum]', chapter).forEach((row) => {
      row.addEventListener('pointerenter', () => light(chapter, row.dataset.datum));
      row.addEventListener('pointerleave', () => light(chapter));
    });
  });

  all('td[title]').filter((cell) => !exacts.has(cell)).forEach((cell) => exacts.set(cell, { exact: cell.title }));
  all('table').forEach(sortable);
})();
