import {
  AbandonTransportField,
  ActivationChangedField,
  CloseTransportField,
  ConnectedField,
  ConnectionEndedField,
  FailedField,
  Kind,
  Mailbox,
  MessageField,
  OpenTransportField,
  ReceiptField,
  ReceiptLostField,
  ReconnectingField,
  TransmitField,
  UnhandledMessageField,
} from '../generated/records.js';
import type { FrameContent, ReceivedFrame } from '../received-frame.js';
import { readContent, readFrame } from './frame-reader.js';
import type { Memory } from './memory.js';
import type { Source } from './source.js';

/**
 * Is told what a session puts out, in order; client/output.hpp tells what each output means. Must not call the
 * session: the records are still being read.
 */
export interface OutputSink {
  openTransport(transport: number): void;
  /** `body`: not 0 where the body of the publish call under way is to follow, and a NUL; 0: the head is all. */
  transmit(transport: number, head: string, body: number): void;
  closeTransport(transport: number, code: number): void;
  abandonTransport(transport: number): void;
  activationChanged(activation: number): void;
  connected(frame: ReceivedFrame, version: number, outgoing: number, incoming: number): void;
  /** `ackHeader`: the place among its headers of the one that names the message in ACK and NACK; -1: none. */
  message(content: FrameContent, subscription: number, ackHeader: number): void;
  unhandledMessage(content: FrameContent, ackHeader: number): void;
  receipt(frame: ReceivedFrame, receipt: number): void;
  unhandledReceipt(frame: ReceivedFrame): void;
  receiptLost(receipt: number, id: string, why: number): void;
  brokerError(frame: ReceivedFrame): void;
  unhandledFrame(frame: ReceivedFrame): void;
  heartBeatReceived(): void;
  heartBeatLost(): void;
  disconnected(frame: ReceivedFrame): void;
  /** `header`: the name of the one that CONNECT can't have, where that is why. */
  failed(code: number, offset: number, header: () => string): void;
  connectionEnded(transport: number): void;
  reconnecting(attempt: number, delay: number): void;
}

/** Reads the records of a call, `count` words, whole. */
export function readRecords(memory: Memory, count: number, source: Source, sink: OutputSink): void {
  let at = memory.mail(Mailbox.records) >> 2;
  const end = at + count;
  while (at < end) {
    const tag = memory.words[at] as number;
    const kind: Kind = tag & 0xff;
    // By far the most frequent.
    if (kind === Kind.Message) readMessage(memory, at, source, sink);
    else readRecord(memory, kind, at, source, sink);
    at += tag >>> 8;
  }
}

function readMessage(memory: Memory, at: number, source: Source, sink: OutputSink): void {
  const { words } = memory;
  const content = readContent(memory, at, source);
  sink.message(
    content,
    words[at + MessageField.subscription] as number,
    words[at + MessageField.ackHeader] as number,
  );
}

function readRecord(memory: Memory, kind: Kind, at: number, source: Source, sink: OutputSink): void {
  const word = (field: number) => memory.words[at + field] as number;
  const frame = () => readFrame(memory, at, source);
  switch (kind) {
    case Kind.Transmit: {
      const [address, length, body] = [
        word(TransmitField.head),
        word(TransmitField.headLength),
        word(TransmitField.body),
      ];
      const head =
        body === 0
          ? memory.text(address, length)
          : memory.headText(address, length, word(TransmitField.shared));
      return sink.transmit(word(TransmitField.transport), head, body);
    }
    case Kind.OpenTransport:
      return sink.openTransport(word(OpenTransportField.transport));
    case Kind.CloseTransport:
      return sink.closeTransport(word(CloseTransportField.transport), word(CloseTransportField.code));
    case Kind.AbandonTransport:
      return sink.abandonTransport(word(AbandonTransportField.transport));
    case Kind.ActivationChanged:
      return sink.activationChanged(word(ActivationChangedField.activation));
    case Kind.Connected: {
      const [outgoing, incoming] = [word(ConnectedField.outgoing) >>> 0, word(ConnectedField.incoming) >>> 0];
      return sink.connected(frame(), word(ConnectedField.version), outgoing, incoming);
    }
    case Kind.UnhandledMessage:
      return sink.unhandledMessage(readContent(memory, at, source), word(UnhandledMessageField.ackHeader));
    case Kind.Receipt:
      return sink.receipt(frame(), word(ReceiptField.receipt));
    case Kind.UnhandledReceipt:
      return sink.unhandledReceipt(frame());
    case Kind.ReceiptLost: {
      const id = memory.text(word(ReceiptLostField.id), word(ReceiptLostField.idLength));
      return sink.receiptLost(word(ReceiptLostField.receipt), id, word(ReceiptLostField.why));
    }
    case Kind.BrokerError:
      return sink.brokerError(frame());
    case Kind.UnhandledFrame:
      return sink.unhandledFrame(frame());
    case Kind.BodyPart:
      return source.parts?.add(memory, at, source);
    case Kind.HeartBeatReceived:
      return sink.heartBeatReceived();
    case Kind.HeartBeatLost:
      return sink.heartBeatLost();
    case Kind.Disconnected:
      return sink.disconnected(frame());
    case Kind.Failed:
      return sink.failed(word(FailedField.code), memory.double(at + FailedField.offset), () =>
        memory.answer(),
      );
    case Kind.ConnectionEnded:
      return sink.connectionEnded(word(ConnectionEndedField.transport));
    case Kind.Reconnecting:
      return sink.reconnecting(word(ReconnectingField.attempt), memory.double(at + ReconnectingField.delay));
    case Kind.Message:
    case Kind.DecodedFrame:
    case Kind.DecodedHeartBeats:
    case Kind.DecodingFailed:
      return; // read elsewhere: see readRecords, and codec.ts
  }
}
