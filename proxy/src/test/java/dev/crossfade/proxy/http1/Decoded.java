package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which requests bytes are, as text: a line for each head with its fields, and one for its body.
 */
record Decoded(List<String> messages, boolean broken) {
  /** All bytes at once, or one by one. */
  enum Delivery {
    WHOLE,
    BYTE_BY_BYTE
  }

  static Decoded of(HeadParser parser, byte[] bytes, Delivery delivery) {
    Reader reader = new Reader(parser);
    switch (delivery) {
      case WHOLE -> reader.read(Unpooled.wrappedBuffer(bytes));
      case BYTE_BY_BYTE -> {
        for (byte b : bytes) {
          reader.read(Unpooled.wrappedBuffer(new byte[] {b}));
        }
      }
    }
    return new Decoded(reader.messages, reader.broken);
  }

  /** One message after the other, as a connection reads them. */
  private static final class Reader {
    private final HeadParser parser;
    private final Head head = new Head().clear();
    private final BodyReader body = new BodyReader();
    private final StringBuilder text = new StringBuilder();
    private final List<String> messages = new ArrayList<>();
    private boolean inBody;
    private boolean broken;

    Reader(HeadParser parser) {
      this.parser = parser;
    }

    void read(ByteBuf in) {
      try {
        while (in.isReadable() && !broken) {
          if (inBody) {
            readBody(in);
          } else if (parser.parse(head, in)) {
            long framing = Framing.ofRequest(head);
            messages.add(print(head));
            inBody = true;
            body.begin(framing);
            endIfEnded();
          }
        }
      } catch (Violation _) {
        broken = true;
      }
      in.release();
    }

    private void readBody(ByteBuf in) throws Violation {
      text.append(in.readString(body.next(in), StandardCharsets.ISO_8859_1));
      endIfEnded();
    }

    private void endIfEnded() {
      if (body.isEnded()) {
        messages.add("body <" + text + ">");
        text.setLength(0);
        inBody = false;
        head.clear();
      }
    }
  }

  private static String print(Head head) {
    StringBuilder text = new StringBuilder(head.method()).append(' ').append(head.target());
    text.append(head.isHttp11() ? " HTTP/1.1" : " HTTP/1.0");
    for (int i = 0; i < head.count(); i++) {
      text.append(" | ").append(head.nameText(i)).append('=').append(head.value(i));
    }
    return text.toString();
  }

  /** What Netty's decoder makes of the same. */
  static Decoded byNetty(byte[] bytes) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    List<String> messages = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean broken = false;
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      HttpObject part = (HttpObject) next;
      if (part.decoderResult().isFailure()) {
        broken = true;
      } else if (part instanceof HttpRequest head && !broken) {
        messages.add(print(head));
      }
      if (part instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
        content.release();
        if (content instanceof LastHttpContent && !broken) {
          messages.add("body <" + body + ">");
          body.setLength(0);
        }
      }
    }
    channel.finishAndReleaseAll();
    return new Decoded(messages, broken);
  }

  private static String print(HttpRequest head) {
    StringBuilder text = new StringBuilder();
    text.append(head.method()).append(' ').append(head.uri());
    text.append(' ').append(head.protocolVersion());
    for (Map.Entry<String, String> field : head.headers()) {
      text.append(" | ").append(field.getKey()).append('=').append(field.getValue());
    }
    return text.toString();
  }
}
