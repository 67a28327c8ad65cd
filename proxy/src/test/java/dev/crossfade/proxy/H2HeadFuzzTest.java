package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import dev.crossfade.proxy.http1.HeadParser;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever fields HTTP/2 brings, what a backend reads is what we have read: no field becomes two,
 * no head becomes a body or another request. Fuzzed as {@code RequestsFuzzTest} is.
 */
class H2HeadFuzzTest {
  /** Stand between fields, and between a name and its value, so that these may hold any byte. */
  private static final String FIELDS = "\u001e";

  private static final String VALUE = "\u001f";
  private static final int MOST = 1 << 20;

  private static final HeadParser BACKEND = HeadParser.ofRequests(MOST, MOST, MOST);

  @FuzzTest(maxDuration = "5m")
  void heads(byte[] bytes) throws Violation {
    Head read = new Head().clear();
    Http2Headers fields = fields(new String(bytes, ISO_8859_1));
    boolean ends = bytes.length % 2 == 0;
    if (!H2Head.parseRequest(fields, ends, read) || HeadRules.check(read) != null) {
      return;
    }
    ByteBuf sent = written(read);
    try {
      Head seen = new Head().clear();

      assertThat(BACKEND.parse(seen, sent)).isTrue();

      assertThat(sent.isReadable()).as("nothing behind it").isFalse();
      assertThat(seen.method()).isEqualTo(read.method());
      assertThat(seen.target()).isEqualTo(read.target());
      assertThat(lines(seen)).isEqualTo(lines(read));
    } finally {
      sent.release();
    }
  }

  private static Http2Headers fields(String text) {
    Http2Headers fields = new DefaultHttp2Headers(false);
    for (String field : text.split(FIELDS, -1)) {
      String[] parts = field.split(VALUE, 2);
      fields.add(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return fields;
  }

  private static ByteBuf written(Head head) {
    HeadBytes out = new HeadBytes().request(head);
    for (int i = 0; i < head.count(); i++) {
      out.copy(head, i);
    }
    return out.endLine().toBuffer(UnpooledByteBufAllocator.DEFAULT, 0);
  }

  private static List<String> lines(Head head) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < head.count(); i++) {
      lines.add(head.nameText(i) + ": " + head.value(i));
    }
    return lines;
  }
}
