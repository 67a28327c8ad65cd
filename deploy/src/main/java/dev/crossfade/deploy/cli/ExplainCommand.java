package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.console.service.ExplainService.Answer;
import dev.crossfade.console.service.ExplainService.Explanation;
import dev.crossfade.console.service.ExplainService.Question;
import dev.crossfade.console.service.ExplainService.Unclear;
import dev.crossfade.deploy.explain.Explainer;
import dev.crossfade.deploy.explain.ExplanationText;
import dev.crossfade.deploy.gateway.DryRun;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain}: what becomes of a request, and why. */
@Command(
    name = "explain",
    description = {
      "The decision for a request, with every step of why and where it is written.",
      "Without --admin by the configuration alone: rollouts have not begun, all backends are well."
    },
    footer = "With --admin a token is taken from the environment variable CROSSFADE_TOKEN.",
    mixinStandardHelpOptions = true)
final class ExplainCommand extends Speaking {
  private static final int BAD_REQUEST = 400;

  @Option(
      names = {"-c", "--config"},
      description = "The configuration (default: ${DEFAULT-VALUE}).",
      paramLabel = "FILE",
      defaultValue = "crossfade.yaml")
  private Path file;

  @Option(
      names = "--ip",
      description = "The visitor's address (default: one of nobody).",
      paramLabel = "A")
  private @Nullable String ip;

  @Option(
      names = "--country",
      description = "The visitor's country, whatever geo would tell.",
      paramLabel = "C")
  private @Nullable String country;

  @Option(names = "--header", description = "A header; may be repeated.", paramLabel = "'K: V'")
  private List<String> headers = List.of();

  @Option(names = "--cookie", description = "A cookie; may be repeated.", paramLabel = "'K=V'")
  private List<String> cookies = List.of();

  @Option(names = "--method", description = "The method (default: GET).", paramLabel = "M")
  private @Nullable String method;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Mixin private AdminChoice admin;

  @Parameters(description = "What is asked for.", paramLabel = "URL")
  private String url;

  ExplainCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Question question = new Question(url, method, ip, country, headers, cookies, null);
    return admin.isMade() ? ask(question) : decide(question);
  }

  private int decide(Question question) {
    DryRun dryRun = DryRun.of(ConfigLoader.ofEnvironment().load(file), file.toString());
    Decider.Draft draft = dryRun.draft();
    return switch (dryRun.outcome()) {
      case Loaded.Valid valid when draft != null -> decide(question, valid, draft);
      case Loaded.Valid _ -> throw new IllegalStateException("valid (expected: with a draft)");
      case Loaded.Invalid invalid -> {
        invalid.problems().stream().map(Problem::toString).forEach(this::complain);
        yield Exit.PROBLEM;
      }
    };
  }

  private int decide(Question question, Loaded.Valid valid, Decider.Draft draft) {
    Explainer explainer =
        new Explainer(
            valid.config(),
            valid.marks(),
            file.toString(),
            draft.with(Availability.ALL),
            Live.fresh());
    Answer answer = explainer.explain(question, System.currentTimeMillis());
    return switch (answer) {
      case Explanation explanation -> show(JsonMapper.shared().valueToTree(explanation));
      case Unclear unclear -> {
        complain(unclear.message());
        yield Exit.PROBLEM;
      }
    };
  }

  private int ask(Question question) {
    AdminCall.Answer answer;
    try {
      answer = admin.call().get("/api/v1/explain?" + query(question));
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    if (answer.status() == 200) {
      return show(answer.body());
    }
    complain(answer.body().path("detail").asString("status " + answer.status()));
    return answer.status() == BAD_REQUEST ? Exit.PROBLEM : Exit.FINDINGS;
  }

  private static String query(Question question) {
    StringBuilder query = new StringBuilder();
    add(query, "url", question.url());
    add(query, "method", question.method());
    add(query, "ip", question.ip());
    add(query, "country", question.country());
    question.headers().forEach(header -> add(query, "header", header));
    question.cookies().forEach(cookie -> add(query, "cookie", cookie));
    return query.toString();
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query
          .append(query.isEmpty() ? "" : "&")
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  private int show(JsonNode explanation) {
    if (json) {
      say(explanation.toString());
    } else {
      ExplanationText.of(explanation).forEach(this::say);
    }
    return Exit.OK;
  }
}
