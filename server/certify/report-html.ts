// The report as one page of HTML that needs nothing from elsewhere and no script, and can be printed. Everything is escaped.
import { html, raw } from 'hono/html';
import type { Report, ReportedExchange, ReportedStep } from './report.ts';
import { clockTime, duration, exchangeFacts, factsOf, stepName, summaryOf, TITLE } from './report-words.ts';
import type { Seen } from './step.ts';

export async function reportHtml(report: Report): Promise<string> {
  const { timeZone, steps, leftOver, verdict } = report;
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${TITLE}: ${report.service}, ${verdict}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="kind">${TITLE}</p>
          <h1>${report.service}</h1>
          <p class="verdict ${verdict}"><strong>${verdict}</strong> ${summaryOf(report)}</p>
          <dl>
            ${factsOf(report).map(
              ([name, value]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
        </header>
        ${
          leftOver.length === 0
            ? ''
            : html`<section class="left">
                <h2>Left at SEQR</h2>
                <ul>
                  ${leftOver.map(({ text }) => html`<li>${text}</li>`)}
                </ul>
              </section>`
        }
        <h2>Summary</h2>
        <table>
          <thead>
            <tr>
              <th>Step</th>
              <th>Begun</th>
              <th>Took</th>
              <th>Verdict</th>
            </tr>
          </thead>
          <tbody>
            ${steps.map(
              (step) =>
                html`<tr>
                  <td><a href="#${step.id}">${stepName(step)}</a></td>
                  <td>${clockTime(step.startedAt, timeZone).slice(0, 8)}</td>
                  <td>${duration(step.tookMs)}</td>
                  <td>${mark(step)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p class="note">
          Passwords, tokens and what names a customer are left out (•••); of the ids of terminal and reseller
          only the end is shown. Envelopes are left out, and calls that say the same are shown once.
        </p>
        ${steps.map((step) => section(step, timeZone))}
      </body>
    </html>`;
  return page.toString();
}

function section(step: ReportedStep, timeZone: string) {
  const { id, aim, seen, reason, verdict, exchanges } = step;
  return html`<section class="step" id="${id}">
    <h2>${stepName(step)} ${mark(step)}</h2>
    <p class="aim">${aim}</p>
    ${reason === null || seen.some(({ holds }) => holds === false) ? '' : html`<p class="why ${css(verdict)}">${reason}</p>`}
    ${
      seen.length === 0
        ? ''
        : html`<ul class="seen">
            ${seen.map(saw)}
          </ul>`
    }
    ${exchanges.map((exchange) => said(exchange, timeZone))}
  </section>`;
}

const mark = ({ verdict }: Pick<ReportedStep, 'verdict'>) =>
  html`<span class="mark ${css(verdict)}">${verdict}</span>`;

const css = (verdict: string): string => verdict.replace(' ', '-');

/** Said by a sign, not by its colour alone. */
const saw = ({ text, holds }: Seen) =>
  html`<li class="${holds === null ? 'note' : holds ? 'holds' : 'broken'}">${text}</li>`;

function said(exchange: ReportedExchange, timeZone: string) {
  const { name, request, answer, failure } = exchange;
  return html`<article>
    <h3>${name} <small>${exchangeFacts(exchange, timeZone)}</small></h3>
    <div class="words">
      <div>
        <h4>Request</h4>
        <pre>${request}</pre>
      </div>
      <div>
        <h4>Answer</h4>
        <pre>${answer ?? ''}</pre>
        ${failure === null ? '' : html`<p class="why">${failure}</p>`}
      </div>
    </div>
  </article>`;
}

const STYLE = `
:root { --ink: #1d2329; --soft: #56616b; --line: #d8dee3; --paper: #fff; --field: #f5f7f8;
  --good: #11663a; --bad: #a3161c; --open: #7a4d00; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink); background: var(--paper);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; }
h1 { font-size: 2.1rem; letter-spacing: -0.01em; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
h3 { font: 600 1rem/1.3 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h3 small { font: 400 .85rem/1.3 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: var(--soft); }
h4 { font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin-bottom: .25rem; }
p { margin: 0; max-width: 70ch; }
a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--line); }
.kind { color: var(--soft); font-size: .9rem; letter-spacing: .04em; }
.verdict { margin: 1rem 0 1.5rem; padding: .6rem .9rem; border-left: .3rem solid; background: var(--field); max-width: none; }
.verdict strong { text-transform: uppercase; letter-spacing: .05em; margin-right: .5rem; }
.passed { color: var(--good); } .failed { color: var(--bad); } .not-tried { color: var(--open); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .9rem 2rem; margin: 0; }
dt { font-size: .8rem; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-size: .8rem; font-weight: 400; color: var(--soft); text-align: left; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
td:nth-child(n + 2) { white-space: nowrap; width: 1%; padding-right: 1.5rem; }
td:last-child, th:last-child { padding-right: 0; }
.mark { font-size: .8rem; font-weight: 600; border: 1px solid; border-radius: 1rem; padding: .05rem .6rem; white-space: nowrap; }
.note { color: var(--soft); font-size: .9rem; margin-top: .75rem; }
.left { border-left: .3rem solid var(--open); padding-left: 1rem; } .left h2 { margin-top: 1.5rem; }
.step { border-top: 2px solid var(--line); margin-top: 2.5rem; } .step h2 { margin-top: 1rem; }
.aim { color: var(--soft); }
.why { margin-top: .5rem; color: var(--bad); } .why.not-tried { color: var(--open); }
.seen { list-style: none; margin: .75rem 0 0; padding: 0; }
.seen li { padding-left: 1.6rem; position: relative; }
.seen li.note { color: inherit; font-size: inherit; margin: 0; }
.seen li::before { position: absolute; left: 0; content: "\\2013"; color: var(--soft); }
.seen .holds::before { content: "\\2713"; color: var(--good); font-weight: 700; }
.seen .broken::before { content: "\\2717"; color: var(--bad); font-weight: 700; }
.seen .broken { color: var(--bad); }
article { margin-top: 1.25rem; }
.words { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .75rem; margin-top: .5rem; }
.words > div { background: var(--field); border-radius: .4rem; padding: .6rem .8rem; }
pre { margin: 0; font: .78rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 46rem) { .words { grid-template-columns: minmax(0, 1fr); }
  th:nth-child(2), td:nth-child(2) { display: none; } }
@media print {
  @page { size: A4; margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  .step { break-before: page; border: 0; margin: 0; } h3, h3 small { font-size: 9pt; } h2, h3, h4 { break-after: avoid; } tr, li { break-inside: avoid; }
  pre { font-size: 6pt; } .words > div { border: 1px solid var(--line); }
}
`;
