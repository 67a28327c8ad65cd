package dev.crossfade.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The direction of imports. Each rule says why it is there; docs/decisions/0001 has the picture.
 */
class LayersTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar")) // shared among tests
          .importPackages("dev.crossfade");

  private static final String[] ALL = {
    "config",
    "cohorts",
    "routing",
    "rollout",
    "fleet",
    "seo",
    "proxy",
    "console",
    "loadtest",
    "deploy"
  };

  @Test
  void config_knowsNoOtherModule() {
    only("config")
        .because("what the operator asked for is the same whoever carries it out")
        .check(PRODUCT);
  }

  @Test
  void cohorts_knowsConfigOnly() {
    only("cohorts", "config")
        .because("who a visitor is must not depend on where they are sent")
        .check(PRODUCT);
  }

  @Test
  void routing_knowsConfigAndCohorts() {
    only("routing", "config", "cohorts")
        .because("a decision is a table of what was asked and who asks, testable without either")
        .check(PRODUCT);
  }

  @Test
  void rollout_knowsConfigOnly() {
    only("rollout", "config")
        .because("signals come in through its own interface, so that it can be rehearsed alone")
        .check(PRODUCT);
  }

  @Test
  void fleet_knowsConfigAndRollout() {
    only("fleet", "config", "rollout")
        .because("it is another place for the journal, and what is served goes on without it")
        .check(PRODUCT);
  }

  @Test
  void seo_knowsConfigAndRouting() {
    only("seo", "config", "routing")
        .because("audits run without a gateway; from routing they need the redirect map")
        .check(PRODUCT);
  }

  @Test
  void proxy_knowsNeitherRolloutNorSeo() {
    only("proxy", "config", "cohorts", "routing")
        .because("it offers sinks that others implement, so that no report slows a request down")
        .check(PRODUCT);
  }

  @Test
  void console_knowsNotTheDataPath() {
    only("console", "config")
        .because("what it shows comes through AdminServices, whoever implements it")
        .check(PRODUCT);
  }

  @Test
  void loadtest_isAClient() {
    only("loadtest").because("it measures from outside, like any other client").check(PRODUCT);
  }

  @Test
  void decisions_knowNoNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage(in("config"), in("cohorts"), in("routing"), in("rollout"), in("fleet"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "io.vertx..")
        .because("they are pure, and stay when the network library goes")
        .check(PRODUCT);
  }

  @Test
  void routing_neitherWaitsNorLooksAtTheClock() {
    noClasses()
        .that()
        .resideInAnyPackage(in("cohorts"), in("routing"))
        .and()
        .resideOutsideOfPackages( // read files while a snapshot is made, never when asked
            in("cohorts.sources"), in("routing.redirects.format"), in("routing.redirects.loading"))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent.locks..", "java.nio.file..", "java.net.http..")
        .because("it is asked on an event loop, once a request")
        .check(PRODUCT);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices()
        .matching("dev.crossfade.(**)")
        .should()
        .beFreeOfCycles()
        .because("a part that can be understood alone can be changed alone")
        .check(PRODUCT);
  }

  /** No class of the module may use one of ours outside the named modules. */
  private static GivenRule only(String module, String... known) {
    String[] forbidden =
        java.util.Arrays.stream(ALL)
            .filter(other -> !other.equals(module) && !java.util.List.of(known).contains(other))
            .map(LayersTest::in)
            .toArray(String[]::new);
    return reason ->
        noClasses()
            .that()
            .resideInAPackage(in(module))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden)
            .allowEmptyShould(true)
            .because(reason);
  }

  @FunctionalInterface
  private interface GivenRule {
    ArchRule because(String reason);
  }

  private static String in(String module) {
    return "dev.crossfade." + module + "..";
  }
}
