package dev.crossfade.console.api;

import dev.crossfade.console.service.JournalService.Happened;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Entries of the journal as a spreadsheet reads them, a line each, particulars as JSON. */
final class JournalCsv {
  private JournalCsv() {}

  static String of(List<Happened> entries) {
    Csv csv = new Csv();
    csv.line("seq", "at", "actor", "kind", "subject", "reason", "particulars");
    for (Happened entry : entries) {
      csv.line(
          entry.seq(),
          entry.at(),
          entry.actor(),
          entry.kind(),
          entry.subject(),
          entry.reason(),
          JsonMapper.shared().writeValueAsString(entry.body()));
    }
    return csv.toString();
  }
}
