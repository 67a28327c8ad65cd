package dev.crossfade.rollout.runbook;

import java.util.List;

/** A piece of a document, plain text throughout. */
public sealed interface Block {

  /** Begins a section. */
  record Heading(String text) implements Block {}

  /** Some sentences. */
  record Paragraph(String text) implements Block {}

  /** Points, one beside the other. */
  record Points(List<String> points) implements Block {
    public Points {
      points = List.copyOf(points);
    }
  }

  /** Rows under a head, each as long as the head. */
  record Table(List<String> head, List<List<String>> rows) implements Block {
    public Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Commands to be copied, with what each is for. */
  record Commands(List<Command> commands) implements Block {
    public Commands {
      commands = List.copyOf(commands);
    }
  }

  /** One command line. */
  record Command(String purpose, String line) {}
}
