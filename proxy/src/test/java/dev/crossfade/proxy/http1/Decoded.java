package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a decoder makes of bytes, as text: a line for each head, field, body and end. */
record Decoded(List<String> messages, boolean broken) {
  /** All bytes at once, or one by one. */
  enum Delivery {
    WHOLE,
    BYTE_BY_BYTE
  }

  static Decoded of(ChannelHandler decoder, byte[] bytes, Delivery delivery, boolean close) {
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    switch (delivery) {
      case WHOLE -> channel.writeInbound(Unpooled.copiedBuffer(bytes));
      case BYTE_BY_BYTE -> {
        for (byte b : bytes) {
          channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
        }
      }
    }
    if (close) {
      channel.finish();
    }
    Decoded decoded = read(channel);
    channel.finishAndReleaseAll();
    return decoded;
  }

  private static Decoded read(EmbeddedChannel channel) {
    List<String> messages = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean broken = false;
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      HttpObject part = (HttpObject) next;
      if (part.decoderResult().isFailure()) {
        broken = true;
      } else if (part instanceof HttpMessage head && !broken) {
        messages.add(print(head));
      }
      if (part instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        body.append(bytes.toString(StandardCharsets.ISO_8859_1));
        content.release();
        if (content instanceof LastHttpContent && !broken) {
          messages.add("body <" + body + ">");
          body.setLength(0);
        }
      }
    }
    return new Decoded(messages, broken);
  }

  private static String print(HttpMessage head) {
    StringBuilder text = new StringBuilder();
    if (head instanceof HttpRequest request) {
      text.append(request.method()).append(' ').append(request.uri());
    } else if (head instanceof HttpResponse response) {
      text.append(response.status().code());
    }
    text.append(' ').append(head.protocolVersion());
    for (Map.Entry<String, String> field : head.headers()) {
      text.append(" | ").append(field.getKey()).append('=').append(field.getValue());
    }
    return text.toString();
  }
}
