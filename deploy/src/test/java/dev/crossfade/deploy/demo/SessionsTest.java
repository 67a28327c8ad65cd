package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Memory for visitors is bounded, and those who keep coming are kept. */
class SessionsTest {
  @Test
  void start_beyondTheLimit_theLongestIdleGoes() {
    Sessions sessions = new Sessions(2);
    Session first = sessions.start();
    Session second = sessions.start();
    assertThat(sessions.find(first.id())).containsSame(first);

    Session third = sessions.start();

    assertThat(sessions.find(first.id())).containsSame(first);
    assertThat(sessions.find(second.id())).isEmpty();
    assertThat(sessions.find(third.id())).containsSame(third);
  }

  @Test
  void cart_overfull_staysBounded() {
    Cart cart = Cart.EMPTY;
    for (Product product : Catalog.demo().products()) {
      cart = cart.plus(product);
    }
    for (int i = 0; i < 100; i++) {
      cart = cart.plus(cart.lines().getFirst().product());
    }

    assertThat(cart.lines()).hasSize(50);
    assertThat(cart.lines().getFirst().quantity()).isEqualTo(20);
  }
}
