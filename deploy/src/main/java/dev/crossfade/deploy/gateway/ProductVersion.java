package dev.crossfade.deploy.gateway;

/** Which Crossfade this is. */
public final class ProductVersion {
  private ProductVersion() {}

  /** From the jar's manifest; classes outside a jar are a development build. */
  public static String get() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
