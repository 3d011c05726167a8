import { html } from 'hono/html';
import { formTokenField } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { notice } from '../../parts/notice.ts';
import { MOST_FILES, type UploadRefused } from './receive.ts';
import { results, type UploadState } from './results.ts';

export interface UploadForm {
  /** id of the upload that this form starts */
  upload: string;
  megabytes: number;
  problem?: Exclude<UploadRefused['reason'], 'forged'> | 'none';
}

/** The form: files or a folder, chosen or dropped. With scripts each file is a request of its own, with its progress. */
export function uploadPage(page: Page, { upload, megabytes, problem }: UploadForm): Html {
  const { say } = page;
  return layout(page, {
    title: say('nav.upload'),
    scripts: ['live.js', 'upload.js'],
    body: html`<h1>${say('nav.upload')}</h1>
<p class="lead">${say('upload.about')}</p>
${problem === undefined ? '' : notice({ words: say(`upload.refused.${problem}`), tone: 'bad' })}
<form method="post" action="/upload" enctype="multipart/form-data" class="sheet upload" id="upload" data-megabytes="${megabytes}" data-words="${words(page)}">
${formTokenField(page)}<input type="hidden" name="upload" value="${upload}">
<fieldset class="kinds"><legend>${say('upload.kind')}</legend>
<label><input type="radio" name="kind" value="decisions" checked> ${say('upload.kind.decisions')}</label>
<label><input type="radio" name="kind" value="digests"> ${say('upload.kind.digests')} <span class="small soft">${say('upload.kind.digests.about')}</span></label></fieldset>
<div class="drop"><p class="field"><label for="files">${say('upload.files')}</label>
<input id="files" name="files" type="file" multiple aria-describedby="limits"></p>
<p class="field"><label for="folder">${say('upload.folder')}</label>
<input id="folder" name="files" type="file" multiple webkitdirectory></p>
<p class="soft" data-drop hidden>${say('upload.drop')}</p></div>
<p class="small soft" id="limits">${say('upload.limits', { megabytes, files: MOST_FILES.toLocaleString('en') })}</p>
<p><button class="main">${say('upload.send')}</button></p>
</form>
<section class="sheet below" id="sending" aria-labelledby="sending-title" hidden><h2 id="sending-title">${say('upload.sending')}</h2>
<p class="row" role="status"><span data-total></span></p><ul class="plain sending"></ul></section>
<div id="results" data-upload="${upload}"></div>`,
  });
}

/** The words of the script: it has none of its own. */
function words({ say }: Page): string {
  const keys = ['waiting', 'retry', 'failed', 'signedOut', 'forbidden', 'tooLarge', 'total', 'received'] as const;
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, say(`upload.word.${key}`)])));
}

/** What became of the files of one upload, until all of them are read. */
export function resultsPage(page: Page, state: UploadState): Html {
  const { say } = page;
  return layout(page, {
    title: say('upload.results'),
    scripts: ['live.js'],
    body: html`<p class="back"><a href="/upload">${say('upload.more')}</a></p>
<h1>${say('upload.results')}</h1>
${results(page, state)}`,
  });
}
