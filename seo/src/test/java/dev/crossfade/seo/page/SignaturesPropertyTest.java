package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SignaturesPropertyTest {
  @Property
  void similarity_ofSmallSets_isTheirJaccardIndex(
      @ForAll @Size(max = 200) Set<@LongRange(min = 0, max = 300) Long> one,
      @ForAll @Size(max = 200) Set<@LongRange(min = 0, max = 300) Long> other) {
    Set<Long> both = new HashSet<>(one);
    both.retainAll(other);
    Set<Long> either = new HashSet<>(one);
    either.addAll(other);
    double jaccard = either.isEmpty() ? 1 : (double) both.size() / either.size();

    double similarity = Signatures.similarity(signature(one), signature(other));

    assertThat(similarity).isCloseTo(jaccard, within(1e-9));
    assertThat(Signatures.similarity(signature(other), signature(one))).isEqualTo(similarity);
  }

  /** Five standard errors: one run in millions goes beyond. */
  @Property(tries = 100)
  void similarity_ofLargeSets_isCloseToTheirJaccardIndex(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 20_000) int shared) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] common = random.longs(shared).toArray();
    long[] one = with(common, random.longs(5_000));
    long[] other = with(common, random.longs(3_000));
    double jaccard = shared / (shared + 8_000.0);

    double similarity = Signatures.similarity(Signatures.of(one), Signatures.of(other));

    assertThat(similarity).isCloseTo(jaccard, within(5 * Math.sqrt(0.25 / 512)));
  }

  private static long[] with(long[] common, LongStream own) {
    return LongStream.concat(LongStream.of(common), own).toArray();
  }

  private static long[] signature(Set<Long> set) {
    return Signatures.of(set.stream().mapToLong(Long::longValue).toArray());
  }
}
