package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One exchange whose answer becomes a sample once its visitor has it. */
final class Sampling implements CopyUser {
  /** What says in which language and for which device a page is asked for. */
  private static final Set<String> ASKED_WITH =
      Set.of(
          "accept",
          "accept-language",
          "device-memory",
          "downlink",
          "dpr",
          "ect",
          "rtt",
          "save-data",
          "upgrade-insecure-requests",
          "user-agent",
          "viewport-width",
          "width");

  private final Samples samples;
  private final Plan plan;
  private final String unit;
  private final Decision.Serve serve;
  private final Visitor visitor;
  private final ClientRequest request;
  private final Report report;

  /**
   * An exchange that begins.
   *
   * @param request whole until the exchange is over
   */
  Sampling(
      Samples samples,
      Plan plan,
      String unit,
      Decision.Serve serve,
      Visitor visitor,
      ClientRequest request,
      Report report) {
    this.samples = samples;
    this.plan = plan;
    this.unit = unit;
    this.serve = serve;
    this.visitor = visitor;
    this.request = request;
    this.report = report;
  }

  /**
   * What was taken while the request was there, and its answer.
   *
   * @param answer whoever has this releases it
   */
  record Taken(
      String unit,
      Decision.Serve serve,
      boolean toCrawler,
      boolean withCookies,
      String scheme,
      String host,
      String path,
      String query,
      Map<String, List<String>> headers,
      AnswerCopy answer,
      long firstByteNanos,
      Instant at) {
    Sample sample() {
      return new Sample(
          unit,
          serve.backend(),
          serve.reason() == Decision.Reason.GUARD,
          toCrawler,
          withCookies,
          scheme,
          host,
          path,
          query,
          headers,
          answer.status(),
          answer.fields(),
          answer.body(),
          firstByteNanos,
          at);
    }
  }

  /** A search engine reads pages, and what stands in the place of one. */
  @Override
  public @Nullable ShadowMiss refusal(Head answer) {
    int type = answer.find(Name.CONTENT_TYPE);
    boolean page =
        type >= 0
            && (answer.startsValue(type, "text/html")
                || answer.startsValue(type, "application/xhtml+xml"));
    return page || answer.status() >= 300 ? null : ShadowMiss.NO_PAGE;
  }

  @Override
  public void onWhole(AnswerCopy copy) {
    CrawlerClaim claim = visitor.crawler();
    samples.onSample(
        new Taken(
            unit,
            serve,
            claim != null && claim.isBelieved(),
            hasCookies(),
            request.secure() ? "https" : "http",
            host(request),
            request.path(),
            request.query(),
            headers(),
            copy,
            report.firstByteNanos(),
            report.at()));
  }

  /** As it was asked for, with its port. */
  static String host(ClientRequest request) {
    String host = request.head().text(Name.HOST);
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  /** What a trusted hop tells of the country and the public host is asked with, too. */
  private Map<String, List<String>> headers() {
    Head head = request.head();
    String country = plan.config().trust().geoHeader();
    boolean trusted = request.fromTrustedHop();
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < head.count(); i++) {
      String name = head.nameText(i).toLowerCase(Locale.ROOT);
      boolean told =
          trusted && (name.equalsIgnoreCase(country) || head.name(i) == Name.X_FORWARDED_HOST);
      if (told || ASKED_WITH.contains(name) || name.startsWith("sec-ch-")) {
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(head.value(i));
      }
    }
    return headers;
  }

  /** Whether there is a cookie that is not ours. */
  private boolean hasCookies() {
    Head head = request.head();
    String ours = plan.config().identity().cookie();
    for (int i = head.find(Name.COOKIE); i >= 0; i = head.find(Name.COOKIE, i + 1)) {
      for (String pair : head.value(i).split(";", -1)) {
        String name = pair.substring(0, Math.max(0, pair.indexOf('='))).strip();
        if (!pair.isBlank() && !name.equals(ours) && !name.equals(Preview.COOKIE)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void onMiss(ShadowMiss why) {
    samples.onMiss(unit, why);
  }

  @Override
  public void onNothing() {
    samples.onMiss(unit, ShadowMiss.FAILED);
  }
}
