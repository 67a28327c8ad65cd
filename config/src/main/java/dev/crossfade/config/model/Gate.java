package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Inline;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.shape.Tag;
import dev.crossfade.config.value.Expectation;
import dev.crossfade.config.value.Quantile;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.ShareDifference;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A check that lets a rollout advance, makes it hold, or rolls it back. */
public sealed interface Gate {
  /** What every gate may say. */
  Policy policy();

  /** Its key in the file: errors, latency, … */
  default String kind() {
    return getClass().getAnnotation(Tag.class).value();
  }

  /** What people call it: its name where it has one, else its kind. */
  default String label() {
    return kind();
  }

  /** How a gate judges. */
  record Policy(
      @Doc("So many samples of each arm before it says anything but hold.") @Range(min = "1")
          @Nullable Integer minSamples,
      @Doc("Pass only when every regression worse than the tolerance is excluded.")
          @Default("false")
          boolean proof,
      @Doc("Its verdict without any data.") @Default("hold") OnNoData onNoData,
      @Doc("What a fail does.") @Default("rollback") OnFail onFail,
      @Doc("The chance of a false alarm, for the whole rollout.")
          @Default("1%")
          @Range(min = "0.01%", max = "20%")
          Share alpha,
      @Doc("The stages it is asked at; all without it.") List<Share> stages) {}

  /** A verdict for want of data. */
  enum OnNoData {
    HOLD,
    FAIL,
    PASS
  }

  /** What a fail does. */
  enum OnFail {
    ROLLBACK,
    HOLD
  }

  /** Share of answers that are errors. */
  @Tag("errors")
  @Doc("The share of answers that are errors.")
  record Errors(@Doc("So much worse next may be.") ShareDifference tolerance, @Inline Policy policy)
      implements Gate {}

  /** A quantile of the time to answer. */
  @Tag("latency")
  @Doc("A quantile of the time to answer.")
  record Latency(
      @Doc("Which quantile.") @Default("p95") Quantile quantile,
      @Doc("So much slower next may be.") Share tolerance,
      @Inline Policy policy)
      implements Gate {}

  /** Completion rate of pinned sessions. */
  @Tag("checkout")
  @Doc("The completion rate of pinned sessions.")
  record Checkout(
      @Doc("Of which pin.") @Ref("pins") String pin,
      @Doc("So much lower next's rate may be.") ShareDifference tolerance,
      @Inline Policy policy)
      implements Gate {}

  /** Sessions that the storefront silently replaces. */
  @Tag("session")
  @Doc("Sessions that the storefront silently replaces.")
  record Session(
      @Doc("The session cookie.") @Matches(value = Http.TOKEN, expected = "a cookie name")
          String cookie,
      @Doc("So many more next may lose.") ShareDifference tolerance,
      @Inline Policy policy)
      implements Gate {}

  /** Live parity findings. */
  @Tag("parity")
  @Doc("Live parity findings.")
  record Parity(
      @Doc("From this severity on.") @Default("critical") Severity severity,
      @Doc("At most this share of the sampled pages.") Share maxShare,
      @Inline Policy policy)
      implements Gate {}

  /** Errors answered to verified crawlers. */
  @Tag("crawl")
  @Doc("Errors answered to verified crawlers.")
  record Crawl(
      @Doc("At most this share of their requests.") Share maxErrorShare, @Inline Policy policy)
      implements Gate {}

  /** A query of Prometheus. */
  @Tag("prometheus")
  @Doc("A query of Prometheus.")
  record Prometheus(
      @Doc("What people call it.") @Matches(value = NAME, expected = NAME_EXPECTED) String name,
      @Doc("Where Prometheus is.") URI url,
      @Doc("PromQL that gives one number.") String query,
      @Doc("What the number must be.") Expectation expect,
      @Inline Policy policy)
      implements Gate {
    @Override
    public String label() {
      return name;
    }
  }

  /** A number in a JSON answer. */
  @Tag("http")
  @Doc("A number in a JSON answer.")
  record HttpCheck(
      @Doc("What people call it.") @Matches(value = NAME, expected = NAME_EXPECTED) String name,
      @Doc("What is asked.") URI url,
      @Doc("Where in the answer the number is (JSON Pointer).")
          @Matches(value = "(/.*)?", expected = "a JSON Pointer such as /open")
          String pointer,
      @Doc("What the number must be.") Expectation expect,
      @Inline Policy policy)
      implements Gate {
    @Override
    public String label() {
      return name;
    }
  }

  /** Two lists that must agree. */
  @Tag("reconcile")
  @Doc("Two lists that must agree.")
  record Reconcile(
      @Doc("What people call it.") @Matches(value = NAME, expected = NAME_EXPECTED) String name,
      @Doc("Legacy's list, JSON.") URI left,
      @Doc("Next's list, JSON.") URI right,
      @Doc("The field that tells which entries belong together.") String key,
      @Doc("The fields that must agree.") @NotEmpty List<String> fields,
      @Doc("At most this share of entries may differ.") Share maxShare,
      @Inline Policy policy)
      implements Gate {
    @Override
    public String label() {
      return name;
    }
  }

  /** A person who approves. */
  @Tag("manual")
  @Doc("A person who approves.")
  record Manual(
      @Doc("What people call it.") @Matches(value = NAME, expected = NAME_EXPECTED) String name,
      @Inline Policy policy)
      implements Gate {
    @Override
    public String label() {
      return name;
    }
  }

  String NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}";
  String NAME_EXPECTED = "a name of letters, digits, - and _ that starts with a letter";
}
