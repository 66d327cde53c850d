#pragma once

namespace hoofbeat::test {

/// A visitor made of lambdas.
template <class... Alternatives>
struct Overloaded : Alternatives... {
  using Alternatives::operator()...;
};
template <class... Alternatives>
Overloaded(Alternatives...) -> Overloaded<Alternatives...>;

}  // namespace hoofbeat::test
