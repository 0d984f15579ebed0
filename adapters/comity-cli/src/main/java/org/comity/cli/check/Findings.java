package org.comity.cli.check;

import java.util.SortedSet;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is found in one file. */
final class Findings {
    private final String file;
    private final SortedSet<Finding> found = new TreeSet<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Node node, Finding.Rule rule, String sentence) {
        add(node.getStartMark().map(Mark::getLine).orElse(0) + 1, rule, sentence);
    }

    void add(int line, Finding.Rule rule, String sentence) {
        found.add(new Finding(file, line, rule, sentence));
    }

    SortedSet<Finding> found() {
        return found;
    }
}
