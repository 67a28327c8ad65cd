package dev.crossfade.deploy.crawl;

import dev.crossfade.seo.log.AccessLog.Format;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a log's format as it is typed. */
final class FormatName implements ITypeConverter<Format> {
  @Override
  public Format convert(String text) {
    return switch (text) {
      case "auto" -> Format.AUTO;
      case "combined" -> Format.COMBINED;
      case "json" -> Format.JSON;
      default ->
          throw new TypeConversionException(
              "'" + text + "' (expected: one of auto, combined, json)");
    };
  }
}
