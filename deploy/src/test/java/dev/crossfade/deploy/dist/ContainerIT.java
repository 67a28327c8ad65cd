package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Dockerfile by the rules that it has to keep, and what it relies on with the distribution
 * itself. Nothing here builds an image.
 */
@Timeout(180)
class ContainerIT {
  private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");

  @TempDir Path folder;

  private static List<String> instructions(String name) throws IOException {
    try (Stream<String> lines = Files.lines(DOCKERFILE)) {
      return lines
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .toList();
    }
  }

  @Test
  void bases_areOfOneVersion() throws Exception {
    assertThat(instructions("FROM"))
        .isNotEmpty()
        .allMatch(
            base -> base.matches("debian:\\d+\\.\\d+-slim(@sha256:[0-9a-f]{64})?( AS \\w+)?"));
  }

  @Test
  void user_isANumber_soThatKubernetesSeesItIsNotRoot() throws Exception {
    assertThat(instructions("USER")).containsExactly("10001:10001");
  }

  @Test
  void process_isTheGatewayItself_whichHearsSigterm() throws Exception {
    assertThat(instructions("ENTRYPOINT")).containsExactly("[\"/opt/crossfade/bin/crossfade\"]");
    assertThat(instructions("CMD"))
        .containsExactly("[\"run\", \"-c\", \"/etc/crossfade/crossfade.yaml\"]");
    assertThat(instructions("ADD")).isEmpty(); // what is fetched from elsewhere has no version
  }

  @Test
  void healthCheck_passesWhileItServes_andFailsAfterwards() throws Exception {
    Unpacked dist = Unpacked.into(folder);
    try (Storefront legacy = Storefront.start();
        Unpacked.Running gateway = dist.start(config(legacy.url()))) {
      assertThat(healthCheck(admin(gateway))).isZero();
      int port = admin(gateway);
      gateway.terminate();
      assertThat(healthCheck(port)).isNotZero();
    }
  }

  /** A container's root is read-only, and its /tmp may forbid what is executed. */
  @Test
  void gateway_withoutATemporaryFolder_serves() throws Exception {
    Unpacked dist = Unpacked.into(folder);
    Map<String, String> nowhere = Map.of("CROSSFADE_JAVA_OPTIONS", "-Djava.io.tmpdir=/nowhere");
    try (Storefront legacy = Storefront.start();
        Unpacked.Running gateway = dist.start(config(legacy.url()), nowhere)) {
      assertThat(healthCheck(admin(gateway))).isZero();
      assertThat(gateway.terminate()).isZero();
      assertThat(Files.readString(gateway.log()))
          .contains("started transport=")
          .doesNotContain("transport=\"NIO\"")
          .doesNotContain("/nowhere");
    }
  }

  private Path config(String legacy) throws IOException {
    return Files.writeString(
        folder.resolve("crossfade.yaml"),
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["%1$s"] }
          next: { endpoints: ["%1$s"] }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 0%% } } ]
        seo: { sampling: { rate: 1%% } }
        """
            .formatted(legacy));
  }

  private static int admin(Unpacked.Running gateway) throws IOException {
    Matcher port =
        Pattern.compile("ready after .* admin=\"(\\d+)\"").matcher(Files.readString(gateway.log()));
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private static int healthCheck(int port) throws IOException, InterruptedException {
    String json = instructions("HEALTHCHECK").getFirst().replaceFirst(".* CMD ", "");
    String[] command =
        JsonMapper.shared().readValue(json.replace("9900", "" + port), String[].class);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
