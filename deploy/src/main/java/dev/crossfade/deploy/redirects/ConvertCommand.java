package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.config.model.Severity;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.deploy.maps.MapLint;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.format.RedirectWriter;
import dev.crossfade.seo.report.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code redirects convert}: the same redirects, written for somebody else. */
@Command(
    name = "convert",
    description = "Writes redirects in another format, and tells what that format cannot say.",
    footer = {
      "",
      "Examples:",
      "  crossfade redirects convert old.csv --to nginx -o redirects.conf",
      "  crossfade redirects convert .htaccess --to csv --flatten > redirects.csv",
      "",
      "Exit codes: 0 all of it was written, 1 something was not, 2 a file cannot be read or written."
    },
    mixinStandardHelpOptions = true)
final class ConvertCommand extends Speaking {
  @Parameters(paramLabel = "FILE", description = "Redirects, in any format.")
  private Path file;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "F",
      description = "The format to write: one of ${COMPLETION-CANDIDATES}, but for auto.",
      converter = FormatName.class,
      completionCandidates = FormatName.Names.class)
  private Format to;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "The format of FILE (default: by name and content).",
      converter = FormatName.class,
      completionCandidates = FormatName.Names.class,
      defaultValue = "auto")
  private Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to, replaced as a whole (default: standard output).")
  private @Nullable Path output;

  @Option(names = "--flatten", description = "Leads each page straight to where its chain ends.")
  private boolean flatten;

  ConvertCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    if (to == Format.AUTO) {
      complain("--to auto (expected: the format to write)");
      return Exit.PROBLEM;
    }
    List<RedirectProblem> problems;
    int written;
    try {
      if (output != null && Files.exists(output) && Files.isSameFile(output, file)) {
        complain("-o " + output + " is the input itself (expected: another file)");
        return Exit.PROBLEM;
      }
      MapFiles read = MapFiles.read(List.of(file), format);
      problems = new ArrayList<>(read.problems());
      List<RedirectRule> rules = flatten ? Flat.of(read.rules(), problems) : read.rules();
      int lost = write(rules, problems);
      written = rules.size() - lost;
    } catch (MapFiles.Unreadable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.PROBLEM;
    } catch (IOException e) {
      complain(
          (output == null ? "standard output" : output) + ": cannot be written: " + e.getMessage());
      return Exit.PROBLEM;
    }
    Report.to(streams().err()).print(MapLint.worstFirst(problems));
    complain(Report.count(written, "redirect") + " written, " + Report.summary(problems));
    return problems.isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  /** How many were left out. */
  private int write(List<RedirectRule> rules, List<RedirectProblem> problems) throws IOException {
    int[] lost = {0};
    Path target = output;
    if (target == null) {
      Writer out =
          new BufferedWriter(
              new OutputStreamWriter(new Unclosed(streams().out()), StandardCharsets.UTF_8));
      write(rules, out, problems, lost);
      out.flush();
      return lost[0];
    }
    try (WholeFile replaced = WholeFile.of(target);
        OutputStream bytes = replaced.open();
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      write(rules, out, problems, lost);
      out.flush();
      replaced.commit();
    }
    return lost[0];
  }

  private void write(
      List<RedirectRule> rules, Writer out, List<RedirectProblem> problems, int[] lost)
      throws IOException {
    RedirectWriter.write(
        rules,
        to,
        out,
        (rule, why) -> {
          lost[0] += why.startsWith("left out") ? 1 : 0;
          problems.add(loss(rule, why));
        });
  }

  private RedirectProblem loss(RedirectRule rule, String why) {
    return new RedirectProblem(
        "CONVERT",
        Severity.MAJOR,
        rule.place().file(),
        rule.place().line(),
        "",
        "",
        FormatName.of(to) + " cannot say this: " + why);
  }
}
