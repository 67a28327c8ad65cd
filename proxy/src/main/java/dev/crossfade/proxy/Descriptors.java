package dev.crossfade.proxy;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** What POSIX does with file descriptors and Java does not. */
final class Descriptors {
  private static final MethodHandle DUP2 = dup2();

  private Descriptors() {}

  /** Makes {@code number} mean what {@code source} means; what it meant before is closed. */
  static void replace(int source, int number) throws IOException {
    int made;
    try {
      made = (int) DUP2.invokeExact(source, number);
    } catch (Throwable e) {
      throw new IllegalStateException("dup2 cannot be called", e);
    }
    if (made != number) {
      throw new IOException("dup2(" + source + ", " + number + "): " + made);
    }
  }

  @SuppressWarnings("restricted") // ./crossfade starts Java with --enable-native-access
  private static MethodHandle dup2() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("dup2").orElseThrow(),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }
}
