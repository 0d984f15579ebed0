package org.comity.core.temporal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.control.Statement;
import org.comity.core.observation.BeaconRef;

/** What the one writer of a growing graph remembers to find its places again; readers need none of it. */
final class Notes {
    /** Heads by name, those that are only named included. */
    final Map<BeaconRef, Integer> heads = new HashMap<>();

    /** Usable heads of each mesh by size. */
    final Map<Integer, TreeMap<Long, Integer>> sorted = new HashMap<>();

    /** The link from one chain to another. */
    final Map<Long, Integer> links = new HashMap<>();

    /** The head that an observation shows for others to log, by the observation's number. */
    final Map<Integer, BeaconRef> shown = new HashMap<>();

    /** Observations that name one that the set lacks yet, by its number. */
    final Map<Integer, Ints> naming = new HashMap<>();

    /** Observations that saw a beacon that no statement has shown yet, by the beacon's number. */
    final Map<Integer, Ints> seeing = new HashMap<>();

    /** Observations that a beacon includes that is not shown yet, by the beacon's number. */
    final Map<Integer, Ints> included = new HashMap<>();

    /** Receipts for a beacon that the set lacks yet, by its number. */
    final Map<Integer, List<Statement.InclusionReceipt>> waiting = new HashMap<>();

    void await(int number, Statement.InclusionReceipt receipt) {
        waiting.computeIfAbsent(number, any -> new ArrayList<>()).add(receipt);
    }
}
