package dev.crossfade.deploy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.demo.DemoStorefronts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code audit sitemap} and {@code audit robots} as they are typed, on the storefronts of the demo.
 */
class MapAndRobotsAuditsTest {
  private static DemoStorefronts shop;

  @TempDir private Path folder;

  private record Ran(int exit, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    shop = DemoStorefronts.start();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  private Ran audit(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--rate", "unlimited", "--spool", folder.resolve("spools").toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Cli.run(
            all.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            AuditCommand.class);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void sitemap_ofAShopThatIsFine_findsNothing() {
    Ran ran = audit("sitemap", shop.legacy() + "/sitemap.xml");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("0 critical", "0 major", "0 minor");
  }

  @Test
  void sitemap_ofNextWithoutItsRedirects_findsEveryOldUrlLost() throws Exception {
    StringBuilder map = new StringBuilder();
    shop.catalog().redirects().forEach((from, to) -> map.append(from + "," + to + ",301\n"));
    String hits = file("hits.csv", "url,hits\n/category-1.html,4321\n");

    Ran ran =
        audit(
            "sitemap",
            shop.next() + "/sitemap.xml",
            "--legacy-sitemap",
            shop.legacy() + "/sitemap.xml",
            "--map",
            file("redirects.csv", map.toString()),
            "--traffic",
            hits);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("RED-MISSING").doesNotContain("MAP-MISSING");
  }

  @Test
  void sitemap_ofAFile_needsToKnowTheSite() throws Exception {
    String map = file("sitemap.xml", "<urlset/>");

    assertThat(audit("sitemap", map).exit()).isEqualTo(2);
    assertThat(audit("sitemap", map).err()).contains("--origin is missing");
    assertThat(audit("sitemap", map, "--origin", shop.next().toString()).out())
        .contains("MAP-SYNTAX");
  }

  @Test
  void sitemap_ofNobody_isUnreachable() {
    assertThat(audit("sitemap", "http://127.0.0.1:1/sitemap.xml").exit()).isEqualTo(3);
  }

  @Test
  void robots_ofTheSameRules_changesNothing() {
    Ran ran = audit("robots", "--legacy", shop.legacy().toString(), "--next", shop.next() + "/");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void robots_ofARuleThatWasForgotten_namesTheUrlAndBothLines() throws Exception {
    String staging = file("robots.txt", "User-agent: *\nDisallow: /p/\n");
    String urls = file("urls.txt", "/p/1\nhttps://www.shop.example/c/2\n");

    Ran ran =
        audit("robots", "--legacy", shop.legacy().toString(), "--next", staging, "--urls", urls);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .contains("ROB-CHANGED", "/p/1", "is blocked by next", "ROB-SITEMAP")
        .doesNotContain("/c/2");
  }

  @Test
  void robots_ofAFileThatIsNotThere_saysSo() {
    Ran ran = audit("robots", "--legacy", folder + "/none", "--next", shop.next().toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("none: does not exist");
  }
}
