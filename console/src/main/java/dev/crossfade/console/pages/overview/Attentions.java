package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.overview.Attention.Severity;
import dev.crossfade.console.pages.rollout.Need;
import dev.crossfade.console.pages.rollout.RolloutPages;
import dev.crossfade.console.pages.rollout.Words;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.AdminServices.BackendStatus;
import dev.crossfade.console.service.AdminServices.CertificateStatus;
import dev.crossfade.console.service.AdminServices.EndpointStatus;
import dev.crossfade.console.service.AdminServices.Status;
import dev.crossfade.console.service.AdminServices.StoreStatus;
import dev.crossfade.console.service.CrawlService.Crawl;
import dev.crossfade.console.service.FindingService.Findings;
import dev.crossfade.console.service.FindingService.Guarding;
import dev.crossfade.console.service.FindingService.Wanted;
import dev.crossfade.console.service.RolloutService.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that a person should see to, the most urgent first. */
public record Attentions(List<Attention> all) {
  private static final int SHOWN = 5;
  private static final Set<String> UNWELL = Set.of("failing", "ejected", "unhealthy");
  private static final Duration SOON = Duration.ofDays(21);
  private static final Duration VERY_SOON = Duration.ofDays(3);

  public Attentions {
    all = all.stream().sorted(Comparator.comparing(Attention::severity)).toList();
  }

  static Attentions of(AdminServices services, Status status, Instant now) {
    List<Attention> found = new ArrayList<>();
    store(status.store(), found);
    found.addAll(GatewayNeeds.of(services.sight(), now));
    config(services, found);
    services.rollouts().forEach(rollout -> rollout(rollout, now, found));
    status.backends().forEach(backend -> backend(backend, found));
    findings(services, found);
    crawlers(services, found);
    services.certificates().forEach(certificate -> certificate(certificate, now, found));
    if (services.admin().tokens().isEmpty()) {
      found.add(
          Attention.of(
              Severity.MINOR,
              "",
              "Whoever is on this machine may act here, and the journal cannot tell who it was:"
                  + " admin.tokens has nobody.",
              "/config",
              "Configuration"));
    }
    return new Attentions(found);
  }

  /** Those that are told at once. */
  public List<Attention> first() {
    return all.size() <= SHOWN + 1 ? all : all.subList(0, SHOWN);
  }

  /** Those that are told to who wants to know. */
  public List<Attention> rest() {
    return all.subList(first().size(), all.size());
  }

  private static void store(StoreStatus store, List<Attention> found) {
    if (store.problem() != null) {
      found.add(
          new Attention(
              Severity.FAIL,
              "",
              "No stage is taken since ",
              store.since(),
              ", because nothing can be kept: " + store.problem(),
              "/journal",
              "Journal"));
    }
  }

  private static void config(AdminServices services, List<Attention> found) {
    services
        .refusedReload()
        .ifPresent(
            refused ->
                found.add(
                    new Attention(
                        Severity.FAIL,
                        "",
                        "The configuration was refused ",
                        refused.at(),
                        ", and the one before serves on: "
                            + refused.problems().getFirst()
                            + more(refused.problems().size()),
                        "/config",
                        "Configuration")));
  }

  private static String more(int problems) {
    return problems == 1 ? "" : " (and %d more)".formatted(problems - 1);
  }

  /** What the page of the rollout says first, unless that nothing needs anybody. */
  private static void rollout(Rollout rollout, Instant now, List<Attention> found) {
    if (rollout.state().equals("idle") && rollout.durable() && rollout.storeProblem() == null) {
      return;
    }
    String page = RolloutPages.path(rollout.unit());
    for (Need need : Need.of(rollout, now)) {
      boolean urgent = need.kind().equals("fail");
      if (urgent || need.kind().equals("hold")) {
        boolean gate = rollout.gates().stream().anyMatch(g -> g.name().equals(need.word()));
        found.add(
            new Attention(
                urgent ? Severity.FAIL : Severity.HOLD,
                rollout.unit(),
                (gate ? "gate " + need.word() + ". " : "") + need.text(),
                need.at(),
                need.after(),
                page,
                gate ? "Look at the gate" : "Look at the rollout"));
      }
    }
    Instant until = rollout.back().offeredUntil();
    if (until != null && until.isAfter(now) && until.isBefore(now.plus(VERY_SOON))) {
      found.add(
          new Attention(
              Severity.HOLD,
              rollout.unit(),
              "can be rolled back until ",
              until,
              ", and not after.",
              page,
              "Look at the rollout"));
    }
  }

  private static void backend(BackendStatus backend, List<Attention> found) {
    List<EndpointStatus> out =
        backend.states().stream().filter(e -> UNWELL.contains(e.state())).toList();
    if (out.isEmpty()) {
      return;
    }
    if (out.size() == backend.states().size()) {
      found.add(
          Attention.of(
              Severity.FAIL,
              backend.name(),
              "has no endpoint that is well, so requests are sent to those that are not. "
                  + why(out.getFirst()),
              "#backends",
              "Backends"));
      return;
    }
    for (EndpointStatus endpoint : out) {
      boolean isOut = !endpoint.state().equals("failing");
      found.add(
          new Attention(
              Severity.HOLD,
              backend.name(),
              endpoint.endpoint() + " is " + endpoint.state() + since(endpoint),
              endpoint.since(),
              ": " + endpoint.sentence() + (isOut ? ". The others take its requests." : "."),
              "#backends",
              "Backends"));
    }
  }

  private static String since(EndpointStatus endpoint) {
    return endpoint.since() == null ? "" : " since ";
  }

  private static String why(EndpointStatus endpoint) {
    return endpoint.endpoint() + " is " + endpoint.state() + ": " + endpoint.sentence() + ".";
  }

  private static void findings(AdminServices services, List<Attention> found) {
    Findings critical =
        services.findings(new Wanted(null, null, null, "critical", "open", null, null, 1));
    String problem = critical.storeProblem();
    if (problem != null) {
      found.add(
          Attention.of(
              Severity.FAIL,
              "Findings",
              "would not survive a restart: " + problem + ".",
              "/findings",
              "Findings"));
    }
    if (critical.total() > 0) {
      String title = critical.findings().getFirst().title();
      found.add(
          Attention.of(
              Severity.HOLD,
              "",
              critical.total() == 1
                  ? "One critical finding is open: " + title + "."
                  : "%s critical findings are open; the gravest: %s."
                      .formatted(Words.count(critical.total()), title),
              "/findings?severity=critical&state=open",
              "Findings"));
    }
    for (Guarding guard : critical.guards()) {
      if (guard.state().equals("guarded")) {
        found.add(
            new Attention(
                Severity.HOLD,
                guard.unit(),
                guard.template() + " pages are kept from next since ",
                guard.since(),
                ": " + guard.why() + ".",
                "/findings",
                "Findings"));
      }
    }
  }

  private static void crawlers(AdminServices services, List<Attention> found) {
    Crawl crawl = services.crawl(1, Set.of(), Map.of());
    if (!crawl.store().isEmpty()) {
      found.add(
          Attention.of(
              Severity.FAIL,
              "Crawlers",
              "What they are answered is not written down: " + crawl.store() + ".",
              "/crawlers",
              "Crawlers"));
    }
    crawl
        .alarms()
        .forEach(
            alarm ->
                found.add(
                    new Attention(
                        alarm.severity().equals("critical") ? Severity.FAIL : Severity.HOLD,
                        "Crawlers",
                        "since ",
                        alarm.since(),
                        ": " + alarm.message(),
                        "/crawlers",
                        "Crawlers")));
  }

  private static void certificate(
      CertificateStatus certificate, Instant now, List<Attention> found) {
    Instant expires = certificate.expires();
    if (expires.isAfter(now.plus(SOON))) {
      return;
    }
    found.add(
        new Attention(
            expires.isAfter(now.plus(VERY_SOON)) ? Severity.HOLD : Severity.FAIL,
            "Certificate",
            "of " + certificate.where() + (expires.isAfter(now) ? " expires " : " expired "),
            expires,
            ": " + certificate.file() + ". A new file is taken without a restart.",
            "/config",
            "Configuration"));
  }
}
