// The report as a table, for a terminal or for Markdown.

const NOT_YET = 'not yet measured: ';
const HEAD = ['id', 'ours', 'peer', "peer's", 'ratio', 'at most', '', 'note'];

/**
 * The lines of a Markdown table, whose columns are as wide as their cells, so that it reads well in a terminal too, and
 * below it what was not measured and why.
 */
export function lines(report) {
  const rows = [HEAD, ...report.filter(({ note }) => !note.startsWith(NOT_YET)).map(cells)];
  const widths = HEAD.map((_, j) => Math.max(3, ...rows.map((row) => row[j].length)));
  // The note is long and comes last.
  widths[HEAD.length - 1] = 3;
  const line = (row) => `| ${row.map((cell, j) => cell.padEnd(widths[j])).join(' | ')} |`;
  return [line(HEAD), `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`, ...rows.slice(1).map(line), '', ...waiting(report)];
}

/** A line for each reason, with the rows that wait for it. */
function waiting(report) {
  const reasons = new Map();
  for (const { id, note } of report.filter((row) => row.note.startsWith(NOT_YET))) {
    const reason = note.slice(NOT_YET.length);
    reasons.set(reason, [...reasons.get(reason) ?? [], id]);
  }
  return [...reasons].map(([reason, ids]) => `- Not yet measured: ${ids.join(', ')} (${reason}).`);
}

function cells({ id, ours_s: ours, peer, peer_s: theirs, ratio, target, met, note }) {
  const verdict = met === null ? '' : met ? 'met' : 'missed';
  return [id, time(ours), peer ?? '', time(theirs), share(ratio), share(target), verdict, note];
}

function time(seconds) {
  if (seconds === null) return '';
  return seconds < 1 ? `${(1000 * seconds).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}

function share(ratio) {
  return ratio === null ? '' : String(Number(ratio.toPrecision(3)));
}
