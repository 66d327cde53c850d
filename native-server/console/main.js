import { Chat } from './chat.js';
import { Connection } from './connection.js';
import { ConnectionForm } from './connection-form.js';
import { byId } from './dom.js';
import { ErrorList } from './error-list.js';
import { timeOfDay } from './format.js';
import { FrameLog } from './frame-log.js';
import { Greeting } from './greeting.js';
import { PublishForm } from './publish-form.js';
import { RateChart } from './rate-chart.js';
import { rememberFields } from './remembered-fields.js';
import { RoundTrip } from './round-trip.js';
import { Status } from './status.js';
import { SubscriptionList } from './subscription-list.js';

const errors = new ErrorList(byId('errors', HTMLUListElement));
rememberFields();

const connection = new Connection({
  onState: (state) => {
    if (state.name === 'Connected') errors.settle('connection', `Connected at ${timeOfDay(new Date())}.`);
    for (const view of views) view.show(state);
  },
  onTraffic: (traffic) => {
    log.add(traffic);
    if (!roundTrip.isProbe(traffic)) rates.count(traffic);
    if (isIncomingHeartbeat(traffic)) status.beat();
  },
  onTrouble: (text, kind) => {
    errors.report(text, kind);
    if (kind === 'broker') roundTrip.refused();
  },
});

const status = new Status();
const rates = new RateChart();
const roundTrip = new RoundTrip(connection);
const log = new FrameLog((traffic) => roundTrip.isProbe(traffic));
const form = new ConnectionForm(
  {
    connect: (settings) => connection.connect(settings),
    disconnect: () => void connection.disconnect(),
  },
  errors,
);
const views = [
  status,
  form,
  roundTrip,
  new SubscriptionList(connection, errors),
  new PublishForm(connection, errors),
];
new Chat(connection, errors);
new Greeting(connection, errors);

/** @param {import('./observed-socket.js').Traffic} traffic */
function isIncomingHeartbeat(traffic) {
  return traffic.kind === 'frame' && traffic.command === 'HEARTBEAT' && traffic.direction === 'in';
}
