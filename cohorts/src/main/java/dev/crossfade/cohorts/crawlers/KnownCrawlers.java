package dev.crossfade.cohorts.crawlers;

import java.util.List;
import java.util.Optional;

/**
 * Every crawler that is recognised. Where a User-Agent names several, the first here wins. Domains
 * are only those that nobody else can get a name under: Google's fetchers also come from
 * googleusercontent.com, but so does every rented machine there.
 */
public final class KnownCrawlers {
  private static final List<KnownCrawler> ALL =
      List.of(
          // Search engines: what they see is what is found.
          crawler(
                  "googlebot",
                  "googlebot",
                  "googlebot-image",
                  "googlebot-video",
                  "googlebot-news",
                  "googleother",
                  "google-inspectiontool",
                  "google-cloudvertexbot",
                  "storebot-google")
              .of("googlebot.com", "google.com")
              .in("googlebot.json", "common-crawlers.json"),
          crawler(
                  "google-special",
                  "adsbot-google",
                  "adsbot-google-mobile",
                  "mediapartners-google",
                  "apis-google",
                  "google-safety")
              .of("google.com")
              .in("special-crawlers.json"),
          crawler(
                  "google-user",
                  "feedfetcher-google",
                  "google-site-verification",
                  "google-read-aloud",
                  "googleproducer")
              .of("google.com")
              .in("user-triggered-fetchers.json", "user-triggered-fetchers-google.json"),
          crawler("bingbot", "bingbot", "bingpreview", "msnbot", "adidxbot")
              .of("search.msn.com")
              .in("bingbot.json"),
          crawler("applebot", "applebot").of("applebot.apple.com").in("applebot.json"),
          crawler(
                  "yandexbot",
                  "yandexbot",
                  "yandexmobilebot",
                  "yandeximages",
                  "yandexvideo",
                  "yandexmedia",
                  "yandexfavicons",
                  "yandexwebmaster",
                  "yandexpagechecker",
                  "yandexaccessibilitybot",
                  "yandexrenderresourcesbot")
              .of("yandex.ru", "yandex.net", "yandex.com")
              .in("yandexbot.json"),
          crawler("baiduspider", "baiduspider", "baiduspider-render", "baiduspider-image")
              .of("baidu.com", "baidu.jp")
              .in("baiduspider.json"),
          crawler("duckduckbot", "duckduckbot", "duckassistbot").in("duckduckbot.json"),
          crawler("seznambot", "seznambot").of("seznam.cz").in("seznambot.json"),
          crawler("petalbot", "petalbot").of("petalsearch.com").in("petalbot.json"),
          crawler("yeti", "yeti").of("naver.com").in("yeti.json"),
          crawler("sogou", "sogou web spider", "sogou inst spider")
              .of("crawl.sogou.com")
              .in("sogou.json"),
          crawler("slurp", "slurp").of("crawl.yahoo.net").in("slurp.json"),
          crawler("coccocbot", "coccocbot-web", "coccocbot-image", "coccocbot")
              .of("coccoc.com")
              .in("coccocbot.json"),
          crawler("qwantbot", "qwantbot", "qwantify").of("qwant.com").in("qwantbot.json"),
          crawler("mojeekbot", "mojeekbot").of("mojeek.com").in("mojeekbot.json"),
          // Assistants and those who gather text for them.
          crawler("gptbot", "gptbot").in("gptbot.json"),
          crawler("oai-searchbot", "oai-searchbot").in("searchbot.json", "oai-searchbot.json"),
          crawler("chatgpt-user", "chatgpt-user").in("chatgpt-user.json"),
          crawler("claudebot", "claudebot", "claude-user", "claude-searchbot").in("claudebot.json"),
          crawler("perplexitybot", "perplexitybot").in("perplexitybot.json"),
          crawler("ccbot", "ccbot").of("crawl.commoncrawl.org").in("ccbot.json"),
          crawler("amazonbot", "amazonbot").of("crawl.amazonbot.amazon").in("amazonbot.json"),
          crawler("bytespider", "bytespider").in("bytespider.json"),
          crawler("meta-externalagent", "meta-externalagent", "meta-externalfetcher")
              .in("meta-externalagent.json"),
          // Those who look at shops for others.
          crawler("ahrefsbot", "ahrefsbot", "ahrefssiteaudit")
              .of("ahrefs.com", "ahrefs.net")
              .in("ahrefsbot.json"),
          crawler(
                  "semrushbot",
                  "semrushbot",
                  "semrushbot-sa",
                  "semrushbot-ba",
                  "semrushbot-si",
                  "semrushbot-swa",
                  "siteauditbot")
              .of("bot.semrush.com")
              .in("semrushbot.json"),
          crawler("mj12bot", "mj12bot").in("mj12bot.json"),
          crawler("dotbot", "dotbot").in("dotbot.json"),
          crawler("archive-org", "archive.org_bot", "ia_archiver")
              .of("archive.org")
              .in("archive-org.json"),
          // Previews of links; some name their neighbours to be treated like them.
          crawler("telegrambot", "telegrambot").in("telegrambot.json"),
          crawler("facebookexternalhit", "facebookexternalhit", "facebookcatalog", "facebot")
              .in("facebookexternalhit.json"),
          crawler("twitterbot", "twitterbot").in("twitterbot.json"),
          crawler("pinterestbot", "pinterestbot").of("pinterest.com").in("pinterestbot.json"),
          crawler("linkedinbot", "linkedinbot").in("linkedinbot.json"),
          crawler("slackbot", "slackbot", "slackbot-linkexpanding").in("slackbot.json"),
          crawler("discordbot", "discordbot").in("discordbot.json"),
          crawler("whatsapp", "whatsapp").in("whatsapp.json"));

  private KnownCrawlers() {}

  /** In the order of precedence. */
  public static List<KnownCrawler> all() {
    return ALL;
  }

  /** As the configuration writes them. */
  public static List<String> names() {
    return ALL.stream().map(KnownCrawler::name).toList();
  }

  /** Whose address ranges a file of this name has. */
  public static Optional<KnownCrawler> ofRangeFile(String fileName) {
    return ALL.stream().filter(crawler -> crawler.rangeFiles().contains(fileName)).findFirst();
  }

  private static Row crawler(String name, String... tokens) {
    return new Row(name, List.of(tokens), List.of());
  }

  /** A row of the table while it is written. */
  private record Row(String name, List<String> tokens, List<String> domains) {
    Row of(String... domains) {
      return new Row(name, tokens, List.of(domains));
    }

    KnownCrawler in(String... rangeFiles) {
      return new KnownCrawler(name, tokens, domains, List.of(rangeFiles));
    }
  }
}
