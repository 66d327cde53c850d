#include <catch2/catch.hpp>

#include <hoofbeat/stomp/version.hpp>

using namespace hoofbeat::stomp;

TEST_CASE("versions and their texts", "[version]") {
  for (const Version version : {Version::v1_0, Version::v1_1, Version::v1_2})
    CHECK(parse_version(text_of(version)) == version);
  CHECK(text_of(Version::none).empty());
  CHECK(text_of(Version::v1_1) == "1.1");
  for (const auto* text : {"", "1", "1.", "1.3", "2.0", "9.9", " 1.2", "1.2 ", "01.2", "1.20", "v1.2"})
    CHECK_FALSE(parse_version(text));
}

TEST_CASE("VersionSet: accept-version lists", "[version]") {
  CHECK(VersionSet::all().text() == "1.2,1.1,1.0");
  CHECK(VersionSet::parse("1.0,1.1,1.2").text() == "1.2,1.1,1.0");
  CHECK(VersionSet::parse("1.0, 1.2").text() == "1.2,1.0");
  CHECK(VersionSet::parse(" 1.1 ").text() == "1.1");
  CHECK(VersionSet::parse("1.1,1.1").text() == "1.1");
  CHECK(VersionSet::parse("1.3,2.0,1.1").text() == "1.1");
  CHECK(VersionSet::parse("1.1,").text() == "1.1");
  CHECK(VersionSet::parse(",,1.1").text() == "1.1");
  for (const auto* list : {"", ",", "1.3", "9.9,8.8", "1.2;1.1", "1.1 1.0"}) {
    CHECK(VersionSet::parse(list).empty());
    CHECK(VersionSet::parse(list).newest() == Version::none);
  }
}

TEST_CASE("VersionSet: the highest version that both sides have", "[version]") {
  const auto agreed = [](std::string_view one, std::string_view other) {
    return (VersionSet::parse(one) & VersionSet::parse(other)).newest();
  };
  CHECK(agreed("1.0,1.1,1.2", "1.2,1.1,1.0") == Version::v1_2);
  CHECK(agreed("1.0,1.1", "1.2,1.1,1.0") == Version::v1_1);
  CHECK(agreed("1.0,1.2", "1.1,1.0") == Version::v1_0);
  CHECK(agreed("1.2", "1.1,1.0") == Version::none);
}

TEST_CASE("VersionSet: members", "[version]") {
  VersionSet set;
  CHECK(set.empty());
  set.insert(Version::v1_1);
  CHECK(set.contains(Version::v1_1));
  CHECK_FALSE(set.contains(Version::v1_0));
  CHECK_FALSE(set.contains(Version::none));
  CHECK_FALSE(VersionSet::all().contains(Version::none));
}
