import { Arrivals } from './arrivals.js';
import { Client } from './libraries.js';
import { QuoteRow } from './quote-row.js';

const brokerURL = new URLSearchParams(location.search).get('broker') ?? 'ws://127.0.0.1:8080/ws';

const byId = (id) => document.getElementById(id);
const rows = new Map();
const arrivals = new Arrivals();

function showStatus(state, text) {
  byId('status').dataset.state = state;
  byId('status').textContent = text;
}

/** Updates come more often than a screen shows pictures, so they are only kept here; `paint` shows the latest. */
function take(quote) {
  let row = rows.get(quote.symbol);
  if (row === undefined) {
    row = new QuoteRow(quote.symbol);
    rows.set(quote.symbol, row);
    const next = [...rows.keys()].sort().find((symbol) => symbol > quote.symbol);
    byId('quotes').insertBefore(row.element, rows.get(next)?.element ?? null);
    byId('empty').hidden = true;
  }
  row.take(quote.price);
  arrivals.add(quote, Date.now());
}

function paint() {
  for (const row of rows.values()) row.paint();
  byId('received').textContent = arrivals.received;
  byId('missed').textContent = arrivals.missed;
  requestAnimationFrame(paint);
}

function showPace() {
  const { rate, delay } = arrivals.pace(Date.now());
  byId('rate').textContent = rate;
  byId('delay').textContent = delay === undefined ? '–' : `${delay} ms`;
}

const client = new Client({
  brokerURL,
  reconnectDelay: 1000,
  onConnect: () => {
    showStatus('connected', 'Connected');
    client.subscribe('/topic/quotes', (message) => take(JSON.parse(message.body)));
  },
  onWebSocketClose: () => showStatus('reconnecting', 'Connection lost, trying again …'),
  onStompError: (frame) => showStatus('reconnecting', `Refused: ${frame.headers.message}`),
});

client.activate();
requestAnimationFrame(paint);
setInterval(showPace, 500);
