package org.comity.core.temporal;

import java.util.AbstractList;
import java.util.Arrays;
import org.comity.core.mesh.Oid;

/** An order for people to read: every proven cause first (Kahn 1962), of those that are free the smallest oid. */
final class Presentation extends AbstractList<Oid> {
    private final Columns.View columns;
    private final int[] order;

    Presentation(TimeGraph graph) {
        this.columns = graph.columns();
        this.order = new Kahn(graph).order();
    }

    @Override
    public Oid get(int index) {
        return columns.oid(order[index]);
    }

    @Override
    public int size() {
        return order.length;
    }

    /** Nodes are observations by number, then heads. */
    private static final class Kahn {
        private final TimeGraph graph;
        private final int count;
        private final int[] waiting;
        private final int[] starts;
        private final int[] outs;
        private int[] heap = new int[16];
        private int heaped;

        Kahn(TimeGraph graph) {
            this.graph = graph;
            this.count = graph.columns().count();
            int nodes = count + graph.heads().size();
            waiting = new int[nodes];
            starts = new int[nodes + 2];
            edges((from, to) -> {
                waiting[to]++;
                starts[from + 2]++;
            });
            for (int node = 2; node < starts.length; node++) {
                starts[node] += starts[node - 1];
            }
            outs = new int[starts[nodes + 1]];
            edges((from, to) -> outs[starts[from + 1]++] = to);
        }

        private interface Edge {
            void between(int from, int to);
        }

        private void edges(Edge each) {
            for (int chain = 0; chain < graph.chains().size(); chain++) {
                int length = graph.chains().get(chain).length();
                for (int place = 1; place < length; place++) {
                    each.between(node(chain, place - 1), node(chain, place));
                }
            }
            for (int number = 0; number < graph.links().size(); number++) {
                Link link = graph.links().get(number);
                for (int step = 0; step < link.steps().steps(); step++) {
                    each.between(
                            node(link.from(), link.steps().value(step)),
                            node(link.to(), link.steps().place(step)));
                }
            }
        }

        private int node(int chain, int place) {
            Chain of = graph.chains().get(chain);
            return of.kind == Chain.Kind.OBSERVATIONS ? of.member(place) : count + of.member(place);
        }

        int[] order() {
            int[] order = new int[count];
            int done = 0;
            int[] beacons = new int[graph.heads().size()];
            int ready = 0;
            for (int node = 0; node < waiting.length; node++) {
                if (waiting[node] == 0 && node < count && graph.spot(node).isSomewhere()) {
                    push(node);
                } else if (waiting[node] == 0
                        && node >= count
                        && graph.heads().get(node - count).chain() >= 0) {
                    beacons[ready++] = node;
                }
            }
            while (ready > 0 || heaped > 0) {
                int node = ready > 0 ? beacons[--ready] : pop();
                if (node < count) {
                    order[done++] = node;
                }
                for (int i = starts[node]; i < starts[node + 1]; i++) {
                    if (--waiting[outs[i]] == 0 && outs[i] < count) {
                        push(outs[i]);
                    } else if (waiting[outs[i]] == 0) {
                        beacons[ready++] = outs[i];
                    }
                }
            }
            return Arrays.copyOf(order, done);
        }

        private void push(int node) {
            if (heaped == heap.length) {
                heap = Arrays.copyOf(heap, 2 * heaped);
            }
            int at = heaped++;
            while (at > 0 && graph.columns().compare(node, heap[(at - 1) / 2]) < 0) {
                heap[at] = heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            heap[at] = node;
        }

        private int pop() {
            int top = heap[0];
            int last = heap[--heaped];
            int at = 0;
            int child = 1;
            while (child < heaped) {
                child += child + 1 < heaped && graph.columns().compare(heap[child + 1], heap[child]) < 0 ? 1 : 0;
                if (graph.columns().compare(last, heap[child]) <= 0) {
                    break;
                }
                heap[at] = heap[child];
                at = child;
                child = 2 * at + 1;
            }
            heap[at] = last;
            return top;
        }
    }
}
