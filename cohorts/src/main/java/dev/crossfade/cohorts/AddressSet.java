package dev.crossfade.cohorts;

import dev.crossfade.config.value.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;

/**
 * A set of address ranges, asked in as many steps as a prefix has bits, however many ranges there
 * are. IPv4 addresses within IPv6 (RFC 4291 §2.5.5.2) count as what they stand for. Immutable;
 * asking allocates nothing but the bytes of the address.
 */
public final class AddressSet {
  private static final int V4_BYTES = 4;

  /** Where the IPv4 address begins within an IPv6 one that maps it. */
  private static final int MAPPED = 12;

  /** In place of a child: everything from here on is in. */
  private static final int ALL = -1;

  private static final int NONE = 0;
  private static final int V4_ROOT = 0;
  private static final int V6_ROOT = 2;
  private static final int FIRST_FREE = 4;

  /** Two children a node: what follows a 0, what follows a 1; a node is where its pair begins. */
  private int[] children = new int[64];

  private int used = FIRST_FREE;

  private AddressSet() {}

  public static AddressSet of(Collection<Cidr> ranges) {
    AddressSet set = new AddressSet();
    for (Cidr range : ranges) {
      set.add(range);
    }
    set.children = Arrays.copyOf(set.children, set.used);
    return set;
  }

  private void add(Cidr range) {
    byte[] address = range.network().getAddress();
    boolean mapped = isMapped(address) && range.prefix() >= MAPPED * 8;
    int from = mapped ? MAPPED * 8 : 0;
    int node = mapped || address.length == V4_BYTES ? V4_ROOT : V6_ROOT;
    if (range.prefix() == from) {
      children[node] = ALL;
      children[node + 1] = ALL;
      return;
    }
    for (int bit = from; bit < range.prefix(); bit++) {
      int at = node + bit(address, bit);
      if (children[at] == ALL) {
        return; // a wider range holds it already
      }
      if (bit == range.prefix() - 1) {
        children[at] = ALL;
      } else if (children[at] == NONE) {
        int next = fresh(); // may move all children elsewhere
        children[at] = next;
      }
      node = children[at];
    }
  }

  private int fresh() {
    if (used + 2 > children.length) {
      children = Arrays.copyOf(children, children.length * 2);
    }
    int node = used;
    used += 2;
    return node;
  }

  /** Whether one of the ranges holds this address. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean mapped = isMapped(bytes);
    int node = mapped || bytes.length == V4_BYTES ? V4_ROOT : V6_ROOT;
    for (int bit = mapped ? MAPPED * 8 : 0; bit < bytes.length * 8; bit++) {
      node = children[node + bit(bytes, bit)];
      if (node <= NONE) {
        return node == ALL;
      }
    }
    return false;
  }

  private static int bit(byte[] address, int index) {
    return address[index >> 3] >> (7 - (index & 7)) & 1;
  }

  /** {@code ::ffff:a.b.c.d}. */
  private static boolean isMapped(byte[] address) {
    if (address.length == V4_BYTES || address[10] != -1 || address[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
