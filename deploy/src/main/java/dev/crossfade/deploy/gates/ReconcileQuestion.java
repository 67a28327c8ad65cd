package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.rollout.gates.Reconciled;
import dev.crossfade.rollout.statistics.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for two lists, the left one first, and compares them: the reconcile gate. The lists are
 * never in memory; what is kept of an entry is its key and a digest of its fields.
 */
record ReconcileQuestion(Gate.Reconcile gate, Fetch fetch) implements Question {

  @Override
  public boolean asksForLists() {
    return true;
  }

  @Override
  public Reading ask() throws NoAnswer, InterruptedException {
    Ledger ledger = new Ledger();
    ListReader left = new ListReader(gate.key(), gate.fields());
    ListReader right = new ListReader(gate.key(), gate.fields());
    fetch.list(
        Call.get(gate.left()), (call, _, body) -> left.read(body, call.where(), ledger::left));
    fetch.list(
        Call.get(gate.right()), (call, _, body) -> right.read(body, call.where(), ledger::right));
    for (int i = 0; i < gate.fields().size(); i++) {
      if (ledger.size() > 0 && !left.hasSeen(i) && !right.hasSeen(i)) {
        throw new NoAnswer(
            "no entry of either list has \"" + gate.fields().get(i) + "\" (expected: a field)");
      }
    }
    Ledger.Differences found = ledger.differences();
    Reading reading = Reading.of(Reconciled.judge(gate, new Tally(found.all(), found.bad())));
    return found.bad() == 0 ? reading : reading.because(reading.reason() + details(found));
  }

  private static String details(Ledger.Differences found) {
    List<String> parts = new ArrayList<>();
    add(parts, found.onlyLeft(), " only in the left");
    add(parts, found.onlyRight(), " only in the right");
    add(parts, found.differing(), found.differing() == 1 ? " differs" : " differ");
    add(parts, found.repeated(), " more than once in a list");
    List<String> keys = found.examples().stream().map(Excerpt::of).toList();
    return "; " + String.join(", ", parts) + "; such as " + String.join(", ", keys);
  }

  private static void add(List<String> parts, long count, String words) {
    if (count > 0) {
      parts.add(count + words);
    }
  }
}
