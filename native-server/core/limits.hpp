#pragma once

#include <cstddef>

#include <hoofbeat/stomp/limits.hpp>

namespace hoofbeat::server {

/// What the server accepts and keeps. Every limit is inclusive; reaching beyond one gives an ERROR that names it.
struct Limits {
  /// One STOMP frame from a client.
  stomp::Limits frame{.max_frame_bytes = 17U << 20U, .max_body_bytes = 16U << 20U};

  std::size_t max_sessions = 20'000;
  std::size_t max_subscriptions_per_session = 10'000;
  /// Topics and queues that exist at one time.
  std::size_t max_destinations = 100'000;
  /// Length of a destination's name, in octets.
  std::size_t max_destination_bytes = 1024;

  /// Messages in one queue, those delivered and not yet acknowledged included.
  std::size_t max_queue_messages = 100'000;
  /// Octets in one queue, headers included.
  std::size_t max_queue_bytes = 64U << 20U;
  /// Octets in all queues together.
  std::size_t max_stored_bytes = 256U << 20U;
  /// Deliveries of one subscription that wait for ACK; further messages stay in the queue.
  std::size_t max_unacknowledged = 1000;
  /// How often one message may be refused by NACK before it goes to the dead letter queue.
  std::size_t max_deliveries = 16;

  /// Octets that wait for one client's transport. A client found beyond it when the next frame is due is cut off.
  std::size_t max_send_buffer_bytes = 8U << 20U;

  std::size_t max_transactions_per_session = 100;
  /// Octets held by one open transaction.
  std::size_t max_transaction_bytes = 32U << 20U;

  /// One WebSocket message from a client (RFC 6455, section 7.4.1: 1009).
  std::size_t max_websocket_message_bytes = 32U << 20U;

  /// SockJS sessions of all services, those of WebSockets included.
  std::size_t max_sockjs_sessions = 20'000;
  /// Octets that messages which wait in one session occupy. One found beyond it when the next message is due is
  /// closed.
  std::size_t max_sockjs_queue_bytes = 64U << 20U;
  /// The body of one xhr_send or jsonp_send.
  std::size_t max_sockjs_post_bytes = 32U << 20U;
  /// Messages in one POST or WebSocket message from a client.
  std::size_t max_sockjs_frame_messages = 100'000;

  std::size_t max_http_header_bytes = 16U << 10U;
  std::size_t max_http_body_bytes = 64U << 10U;
  /// Connections that have not become a WebSocket.
  std::size_t max_http_connections = 25'000;
};

}  // namespace hoofbeat::server
