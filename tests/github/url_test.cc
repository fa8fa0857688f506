#include "benchgate/github/url.h"

#include <gtest/gtest.h>

namespace benchgate::github {
namespace {

TEST(Url, HasAnOrigin) {
  EXPECT_EQ(origin_of("https://api.github.com/repos/a/b?x=1"),
            (Origin{"https", "api.github.com", "443"}));
  EXPECT_EQ(origin_of("HTTPS://API.GitHub.com:443"), (Origin{"https", "api.github.com", "443"}));
  EXPECT_EQ(origin_of("http://127.0.0.1:8080/x"), (Origin{"http", "127.0.0.1", "8080"}));
  EXPECT_NE(origin_of("http://api.github.com"), origin_of("https://api.github.com"));
}

TEST(Url, IsRefusedWhereItIsNoneToSendATokenTo) {
  for (const auto* url : {"", "api.github.com", "/repos", "ftp://host/", "file:///etc/passwd",
                          "https://", "https://user:secret@api.github.com/",
                          "https://api.github.com@evil.example/", "javascript:alert(1)"}) {
    EXPECT_EQ(origin_of(url), std::nullopt) << url;
  }
}

TEST(Url, IsPrivateByTlsOrByStayingHere) {
  EXPECT_TRUE(origin_of("https://ghe.example/api/v3")->is_private());
  EXPECT_TRUE(origin_of("http://127.0.0.1:1")->is_private());
  EXPECT_FALSE(origin_of("http://ghe.example/api/v3")->is_private());
  EXPECT_FALSE(origin_of("http://127.0.0.1.evil.example/")->is_private());
}

TEST(Url, ResolvesWhereARedirectLeads) {
  EXPECT_EQ(resolved("https://a.example/x/y?z", "/w?v=1"), "https://a.example/w?v=1");
  EXPECT_EQ(resolved("https://a.example/x", "https://b.example/"), "https://b.example/");
  EXPECT_EQ(resolved("https://a.example/x", "//b.example/"), "https://b.example/");
}

}  // namespace
}  // namespace benchgate::github
