package dev.crossfade.console.pages.overview;

import dev.crossfade.config.Snapshot;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.AdminServices.Status;
import dev.crossfade.console.service.AdminServices.UnitStatus;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.TrafficService.Span;
import dev.crossfade.console.service.TrafficService.Split;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the overview shows.
 *
 * @param shop whose gateway it is
 * @param gateways that share a store; null: this one is alone
 * @param since when the figures begin
 */
public record OverviewView(
    String shop,
    Status status,
    Attentions attentions,
    @Nullable GatewaysView gateways,
    List<UnitCard> units,
    List<String> rollouts,
    Span span,
    TrafficView traffic,
    ArmsView arms,
    List<EventLine> events,
    Instant since) {
  public OverviewView {
    units = List.copyOf(units);
    rollouts = List.copyOf(rollouts);
    events = List.copyOf(events);
  }

  /**
   * @param asked null: what suits how long the process has been there
   * @param unit whose arms are compared; empty: those of none; null: of the one that moves
   */
  static OverviewView of(
      AdminServices services, @Nullable Span asked, @Nullable String unit, Instant now) {
    Status status = services.status();
    List<Rollout> rollouts = services.rollouts();
    Span span = asked == null ? usual(Duration.between(services.trafficSince(), now)) : asked;
    String compared = compared(rollouts, unit);
    String during = "In the last " + words(span);
    return new OverviewView(
        shop(services),
        status,
        Attentions.of(services, status, now),
        GatewaysView.of(services.sight(), status.store(), now),
        cards(services, status, rollouts, span, now),
        rollouts.stream().map(Rollout::unit).toList(),
        span,
        TrafficView.of(services.traffic(span, Split.BACKEND, null), during),
        ArmsView.of(
            compared,
            services.traffic(span, compared == null ? Split.BACKEND : Split.ARM, compared)),
        EventLine.newest(services),
        services.trafficSince());
  }

  private static List<UnitCard> cards(
      AdminServices services, Status status, List<Rollout> rollouts, Span span, Instant now) {
    Map<String, Rollout> byUnit =
        rollouts.stream().collect(Collectors.toMap(Rollout::unit, Function.identity()));
    return status.units().stream().map(unit -> card(services, unit, byUnit, span, now)).toList();
  }

  private static UnitCard card(
      AdminServices services,
      UnitStatus unit,
      Map<String, Rollout> rollouts,
      Span span,
      Instant now) {
    Spark spark =
        Spark.of(
            services.traffic(span, Split.BACKEND, unit.name()),
            "Requests in the last " + words(span));
    return UnitCard.of(unit, rollouts.get(unit.name()), spark, now);
  }

  /** The public name of the shop, as far as the configuration says it. */
  private static String shop(AdminServices services) {
    URI origin = services.snapshot().map(Snapshot::config).map(c -> c.seo().origin()).orElse(null);
    return origin == null || origin.getHost() == null ? "Overview" : origin.getHost();
  }

  /** The shortest that does not leave most of the picture empty, nor most of what is known out. */
  private static Span usual(Duration age) {
    return Arrays.stream(Span.values())
        .filter(span -> span.length().compareTo(age) >= 0)
        .filter(span -> span != Span.WEEK)
        .findFirst()
        .orElse(Span.DAY);
  }

  private static @Nullable String compared(List<Rollout> rollouts, @Nullable String unit) {
    if (unit != null) {
      return rollouts.stream().map(Rollout::unit).filter(unit::equals).findFirst().orElse(null);
    }
    return rollouts.stream()
        .filter(rollout -> rollout.exposure() > 0 && rollout.exposure() < 100)
        .findFirst()
        .or(() -> rollouts.stream().findFirst())
        .map(Rollout::unit)
        .orElse(null);
  }

  private static String words(Span span) {
    return switch (span) {
      case QUARTER_HOUR -> "15 minutes";
      case HOUR -> "hour";
      case SIX_HOURS -> "6 hours";
      case DAY -> "24 hours";
      case WEEK -> "7 days";
    };
  }

  /** The page with another span. */
  public String withSpan(Span other) {
    String unit = arms.unit();
    return href(other, unit == null ? "" : unit);
  }

  /** The page with the arms of another unit; empty: of none. */
  public String withArms(String unit) {
    return href(span, unit);
  }

  private static String href(Span span, String unit) {
    return "/?span=" + span.word() + "&unit=" + URLEncoder.encode(unit, StandardCharsets.UTF_8);
  }

  /** How an endpoint's state is to be taken. */
  public static String kind(String state) {
    return switch (state) {
      case "healthy" -> "pass";
      case "returning" -> "hold";
      case "failing", "ejected", "unhealthy" -> "fail";
      default -> "minor";
    };
  }

  /** As a style: the two storefronts have colours of their own. */
  public static String colour(String backend) {
    return backend.equals("legacy") || backend.equals("next") ? backend : "muted";
  }
}
