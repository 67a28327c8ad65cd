package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.problem.Excerpt;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** Asks for a number in a JSON answer: the http gate. */
record NumberQuestion(Gate.HttpCheck gate, Fetch fetch) implements Question {

  @Override
  public Reading ask() throws NoAnswer, InterruptedException {
    Answer answer = fetch.answer(Call.get(gate.url()));
    JsonNode found = answer.json().at(JsonPointer.compile(gate.pointer()));
    double number =
        number(found)
            .orElseThrow(
                () ->
                    new NoAnswer(
                        answer.from().where()
                            + " has "
                            + words(found)
                            + " at \""
                            + gate.pointer()
                            + "\" (expected: a number)"));
    return Reading.of(gate.expect(), number, Measured.print(number), 1);
  }

  /** Also one in quotes, as many shops write theirs. */
  private static Optional<Double> number(JsonNode found) {
    if (found.isString()) {
      return Measured.parse(found.asString().strip());
    }
    return found.isNumber()
        ? Optional.of(found.doubleValue()).filter(Double::isFinite)
        : Optional.empty();
  }

  private static String words(JsonNode found) {
    JsonNodeType type = found.getNodeType();
    return switch (type) {
      case MISSING -> "nothing";
      case NULL -> "null";
      case BOOLEAN -> found.asString();
      case STRING -> "\"" + Excerpt.of(found.asString()) + "\"";
      case NUMBER -> "a number without end";
      case ARRAY -> "a list";
      case OBJECT, POJO, BINARY -> "an object";
    };
  }
}
