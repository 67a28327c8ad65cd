package dev.crossfade.config.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the keys of a map may be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Keys {
  /** A regular expression for each whole key. */
  String matching() default "[A-Za-z][A-Za-z0-9_.-]{0,63}";

  /** The same for people. */
  String expected() default "a name of letters, digits, - _ . that starts with a letter";

  /** Keys that must be there. */
  String[] required() default {};
}
