// @ts-check
// Sends each file as a request of its own and shows how far it is. Without this script the form sends them all at once.
(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('upload'));
  const sending = document.getElementById('sending');
  const list = sending?.querySelector('ul');
  const total = sending?.querySelector('[data-total]');
  if (!form || !sending || !list || !total) return;
  const words = JSON.parse(form.dataset.words ?? '{}');
  const most = Number(form.dataset.megabytes) * 1024 * 1024;
  const AT_ONCE = 2;

  /** @type {{ file: File, name: string, row: HTMLLIElement }[]} */
  const waiting = [];
  let active = 0;
  let all = 0;
  let done = 0;

  /** @param {string} name */
  const fieldOf = (name) => String(new FormData(form).get(name) ?? '');

  /** @param {{ file: File, name: string }[]} files */
  function add(files) {
    for (const { file, name } of files) {
      const row = document.createElement('li');
      const label = document.createElement('bdi');
      label.className = 'file';
      label.textContent = name;
      const bar = document.createElement('progress');
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute('aria-label', name);
      const state = document.createElement('span');
      state.className = 'small soft';
      row.append(label, bar, state);
      list?.append(row);
      all += 1;
      if (file.size > most) fail(row, words.tooLarge, null);
      else {
        tell(row, words.waiting);
        waiting.push({ file, name, row });
      }
    }
    count();
    next();
  }

  function count() {
    // What was sent stands in the list below; here stays what is on its way or failed.
    if (sending) sending.hidden = list?.childElementCount === 0;
    if (total) total.textContent = words.total.replace('{done}', String(done)).replace('{all}', String(all));
  }

  /** @param {HTMLLIElement} row @param {string} text */
  function tell(row, text) {
    const state = row.querySelector('span');
    if (state) state.textContent = text;
  }

  function next() {
    while (active < AT_ONCE) {
      const job = waiting.shift();
      if (!job) return;
      active += 1;
      send(job);
    }
  }

  /** @param {{ file: File, name: string, row: HTMLLIElement }} job */
  function send(job) {
    const { file, name, row } = job;
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('upload', fieldOf('upload'));
    body.append('kind', fieldOf('kind'));
    body.append('files', file, name);
    request.open('POST', '/upload');
    request.setRequestHeader('x-ezer-token', fieldOf('_token'));
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      const bar = row.querySelector('progress');
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
      if (event.loaded === event.total) tell(row, words.received);
      else tell(row, `${Math.floor((100 * event.loaded) / event.total)}%`);
    });
    request.addEventListener('loadend', () => {
      active -= 1;
      if (request.status === 200) {
        row.remove();
        done += 1;
        showResults();
      } else fail(row, problemOf(request), job);
      count();
      next();
    });
    request.send(body);
  }

  /** @param {XMLHttpRequest} request */
  function problemOf(request) {
    if (request.status === 401) return words.signedOut;
    try {
      return JSON.parse(request.responseText).problem ?? words.failed;
    } catch {
      return request.status === 403 ? words.forbidden : words.failed;
    }
  }

  /** @param {HTMLLIElement} row @param {string} text @param {{ file: File, name: string, row: HTMLLIElement } | null} job */
  function fail(row, text, job) {
    tell(row, text);
    row.querySelector('span')?.classList.replace('soft', 'bad');
    if (!job) {
      row.querySelector('progress')?.remove();
      return;
    }
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = words.retry;
    again.addEventListener('click', () => {
      again.remove();
      row.querySelector('span')?.classList.replace('bad', 'soft');
      tell(row, words.waiting);
      waiting.push(job);
      next();
    });
    row.append(again);
  }

  let asked = false;
  function showResults() {
    if (asked) return;
    asked = true;
    // Once a second is enough for the eye, also when hundreds of small files arrive.
    setTimeout(() => {
      asked = false;
      /** @type {any} */
      const { htmx } = window;
      const place = document.getElementById('results');
      if (place) htmx?.ajax('GET', `/upload/${place.dataset.upload}/list`, { target: place, swap: 'outerHTML' });
    }, 1000);
  }

  form.addEventListener('submit', (event) => {
    const inputs = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[type=file]')]);
    const files = inputs.flatMap((input) => [...(input.files ?? [])]);
    if (files.length === 0) return; // the page behind the form says that nothing was chosen
    event.preventDefault();
    add(files.map((file) => ({ file, name: file.webkitRelativePath || file.name })));
    for (const input of inputs) input.value = '';
  });

  const drop = form.querySelector('.drop');
  const hint = /** @type {HTMLElement | null} */ (form.querySelector('[data-drop]'));
  if (hint) hint.hidden = false;
  drop?.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  drop?.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop?.addEventListener('drop', async (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const items = /** @type {DragEvent} */ (event).dataTransfer?.items ?? [];
    // The entries are gone after the first wait, so all of them are asked for before it.
    const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    for (const entry of entries) add(await filesOf(entry, ''));
  });

  /**
   * @param {FileSystemEntry} entry
   * @param {string} folder
   * @returns {Promise<{ file: File, name: string }[]>}
   */
  async function filesOf(entry, folder) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) =>
        /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
      );
      return [{ file, name: folder + entry.name }];
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    const found = [];
    // A reader gives at most a hundred entries at a time.
    for (;;) {
      /** @type {FileSystemEntry[]} */
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return found;
      for (const inside of some) found.push(...(await filesOf(inside, `${folder}${entry.name}/`)));
    }
  }
})();
