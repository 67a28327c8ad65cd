package dev.crossfade.console.api;

import dev.crossfade.console.service.FindingService;
import java.util.List;

/** Groups of findings as a spreadsheet reads them, a line each, with the latest example. */
final class FindingCsv {
  private static final String HEAD =
      "id,unit,template,rule,severity,state,count,share,pages,first,last,visitors,crawlers,"
          + "accepted by,reason,url,legacy,next,message";

  private FindingCsv() {}

  static String of(List<FindingService.Group> groups) {
    Csv csv = new Csv();
    csv.line((Object[]) HEAD.split(","));
    for (FindingService.Group group : groups) {
      FindingService.Accepted accepted = group.accepted();
      FindingService.Example example =
          group.examples().isEmpty() ? null : group.examples().getFirst();
      csv.line(
          group.id(),
          group.unit(),
          group.template(),
          group.rule(),
          group.severity(),
          group.state(),
          group.count(),
          group.share(),
          group.pages(),
          group.first(),
          group.last(),
          group.traffic().visitors(),
          group.traffic().crawlers(),
          accepted == null ? "" : accepted.by(),
          accepted == null ? "" : accepted.reason(),
          example == null ? "" : example.url(),
          example == null ? "" : example.legacy(),
          example == null ? "" : example.next(),
          example == null ? "" : example.message());
    }
    return csv.toString();
  }
}
