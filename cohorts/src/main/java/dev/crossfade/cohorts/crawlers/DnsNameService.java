package dev.crossfade.cohorts.crawlers;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;

/**
 * Asks the servers that the machine is set to use. With the JDK's own DNS client, because {@code
 * InetAddress} cannot tell an address without a name from servers that do not answer, and would
 * call a crawler false when the network is down.
 */
public final class DnsNameService implements NameService {
  /** Doubled for each further try: 0.7 s, 1.4 s, then that server is given up. */
  private static final String FIRST_TIMEOUT_MS = "700";

  private static final String TRIES = "2";

  private static final int V4_BYTES = 4;

  private final String servers;

  private DnsNameService(String servers) {
    this.servers = servers;
  }

  public static DnsNameService ofThisMachine() {
    return new DnsNameService("dns:");
  }

  /** Asks one server, such as {@code dns://127.0.0.1:5353}. */
  static DnsNameService at(String server) {
    return new DnsNameService(server);
  }

  @Override
  public List<String> namesOf(InetAddress address) throws IOException {
    return ask(reverse(address.getAddress()), "PTR");
  }

  @Override
  public List<InetAddress> addressesOf(String name) throws IOException {
    List<String> literals = new ArrayList<>(ask(name, "A"));
    literals.addAll(ask(name, "AAAA")); // of its own: both at once would ask for ANY (RFC 8482)
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      try {
        addresses.add(InetAddress.ofLiteral(literal));
      } catch (IllegalArgumentException e) {
        throw new IOException(name + ": an answer that is no address", e);
      }
    }
    return addresses;
  }

  /** RFC 1035 §3.5, RFC 3596 §2.5. */
  private static String reverse(byte[] address) {
    StringBuilder name = new StringBuilder(72);
    for (int i = address.length - 1; i >= 0; i--) {
      if (address.length == V4_BYTES) {
        name.append(address[i] & 0xff).append('.');
      } else {
        name.append(HexFormat.of().toLowHexDigit(address[i])).append('.');
        name.append(HexFormat.of().toHighHexDigit(address[i])).append('.');
      }
    }
    return name.append(address.length == V4_BYTES ? "in-addr.arpa" : "ip6.arpa").toString();
  }

  /** The DNS provider reads records as text and makes no objects of them. */
  @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // the latter is what it wants its settings in
  private List<String> ask(String name, String type) throws IOException {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, servers);
    settings.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MS);
    settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
    try {
      InitialDirContext context = new InitialDirContext(settings);
      try {
        return texts(context.getAttributes(name, new String[] {type}));
      } finally {
        context.close();
      }
    } catch (NameNotFoundException _) {
      return List.of(); // an answer: there is none
    } catch (NamingException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private static List<String> texts(Attributes answers) throws NamingException {
    List<String> texts = new ArrayList<>();
    NamingEnumeration<? extends Attribute> records = answers.getAll();
    while (records.hasMore()) {
      NamingEnumeration<?> values = records.next().getAll();
      while (values.hasMore()) {
        texts.add(String.valueOf(values.next()));
      }
    }
    return texts;
  }
}
