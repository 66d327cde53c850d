import { Callbacks, type Subscription } from './callbacks.js';
import type { Client } from './client.js';
import { ConnectionAttempt, closeCode } from './connection-attempt.js';
import type { OutputSink } from './core/record-reader.js';
import { DebugLog } from './debug-log.js';
import type { DrainLoop } from './drain-loop.js';
import { ActivationState } from './enums.js';
import { report } from './errors.js';
import { failureOf } from './failure.js';
import type { MessageFraming } from './message-framing.js';
import type { OutgoingBody } from './outgoing-body.js';
import type { FrameContent, ReceivedFrame } from './received-frame.js';
import { type Acknowledge, ReceivedMessage } from './received-message.js';
import { nothing } from './stomp-config.js';
import { errorOfCode, errorOfNumber } from './stomp-errors.js';
import type { Transport } from './transport.js';
import type { HeartbeatIntervals } from './types.js';

/** What the outputs need done to transports. */
export interface TransportKeeper {
  establish(attempt: ConnectionAttempt): Promise<void>;
  lose(attempt: ConnectionAttempt, cause: unknown): void;
  discard(attempt: ConnectionAttempt, reason: string): void;
  /** What the messages of a connection are acknowledged by. */
  acknowledgerFor(connection: number): Acknowledge;
}

/**
 * Takes what a session puts out, and pushes what is to be done about it. State that the application can ask for
 * changes here and now; everything pushed holds on to what it is about, since by the time that it is done the
 * session may be further on.
 */
export class SessionOutputs implements OutputSink {
  activation = ActivationState.INACTIVE;
  heartbeat: HeartbeatIntervals | undefined;
  attempt: ConnectionAttempt | undefined;
  // One for all messages of the attempt's.
  private acknowledge: Acknowledge | undefined;
  callbacks = new Callbacks();
  /** Of the publish call under way. */
  body: OutgoingBody | undefined;
  log: DebugLog | undefined;
  // For what a batch holds: a debug function may call the core, which would read the batch no further.
  private batchLog: DebugLog | undefined;

  private waitingForInactive: (() => void)[] = [];

  constructor(
    private readonly client: Client,
    private readonly keeper: TransportKeeper,
    private readonly loop: DrainLoop,
  ) {}

  /** The log for the connection that is about to be made, where the application has set one. */
  startLog(): DebugLog | undefined {
    this.log = DebugLog.of(this.client);
    this.batchLog = this.log?.writingBy((write) => this.loop.act(write));
    return this.log;
  }

  untilInactive(): Promise<void> {
    return new Promise((resolve) => this.waitingForInactive.push(resolve));
  }

  /** While what is published is still sent, which the application may want to do. */
  announceDeactivation(): void {
    this.activation = this.client.state = ActivationState.DEACTIVATING;
    try {
      this.client.onChangeState(ActivationState.DEACTIVATING);
    } catch (error) {
      report(error);
    }
  }

  openTransport(id: number): void {
    const attempt = new ConnectionAttempt(id);
    this.attempt = attempt;
    this.acknowledge = this.keeper.acknowledgerFor(attempt.number);
    // Begins with a callback of the application's, which comes in its turn.
    this.loop.tell(() => void this.keeper.establish(attempt));
  }

  // ---- What acts

  transmit(_id: number, head: string, bodyNumber: number): void {
    const { attempt, body } = this;
    const frame = bodyNumber === 0 ? head : (body as OutgoingBody).behind(head);
    this.batchLog?.sent(head, frame);
    this.loop.act(() => this.send(attempt as ConnectionAttempt, frame));
  }

  private send(attempt: ConnectionAttempt, frame: string | Uint8Array): void {
    const { ended, transport, framing } = attempt;
    if (ended || transport === undefined || framing === undefined) return;
    try {
      const message = framing.encode(frame, transport.carriesTextAlone);
      if (framing.cuts(message)) this.sendPieces(message, framing, transport);
      else transport.send(message);
    } catch (error) {
      this.keeper.lose(attempt, error);
    }
  }

  private sendPieces(message: string, framing: MessageFraming, transport: Transport): void {
    let remaining = message.length;
    for (const piece of framing.pieces(message)) {
      transport.send(piece);
      remaining -= piece.length;
      this.log?.line(`chunk sent = ${piece.length}, remaining = ${remaining}`);
    }
  }

  closeTransport(_id: number, code: number): void {
    const attempt = this.attempt as ConnectionAttempt;
    this.loop.act(() => this.close(attempt, code));
  }

  private close(attempt: ConnectionAttempt, code: number): void {
    if (attempt.ended) return;
    const { transport } = attempt;
    const failure = code !== 1000;
    if (transport === undefined)
      return this.keeper.discard(attempt, 'The client gave up before a socket was made');
    if (failure && attempt.discardsOnFailure) {
      this.log?.line('Discarding websocket, the underlying socket may linger for a while');
      return this.keeper.discard(attempt, 'The connection failed; the socket was not waited for');
    }
    if (failure) this.log?.line('Issuing close on the websocket');
    try {
      transport.close(code);
    } catch (error) {
      this.keeper.lose(attempt, error);
    }
  }

  abandonTransport(): void {
    const { attempt } = this;
    this.loop.act(() => attempt?.discard(closeCode.lost, 'The socket did not close in time'));
  }

  // ---- What tells

  activationChanged(activation: number): void {
    this.activation = activation;
    this.client.state = activation;
    if (activation === ActivationState.DEACTIVATING) return;
    this.loop.tell(() => this.client.onChangeState(activation));
    if (activation !== ActivationState.INACTIVE) return;
    const waiting = this.waitingForInactive;
    this.waitingForInactive = [];
    this.loop.tell(() => {
      for (const resolve of waiting) resolve();
    });
  }

  connected(frame: ReceivedFrame, _version: number, outgoing: number, incoming: number): void {
    this.heartbeat = { outgoing, incoming };
    this.batchLog?.connected(frame, this.heartbeat);
    const socket = this.attempt?.transport?.socket;
    // Servers send no heartbeats of SockJS beside those of STOMP.
    if (incoming > 0) this.loop.act(() => socket?.expectNoHeartbeats?.());
    this.loop.tell(() => this.client.onConnect(frame));
  }

  message(content: FrameContent, token: number, ackHeader: number): void {
    const { callbacks } = this;
    const subscription = callbacks.subscription(token);
    this.loop.tellOf(this.deliver, subscription, this.messageOf(content, ackHeader), callbacks);
  }

  private readonly deliver = (
    subscription: Subscription | undefined,
    message: ReceivedMessage,
    callbacks: Callbacks,
  ) => {
    // A callback before this one may have unsubscribed.
    const callback = subscription?.active ? subscription.callback : undefined;
    if (typeof callback === 'function') callback(message);
    else this.tellUnhandled(message, callbacks);
  };

  unhandledMessage(content: FrameContent, ackHeader: number): void {
    const { callbacks } = this;
    const message = this.messageOf(content, ackHeader);
    this.loop.tell(() => this.tellUnhandled(message, callbacks));
  }

  // A callback before this one may have subscribed.
  private tellUnhandled(message: ReceivedMessage, callbacks: Callbacks): void {
    const callback = callbacks.subscriptionOf(message.headers.subscription)?.callback;
    if (typeof callback === 'function') callback(message);
    else this.client.onUnhandledMessage(message);
  }

  private messageOf(content: FrameContent, ackHeader: number): ReceivedMessage {
    const message = new ReceivedMessage(content, ackHeader, this.acknowledge as Acknowledge);
    this.batchLog?.receivedFrame(message);
    return message;
  }

  receipt(frame: ReceivedFrame, token: number): void {
    const callback = this.callbacks.takeReceipt(token)?.callback;
    // Its watcher has had one, which the core took for nobody's.
    if (callback === undefined) return this.unhandledReceipt(frame);
    this.batchLog?.receivedFrame(frame);
    this.loop.tell(() => callback(frame));
  }

  unhandledReceipt(frame: ReceivedFrame): void {
    const { callbacks } = this;
    this.batchLog?.receivedFrame(frame);
    this.loop.tell(() => {
      // A callback before this one may watch for it.
      const callback = callbacks.takeReceiptOf(frame.headers['receipt-id'])?.callback;
      if (callback !== undefined) callback(frame);
      else this.client.onUnhandledReceipt(frame);
    });
  }

  receiptLost(token: number, id: string, why: number): void {
    const watcher = this.callbacks.takeReceipt(token);
    // Its watcher has had one, which the core took for nobody's.
    if (token !== 0 && watcher === undefined) return;
    const onLost = watcher?.onLost;
    const error = errorOfNumber(why, `Receipt: ${id}`);
    if (onLost !== undefined) this.loop.tell(() => onLost(error));
    this.loop.tell(() => this.client.onReceiptLost(id, error));
  }

  brokerError(frame: ReceivedFrame): void {
    if (this.attempt !== undefined) this.attempt.brokerError = frame;
    this.batchLog?.receivedFrame(frame);
    this.loop.tell(() => this.client.onStompError(frame));
  }

  unhandledFrame(frame: ReceivedFrame): void {
    this.batchLog?.receivedFrame(frame);
    this.loop.tell(() => this.client.onUnhandledFrame(frame));
  }

  heartBeatReceived(): void {
    this.batchLog?.line('<<< PONG');
    this.loop.tell(() => this.client.onHeartbeatReceived());
  }

  heartBeatLost(): void {
    const silence = this.log?.silence();
    this.batchLog?.line(`did not receive server activity for the last ${silence}ms`);
    this.loop.tell(() => this.client.onHeartbeatLost());
  }

  disconnected(frame: ReceivedFrame): void {
    this.batchLog?.receivedFrame(frame);
    this.loop.tell(() => this.client.onDisconnect(frame));
  }

  failed(code: number, offset: number, header: () => string): void {
    const { attempt } = this;
    const cause = attempt?.cause;
    const error = failureOf(code, offset, this.client, attempt, this.heartbeat, header);
    this.batchLog?.failed(error, this.client.connectionTimeout);
    this.loop.tell(() => {
      // An exception of the application's must not go unheard because it listens to no errors.
      if (this.client.onError === nothing && cause !== undefined) report(cause);
      else this.client.onError(error);
    });
  }

  connectionEnded(): void {
    const attempt = this.attempt as ConnectionAttempt;
    this.attempt = undefined;
    this.heartbeat = undefined;
    const { transactions } = this.callbacks;
    this.callbacks = new Callbacks();
    for (const onLost of transactions.values()) this.loop.tell(() => onLost(errorOfCode('connection_gone')));
    if (attempt.transport === undefined) return;
    const { socket } = attempt.transport;
    this.loop.act(() => this.log?.line(`Connection closed to ${socket.url}`));
    this.loop.tell(() => this.client.onWebSocketClose(attempt.closeEvent));
  }

  reconnecting(attempt: number, delay: number): void {
    this.batchLog?.line(`STOMP: scheduling reconnection in ${delay}ms`);
    this.loop.tell(() => this.client.onReconnecting({ attempt, delay }));
  }
}
