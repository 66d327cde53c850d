#pragma once

#include <functional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hoofbeat::server {

/// Accepts connections at one address.
class Listener {
 public:
  using Handler = std::function<void(boost::asio::ip::tcp::socket)>;

  /// Throws boost::system::system_error where it can't listen there.
  Listener(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& endpoint, Handler accepted);

  void start() { accept(); }
  void stop();
  boost::asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void accept();
  void handle_accepted(boost::system::error_code error, boost::asio::ip::tcp::socket socket);

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_timer_;
  Handler accepted_;
};

}  // namespace hoofbeat::server
