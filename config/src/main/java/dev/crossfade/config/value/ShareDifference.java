package dev.crossfade.config.value;

/** How far two shares may lie apart, in percentage points: {@code 0.5pp}. */
public record ShareDifference(int basisPoints) implements Comparable<ShareDifference> {
  public static final String PATTERN = "(100(\\.0{1,2})?|[0-9]{1,2}(\\.[0-9]{1,2})?)pp";

  public ShareDifference {
    if (basisPoints < 0 || basisPoints > Share.WHOLE) {
      throw new IllegalArgumentException(
          "basisPoints: " + basisPoints + " (expected: 0.." + Share.WHOLE + ")");
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static ShareDifference parse(String text) {
    return new ShareDifference(Share.hundredths(text.substring(0, text.length() - 2)));
  }

  public double ratio() {
    return basisPoints / (double) Share.WHOLE;
  }

  @Override
  public int compareTo(ShareDifference other) {
    return Integer.compare(basisPoints, other.basisPoints);
  }

  @Override
  public String toString() {
    return Share.decimal(basisPoints) + "pp";
  }
}
