package org.comity.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.store.RocksDbMeshStore;

/** Commits and says so, until a commit fails; then says whether the store ever claims anything again. */
final class StoreProcess {
    private static final int VALUE = 4_096;
    private static final int TRIES = 5;
    private static final int COMMITS_MAX = 100_000;

    private StoreProcess() {}

    /** Argument: the store's folder. */
    public static void main(String[] arguments) {
        MeshStore store = RocksDbMeshStore.open(Path.of(arguments[0]));
        RandomGenerator random = RandomGenerator.getDefault();
        long number = 1;
        while (number <= COMMITS_MAX && commits(store, number, random)) {
            say("committed " + number);
            number++;
        }
        boolean claims = false;
        for (int i = 0; i < TRIES; i++) {
            claims |= commits(store, number + i, random) || reads(store);
        }
        say(claims ? "end: claims again" : "end: stays closed");
        Runtime.getRuntime().halt(0);
    }

    private static boolean commits(MeshStore store, long number, RandomGenerator random) {
        byte[] value = new byte[VALUE];
        random.nextBytes(value);
        try {
            store.commit(List.of(
                    new Write.Put(Table.LEAF, RowKey.of(number), Octets.of(value)),
                    new Write.Put(Table.PLACE, RowKey.of(number), Octets.of(value))));
            return true;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }

    private static boolean reads(MeshStore store) {
        try {
            store.get(Table.LEAF, RowKey.of(1));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
