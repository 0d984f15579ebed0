package org.comity.cli.check;

import java.util.HashSet;
import java.util.Set;
import org.comity.cli.check.Finding.Rule;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** What a parsed file may hold, aliases followed: so deep, so much, and each key once. */
final class Bounds {
    private static final int DEPTH_MAX = 64;
    private static final int NODES_MAX = 200_000;

    private final Findings findings;
    private int nodes;

    Bounds(Findings findings) {
        this.findings = findings;
    }

    /** Whether the file keeps the bounds; what does not is a finding. */
    boolean hold(Node node) {
        return hold(node, 0);
    }

    private boolean hold(Node node, int depth) {
        nodes++;
        if (depth > DEPTH_MAX || nodes > NODES_MAX) {
            findings.add(
                    node,
                    Rule.FORM,
                    depth > DEPTH_MAX
                            ? "this is nested more than " + DEPTH_MAX + " deep"
                            : "this file holds more than " + NODES_MAX + " values");
            return false;
        }
        boolean good = Tree.elements(node).stream().allMatch(each -> hold(each, depth + 1));
        if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = Tree.text(tuple.getKeyNode()).orElse("");
                if (!keys.add(key)) {
                    findings.add(tuple.getKeyNode(), Rule.FORM, "the key '" + key + "' stands here twice");
                    return false;
                }
                good = good && hold(tuple.getValueNode(), depth + 1);
            }
        }
        return good;
    }
}
