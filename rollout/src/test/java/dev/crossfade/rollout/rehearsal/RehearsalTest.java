package dev.crossfade.rollout.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");

  @ParameterizedTest
  @EnumSource(Fault.class)
  void play_examplePlan_isGood(Fault fault) throws IOException {
    for (int seed = 1; seed < 4; seed++) {
      long t = System.nanoTime();
      Report r = new Rehearsal(read("catalog"), "catalog", fault, 20, seed, MONDAY, null).play();
      System.out.println(fault + " " + (System.nanoTime() - t) / 1_000_000 + " ms " + r.outcome() + " " + r.sentence()
         + "\n " + r.alarm() + "\n " + r.wayBack() + r.notes() + r.state() + r.basisPoints() + " " + r.ended());
      r.stages().forEach(s -> System.out.println("   " + s.stage() + " " + s.entered() + " " + s.left() + " " + s.frozen()));
      assertThat(r.isGood()).isTrue();
    }
  }

  static Config read(String name) throws IOException {
    Path file = Path.of("src/test/resources/rehearsal").resolve(name + ".yaml");
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(Files.readString(file).getBytes(UTF_8), name, file);
    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }
}
