package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite of HTTP/2 (RFC 9113, RFC 7541), run from outside against a listener. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "x86_64"},
    disabledReason = "h2spec is there for Linux on x86-64")
class H2SpecTest {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final int TAR_BLOCK = 512;
  private static final String ALL_PASS = "146 tests, 146 passed, 0 skipped, 0 failed";

  @TempDir static Path temp;
  private static Path h2spec = Path.of("h2spec");

  /** The archive is one file: a block that says its name and size, then its bytes. */
  @BeforeAll
  static void unpack() throws IOException {
    try (InputStream archive = H2SpecTest.class.getResourceAsStream(ARCHIVE)) {
      assertThat(archive).as(ARCHIVE).isNotNull();
      try (InputStream tar = new GZIPInputStream(archive)) {
        byte[] header = tar.readNBytes(TAR_BLOCK);
        int size = Integer.parseInt(new String(header, 124, 11, US_ASCII), 8);
        h2spec = Files.write(temp.resolve("h2spec"), tar.readNBytes(size));
      }
    }
    assertThat(h2spec.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void suite_inTheClear_passes() throws Exception {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(run(gateway)).contains(ALL_PASS);
    }
  }

  @Test
  void suite_overTls_passes() throws Exception {
    String tls =
        "{ bind: \"127.0.0.1:0\", tls: { certificates: [ "
            + new Certificates(temp).files("www.shop.example")
            + " ] } }";
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls))) {
      assertThat(run(gateway, "-t", "-k")).contains(ALL_PASS);
    }
  }

  private static String run(Gateway gateway, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(h2spec.toString(), "-S", "-p", String.valueOf(gateway.port())));
    command.addAll(List.of(flags));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String report = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return report;
  }
}
