package dev.crossfade.deploy.dist;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Helm itself, in a process of its own: it is written in Go, whose runtime wants the signals that
 * this JVM has.
 */
final class Helm {
  private static final Path CHART = Path.of("src/main/helm/crossfade");

  private Helm() {}

  /** What it said. */
  record Ran(int exit, String out, String err) {}

  /** {@code lint|template VALUES}. */
  public static void main(String[] args) {
    com.marcnuri.helm.Helm helm = new com.marcnuri.helm.Helm(CHART);
    Path values = Path.of(args[1]);
    try {
      if (args[0].equals("lint")) {
        LintResult result = helm.lint().strict().call();
        result.getMessages().forEach(System.out::println);
        System.exit(result.isFailed() ? 1 : 0);
      }
      System.out.println(
          helm.template()
              .withName("shop")
              .withNamespace("edge")
              .withKubeVersion("1.31.0")
              .withValuesFile(values)
              .call());
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static Ran template(Path folder, String values) throws IOException, InterruptedException {
    return run("template", folder, values);
  }

  static Ran lint(Path folder, String values) throws IOException, InterruptedException {
    return run("lint", folder, values);
  }

  private static Ran run(String command, Path folder, String values)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("values.yaml"), values);
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Helm.class.getName(),
                    command,
                    file.toString()))
            .redirectError(err.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(err));
  }
}
