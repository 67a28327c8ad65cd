package dev.crossfade.rollout.runbook;

import java.util.List;
import java.util.stream.Collectors;

/** Prints a runbook as Markdown; text from the configuration is never markup. */
public final class RunbookMarkdown {
  private RunbookMarkdown() {}

  public static String print(Runbook runbook) {
    StringBuilder out = new StringBuilder("# " + escape(runbook.title()) + "\n");
    for (Block block : runbook.blocks()) {
      out.append('\n').append(print(block));
    }
    return out.toString();
  }

  private static String print(Block block) {
    return switch (block) {
      case Block.Heading(String text) -> "## " + escape(text) + "\n";
      case Block.Paragraph(String text) -> escape(text) + "\n";
      case Block.Points(List<String> points) ->
          points.stream().map(point -> "- " + escape(point) + "\n").collect(Collectors.joining());
      case Block.Table(List<String> head, List<List<String>> rows) ->
          row(head)
              + "|---".repeat(head.size())
              + "|\n"
              + rows.stream().map(RunbookMarkdown::row).collect(Collectors.joining());
      case Block.Commands(List<Block.Command> commands) ->
          commands.stream()
              .map(command -> "# " + command.purpose() + "\n" + command.line() + "\n")
              .collect(Collectors.joining("\n", "```sh\n", "```\n"));
    };
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(RunbookMarkdown::escape)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\`*_\\[\\]<>|#]", "\\\\$0").replaceAll("\\R", " ");
  }
}
