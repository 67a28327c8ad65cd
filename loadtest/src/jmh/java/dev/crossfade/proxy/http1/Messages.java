package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What a browser and a storefront say to each other, as bytes that came off the wire. */
public final class Messages {
  /** Twelve fields, 705 bytes or so; the last of three cookies is the identity. */
  private static final String REQUEST =
      """
      GET /c/shoes/running?page=2&sort=price HTTP/1.1
      Host: www.shop.example
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
      Accept-Language: de-DE,de;q=0.9,en;q=0.5
      Accept-Encoding: gzip, deflate, br, zstd
      Referer: https://www.shop.example/c/shoes
      Connection: keep-alive
      Cookie: session=9f8e7d6c5b4a39281706f5e4d3c2b1a0; consent=all; cf_id=AAECAwQFBgcICQoLDA0ODw
      Upgrade-Insecure-Requests: 1
      Sec-Fetch-Dest: document
      Sec-Fetch-Mode: navigate
      Sec-Fetch-Site: same-origin

      """;

  private static final String ANSWER =
      """
      HTTP/1.1 200 OK
      Date: Sat, 21 Nov 2026 12:00:00 GMT
      Server: shop
      Content-Type: text/html; charset=utf-8
      Content-Length: 1024
      Cache-Control: no-cache, private
      Vary: Accept-Encoding, Cookie
      ETag: "5f3c9a1e-400"
      Set-Cookie: session=9f8e7d6c5b4a39281706f5e4d3c2b1a0; Path=/; HttpOnly; Secure; SameSite=Lax

      """;

  private Messages() {}

  public static ByteBuf request() {
    return wire(REQUEST);
  }

  public static ByteBuf answer() {
    return wire(ANSWER);
  }

  /** A head that was read: what follows the parsing starts from it. */
  public static Head requestHead() {
    return parsed(HeadParser.ofRequests(8 << 10, 32 << 10, 100), request());
  }

  public static Head answerHead() {
    return parsed(HeadParser.ofAnswers(), answer());
  }

  private static Head parsed(HeadParser parser, ByteBuf in) {
    Head head = new Head().clear();
    try {
      if (!parser.parse(head, in)) {
        throw new IllegalStateException("a head that is not whole");
      }
    } catch (Violation e) {
      throw new IllegalStateException(e);
    }
    in.release();
    return head;
  }

  /** Off the heap, as a socket is read. */
  static ByteBuf wire(String lines) {
    byte[] bytes = lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }
}
