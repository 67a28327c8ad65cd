package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that nobody would send, except by mistake or on purpose. */
class ListReaderTest {
  private static final String LIST =
      "{\"v\":[1,{\"x\":2}],\"items\":[{\"sku\":\"A\\u00e4\",\"qty\":1.5e3,\"price\":\"2.50\"},"
          + "{\"sku\":7,\"qty\":null,\"price\":true,\"z\":{\"a\":[]}}],\"next\":\"/2\"}";

  @Test
  void read_anyBytes_givesEntriesOrTheReasonWhyNot() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = LIST.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        assertThat(reader().read(new ByteArrayInputStream(bytes, 0, length), "it", (_, _) -> {}))
            .isBetween(0, 2);
      } catch (NoAnswer e) {
        assertThat(e.reason()).startsWith("it ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0, true",
    "1e2, 100, true",
    "0, -0.0, true",
    "1e-2, 0.01, true",
    "1, 2, false",
    "1e400, 1e400, true",
    "1e400, 10e399, true",
    "1e400, 1e401, false",
    "12345678901234567890, 12345678901234567891, false",
    "0.1, 0.10000000000000001, false"
  })
  void read_numbers_agreeAsNumbers(String left, String right, boolean agree) throws Exception {
    assertThat(digest(left).equals(digest(right))).isEqualTo(agree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10e2147483646", "1e-2147483640", "1e99999999999", "1e2147483647"})
  void read_absurdExponents_areNotWrittenOut(String number) throws Exception {
    try {
      assertThat(digest(number)).hasSize(64);
    } catch (NoAnswer e) {
      assertThat(e.reason()).startsWith("it answered what is not JSON");
    }
  }

  private static String digest(String qty) throws IOException, NoAnswer {
    List<String> digests = new ArrayList<>();
    String list = "[{\"sku\":\"A\",\"qty\":" + qty + "}]";
    reader()
        .read(
            new ByteArrayInputStream(list.getBytes(UTF_8)),
            "it",
            (_, digest) -> digests.add(HexFormat.of().formatHex(digest)));
    return digests.getFirst();
  }

  private static ListReader reader() {
    return new ListReader("sku", List.of("qty", "price"));
  }
}
