package dev.crossfade.rollout.runbook;

import java.util.List;
import java.util.stream.Collectors;

/** Prints a runbook as one self-contained HTML page, fit for paper. */
public final class RunbookHtml {
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}"
          + "pre{background:#f3f3f3;padding:.6rem;overflow-x:auto}"
          + "@media print{body{margin:0}pre{white-space:pre-wrap}}";

  private RunbookHtml() {}

  public static String print(Runbook runbook) {
    String title = escape(runbook.title());
    return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n"
        + "<title>"
        + title
        + "</title>\n<style>"
        + STYLE
        + "</style>\n<h1>"
        + title
        + "</h1>\n"
        + runbook.blocks().stream().map(RunbookHtml::print).collect(Collectors.joining())
        + "</html>\n";
  }

  private static String print(Block block) {
    return switch (block) {
      case Block.Heading(String text) -> "<h2>" + escape(text) + "</h2>\n";
      case Block.Paragraph(String text) -> "<p>" + escape(text) + "</p>\n";
      case Block.Points(List<String> points) ->
          points.stream()
              .map(point -> "<li>" + escape(point) + "</li>\n")
              .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
      case Block.Table(List<String> head, List<List<String>> rows) ->
          "<table>\n<thead>"
              + row("th", head)
              + "</thead>\n<tbody>\n"
              + rows.stream().map(cells -> row("td", cells) + "\n").collect(Collectors.joining())
              + "</tbody>\n</table>\n";
      case Block.Commands(List<Block.Command> commands) ->
          commands.stream()
              .map(
                  command ->
                      "<p>"
                          + escape(command.purpose())
                          + "</p>\n<pre><code>"
                          + escape(command.line())
                          + "</code></pre>\n")
              .collect(Collectors.joining());
    };
  }

  private static String row(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
