// Draws a dashboard: asks this server for the rows of each chart and shows them as a picture, a table or one number.
// Rows hold text that portals wrote: it enters the page as text (textContent) and nothing else.
"use strict";

const HIDDEN = new Set(["quantity_id"]);
const NUMBERS = { decimal: ",", thousands: ".", grouping: [3], currency: ["", " đ"] }; // as Vietnamese is written
const MISSING = "Không có số liệu cho lựa chọn này · no numbers for this choice";

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

async function rowsOf(chart, page) {
  const asked = new URLSearchParams(page.filters);
  asked.set("sql", chart.query);
  asked.set("_shape", "objects");
  const answer = await fetch(`${page.data}?${asked}`);
  const found = await answer.json();
  if (found.ok === false) throw new Error(found.error);
  return found;
}

async function drawPicture(place, chart, rows) {
  const { split, ...display } = chart.display;
  const groups = new Map();
  for (const row of rows) {
    const key = split ? row[split] : "";
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const largestFirst = [...groups].sort((one, other) => other[1].length - one[1].length);
  for (const [key, values] of largestFirst) {
    if (split) place.append(element("h3", key));
    const canvas = element("div", undefined, { class: "picture" });
    place.append(canvas);
    const spec = {
      width: "container",
      autosize: { type: "fit-x", contains: "padding" },
      background: null,
      description: chart.title,
      config: { view: { stroke: null }, font: "system-ui, sans-serif" },
      ...display,
      data: { values },
    };
    // ast: expressions are interpreted, not compiled: the page may not make code from strings
    const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, formatLocale: NUMBERS };
    await vegaEmbed(canvas, spec, { ...options, logLevel: vega.Error });
  }
}

function cell(row, column, page) {
  const made = element("td");
  const value = row[column];
  if (value === null) return made;
  if (Number.isInteger(value) && (column === "article_id" || column.endsWith("_article_id"))) {
    const number = column === "article_id" ? row.quantity_id : undefined;
    const mark = Number.isInteger(number) ? `?number=${number}#q${number}` : "";
    made.append(element("a", "bài · article", { href: `${page.base}article/${value}${mark}` }));
  } else if (column === "url" && /^https?:\/\//.test(value)) {
    made.append(element("a", "gốc · portal", { href: value, rel: "noopener noreferrer nofollow", target: "_blank" }));
  } else {
    made.textContent = String(value);
    if (typeof value === "number" || column.endsWith("value")) made.className = "number";
    if (column.endsWith("sentence")) made.className = "sentence";
  }
  return made;
}

function drawTable(place, rows, page) {
  const columns = Object.keys(rows[0]).filter((column) => !HIDDEN.has(column));
  const table = element("table", undefined, { class: "rows-and-columns" });
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    head.append(element("th", column.replaceAll("_", " ").replace(/ id$/, ""), { title: page.columns[column] ?? "" }));
  }
  const body = table.createTBody();
  for (const row of rows) body.insertRow().append(...columns.map((column) => cell(row, column, page)));
  place.append(table);
}

async function draw(name, chart, page) {
  const place = document.getElementById(`chart-${name}`);
  try {
    const found = await rowsOf(chart, page);
    place.replaceChildren();
    if (found.rows.length === 0) place.append(element("p", MISSING, { class: "nothing" }));
    else if (chart.library === "metric") place.append(element("p", String(found.rows[0][chart.display.field]), { class: "metric" }));
    else if (chart.library === "table") drawTable(place, found.rows, page);
    else await drawPicture(place, chart, found.rows);
    if (found.truncated) place.append(element("p", `chỉ ${found.rows.length} dòng đầu · only the first ${found.rows.length} rows`));
  } catch (error) {
    place.replaceChildren(element("p", `${error.message}. Hãy thu hẹp lựa chọn · narrow the choice above.`, { class: "failed" }));
  }
  place.dataset.drawn = "yes";
}

const page = JSON.parse(document.getElementById("dashboard-data").textContent);
for (const [name, chart] of Object.entries(page.charts)) draw(name, chart, page);
