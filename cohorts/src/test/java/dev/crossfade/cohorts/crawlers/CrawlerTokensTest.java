package dev.crossfade.cohorts.crawlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrawlerTokensTest {
  private final CrawlerTokens tokens = CrawlerTokens.of(KnownCrawlers.all());

  private String nameIn(String userAgent) {
    int found = tokens.find(userAgent);
    return found == CrawlerTokens.NONE ? "nobody" : KnownCrawlers.all().get(found).name();
  }

  /** As their owners document them. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "googlebot | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "googlebot | Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "googlebot | Googlebot-Image/1.0",
        "googlebot | GoogleOther",
        "googlebot | Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
        "google-special | AdsBot-Google (+http://www.google.com/adsbot.html)",
        "google-special | Mediapartners-Google",
        "google-user | FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)",
        "bingbot | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/141.0.0.0 Safari/537.36",
        "applebot | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
        "yandexbot | Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "baiduspider | Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "duckduckbot | DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
        "seznambot | Mozilla/5.0 (compatible; SeznamBot/4.0; +https://o-seznam.cz/napoveda/vyhledavani/en/seznambot-crawler/)",
        "petalbot | Mozilla/5.0 (compatible;PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
        "sogou | Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
        "gptbot | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "ccbot | CCBot/2.0 (https://commoncrawl.org/faq/)",
        "ahrefsbot | Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "semrushbot | Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
        "archive-org | Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
        "facebookexternalhit | facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        // What iMessage sends, to be given what they are given.
        "facebookexternalhit | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "twitterbot | Twitterbot/1.0",
        "telegrambot | TelegramBot (like TwitterBot)",
        "pinterestbot | Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
        "linkedinbot | LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
      })
  void find_crawler_isNamed(String name, String userAgent) {
    assertThat(nameIn(userAgent)).isEqualTo(name);
    assertThat(nameIn(userAgent.toUpperCase(Locale.ROOT))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "curl/8.14.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
        // Browsers within the apps of those who also have crawlers.
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [Pinterest/iOS]",
        "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 YaBrowser/25.8.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 SogouMobileBrowser/5.9.8 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10) GSA/13.0 DuckDuckGo/5 Safari/537.36",
        // Only words of their own count.
        "MyGooglebot/1.0",
        "Googlebotty/1.0",
        "googlebo",
        "Googlebot2"
      })
  void find_anyoneElse_isNobody(String userAgent) {
    assertThat(nameIn(userAgent)).isEqualTo("nobody");
  }

  @Test
  void find_severalNames_isTheFirstInTheTable() {
    assertThat(nameIn("AhrefsBot bingbot Googlebot")).isEqualTo("googlebot");
    assertThat(nameIn("AhrefsBot;bingbot")).isEqualTo("bingbot");
  }

  @Test
  void find_hugeAndHostile_isStillOnePass() {
    assertThat(nameIn("google".repeat(100_000))).isEqualTo("nobody");
    assertThat(nameIn("google-".repeat(100_000) + " bingbot")).isEqualTo("bingbot");
    assertThat(nameIn("\0\u00e9\uffff".repeat(1_000) + "bingbot\u00ff")).isEqualTo("bingbot");
  }

  @Test
  void table_namesTokensAndFiles_areEachOneCrawlers() {
    Set<String> seen = new HashSet<>();
    Pattern name = Pattern.compile("[a-z][a-z0-9-]{1,40}");
    for (KnownCrawler crawler : KnownCrawlers.all()) {
      assertThat(crawler.name()).matches(name).isNotIn("any", "verified");
      assertThat(crawler.tokens()).isNotEmpty();
      assertThat(seen.add("name " + crawler.name())).as(crawler.name()).isTrue();
      crawler.tokens().forEach(token -> assertThat(seen.add(token)).as(token).isTrue());
      crawler.rangeFiles().forEach(file -> assertThat(seen.add(file)).as(file).isTrue());
      crawler.tokens().forEach(token -> assertThat(nameIn(token)).isEqualTo(crawler.name()));
    }
    assertThat(KnownCrawlers.ofRangeFile("googlebot.json"))
        .map(KnownCrawler::name)
        .contains("googlebot");
  }
}
