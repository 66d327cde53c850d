const points = 60;
const svg = 'http://www.w3.org/2000/svg';

function cell(className, ...children) {
  const made = document.createElement('td');
  made.className = className;
  made.append(...children);
  return made;
}

/** A line of the board. `take` is cheap and called for every update, `paint` once for each picture. */
export class QuoteRow {
  element = document.createElement('tr');
  #price = cell('number price');
  #change = cell('number change');
  #line = document.createElementNS(svg, 'polyline');
  #prices = [];
  #first;
  #isPainted = true;

  constructor(symbol) {
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = symbol;
    const chart = document.createElementNS(svg, 'svg');
    chart.setAttribute('viewBox', `0 0 ${points - 1} 20`);
    chart.setAttribute('preserveAspectRatio', 'none');
    chart.ariaHidden = 'true';
    chart.append(this.#line);
    this.element.dataset.symbol = symbol;
    this.element.append(name, this.#price, this.#change, cell('chart', chart));
  }

  take(price) {
    this.#first ??= price;
    this.#prices.push(price);
    if (this.#prices.length > points) this.#prices.shift();
    this.#isPainted = false;
  }

  paint() {
    if (this.#isPainted) return;
    this.#isPainted = true;
    const price = this.#prices.at(-1);
    const change = (price / this.#first - 1) * 100;
    this.#price.textContent = price.toFixed(2);
    // A sign as well as a colour.
    this.#change.textContent = `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)} %`;
    this.element.dataset.trend = change < 0 ? 'down' : 'up';
    this.#line.setAttribute('points', this.#course());
  }

  #course() {
    const low = Math.min(...this.#prices);
    const span = Math.max(...this.#prices) - low || 1;
    return this.#prices
      .map((price, at) => `${at},${(19 - ((price - low) / span) * 18).toFixed(1)}`)
      .join(' ');
  }
}
