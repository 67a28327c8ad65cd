package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is told when an endpoint answers with some bytes, as text: a line for each head
 * with its fields, and one for the body. Broken is a connection that failed, or that nobody may use
 * again.
 */
record Answered(List<String> messages, boolean broken) {
  /** All bytes at once, or one by one. */
  enum Delivery {
    WHOLE,
    BYTE_BY_BYTE
  }

  /**
   * @param close whether the endpoint closes at the end
   */
  static Answered of(String asked, byte[] bytes, Delivery delivery, boolean close) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Loop loop = new Loop(channel.eventLoop(), 0);
    User user = new User();
    UpstreamConnection connection = new UpstreamConnection(channel, loop, new Keeper());
    user.line = connection;
    channel.pipeline().addLast(connection);
    connection.lend(user);
    Head request = new Head().request(asked, "/");
    connection.sendHead(request, _ -> {}, 0, false);
    connection.flush();
    channel.releaseOutbound();
    switch (delivery) {
      case WHOLE -> channel.writeInbound(Unpooled.copiedBuffer(bytes));
      case BYTE_BY_BYTE -> {
        for (byte b : bytes) {
          if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
          }
        }
      }
    }
    boolean closed = !channel.isOpen();
    if (close) {
      channel.finish();
    }
    channel.finishAndReleaseAll();
    return new Answered(user.messages, user.gone || closed);
  }

  /** Keeps every connection and does nothing with it. */
  private static final class Keeper implements UpstreamConnection.Owner {
    @Override
    public String name() {
      return "endpoint";
    }

    @Override
    public boolean keep(Loop loop, UpstreamConnection connection) {
      return true;
    }

    @Override
    public void forget(Loop loop, UpstreamConnection connection) {}

    @Override
    public void onMalformed(String why) {}

    @Override
    public void onStale(Loop loop) {}
  }

  private static final class User implements UpstreamUser {
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private @Nullable UpstreamLine line;
    private boolean gone;

    private static String print(Head head) {
      StringBuilder text = new StringBuilder().append(head.status());
      text.append(head.isHttp11() ? " HTTP/1.1" : " HTTP/1.0");
      for (int i = 0; i < head.count(); i++) {
        text.append(" | ").append(head.nameText(i)).append('=').append(head.value(i));
      }
      return text.toString();
    }

    @Override
    public void onInterim(Head answer) {
      messages.add(print(answer));
    }

    @Override
    public void onUpgraded(Head answer) {
      messages.add("upgraded");
    }

    @Override
    public void onAnswer(Head answer, long length) {
      messages.add(print(answer));
    }

    @Override
    public void onAnswerBody(ByteBuf in, int length) {
      body.append(in.readString(length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onAnswerEnd(@Nullable Head trailers) {
      messages.add("body <" + body + ">");
      if (line != null) {
        line.giveBack(true);
      }
    }

    @Override
    public void onAnswerPause() {}

    @Override
    public void onUpstreamWritable() {}

    @Override
    public void onUpstreamGone(Failure failure) {
      gone = true;
    }
  }
}
